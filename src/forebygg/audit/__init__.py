"""What happened, and who read what: append-only events and the seals that chain them.

Owns: deeds, readings and refusals as text keys; their seals per municipality and year; the register of event codes.
Does not own: any row it speaks of. It has no foreign keys, so it can neither block nor be changed by them.
Main nouns: Event, Seal.
Neighbours below: ui, kit.
"""
