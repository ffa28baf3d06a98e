"""The one place where secrecy is decided: compartments, circles, doors, keys.

Owns: circles and who is let in, doors (legal grounds) and disclosures, data keys under board keys under the master key,
    seal, unseal and shred.
Does not own: the sealed texts themselves (each room keeps its own columns), any page.
Main nouns: Circle, Door, Disclosure, DataKey.
Neighbours below: facts, people, notices, audit, ui, kit.
"""
