"""Telling: the pages on which somebody outside writes to us or comes back with a code, and staff write in a letter.

Owns: the questions and their order, the receipt, the wait of whoever sends much. No models: drafts lie in the mailbox.
Does not own: what becomes of a text (concerns), the thread (mailbox), pages that only tell (public).
Main nouns: StepForm, SimpleForm, IncidentForm, CodeForm, LetterForm.
Neighbours below: concerns, mailbox, facts, people, ui, kit.
"""
