"""The archive side: the register without gaps, disposal within the municipality's own decisions, holds, certificates.

Owns: one series per board and year, retention rules that rooms sign up and the runner that applies them.
Does not own: the records' contents, what starts a rule's clock (each room's rule says it).
Main nouns: RegisterRow, DisposalDecision, Hold, Certificate.
Neighbours below: secrecy, facts, people, notices, audit, ui, kit.
"""
