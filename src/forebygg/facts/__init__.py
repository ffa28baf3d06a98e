"""Dated facts: provisions, ages, deadlines, telephone numbers with hours. No number of the law stands in code.

Owns: each fact with source, certainty, valid from–to and verified on; shipped rows and local ones that win over them.
Does not own: the desk's own calendar (people), how a deadline is counted (kit.calendar).
Main nouns: Fact, Book.
Neighbours below: people, notices, audit, ui, kit.
"""
