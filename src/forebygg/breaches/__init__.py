"""Breaches: something failed here that others must be told of in time: the reports, their deadlines, their drafts.

Owns: that an incident was discovered, of what kind in codes, what it is held to be, which reports are sent and when.
Does not own: what the report says (it is written and sent elsewhere), what the system knows about itself (site). No
free text is kept, and nothing about anyone: who was touched stands in the report, not here.
Main nouns: Breach, Filing.
Neighbours below: facts, people, notices, audit, ui, kit.
"""
