"""Concerns of every kind: intake, the walk through the routine, hand-over, closing; then gone.

Owns: what was sent to a board (sealed), where it stands, who may act on it, its end and its disposal.
Does not own: the thread with the writer (mailbox), the chart (routines), the coordination case (cases).
Main nouns: Concern, Report, InternalNote, Reason, HandOver.
Neighbours below: routines, mailbox, situation, records, secrecy, facts, people, notices, audit, ui, kit.
"""
