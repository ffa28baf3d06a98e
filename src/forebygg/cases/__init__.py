"""Coordination cases inside the receiving board's compartment: tokens, still personal data.

Owns: which functions work together, what kind of support, reviews that cannot be lost, closing.
Does not own: any text about a person, the social services' own file, the concern it began with.
Main nouns: Case, Participant, Review.
Neighbours below: concerns, routines, mailbox, situation, records, secrecy, facts, people, notices, audit, ui, kit.
"""
