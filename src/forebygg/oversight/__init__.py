"""Oversight: who opened what, a sample of it each month, and who opened one matter. For the data protection function.

Owns: that a month's sample was reviewed, how many readings it held and how many led to a question.
Does not own: the log (audit), the matter (concerns): a text is never shown here, and nothing is searched by person.
Main nouns: LogReview, Reading.
Neighbours below: concerns, facts, people, notices, audit, ui, kit.
"""
