"""Small domain-free tools, standing under every room.

Owns: the Actor, the clock, pure cryptography, texts per language, the Swedish calendar, errors, limits, references.
Does not own: any table, any word of the municipality's work, any rule of law.
Main nouns: Actor, Text, Envelope, Handling.
Neighbours below: none.
"""
