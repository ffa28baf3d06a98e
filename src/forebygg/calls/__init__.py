"""Taking a call: one page, keyboard only, a note of one's own until the reception has the matter.

Owns: the operator's unsent note (sealed, one assignment's alone, gone by the end of the next working day).
Does not own: the concern a sent note becomes (concerns), the number to connect to (facts), the routine (routines).
Main nouns: CallNote, CallAnswers.
Neighbours below: concerns, mailbox, situation, secrecy, facts, people, audit, ui, kit.
"""
