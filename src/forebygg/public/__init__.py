"""The open web pages, for anyone with a telephone in hand: what the municipality does and where to turn.

Owns: the public texts, where to turn, contact points, support for relatives, how to complain, accessibility.
Does not own: telephone numbers, ages, deadlines and provisions (facts), and anything at all about a person.
Main nouns: Page, Token.
Neighbours below: facts, ui.
"""
