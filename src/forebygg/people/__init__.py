"""Municipalities, boards, units, desks, receivers, and those who work there in one assignment at a time.

Owns: organisation, users, assignments and roles, desks with deputies, closed days and absences, sign-in, the Actor of
    each request.
Does not own: what anyone may do with a given row (each room's policies), telephone numbers (facts).
Main nouns: Municipality, Board, Unit, Desk, Receiver, User, Assignment, Absence.
Neighbours below: notices, audit, ui, kit.
"""
