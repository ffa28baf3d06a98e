"""The post room: messages that say something waits, never what.

Owns: the outbox, delivery over SMTP, withdrawal, once per reason, one digest a day.
Does not own: people (it knows addresses only), the wording (each room's mail templates).
Main nouns: Notice, Address, digest.
Neighbours below: audit, ui, kit.
"""
