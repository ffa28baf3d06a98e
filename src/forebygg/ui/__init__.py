"""How the house looks: the two faces, every component, the stylesheet and the form rendering.

Owns: base templates, components with their CSS, icons, the derivation of a municipality's colours, named doors.
Does not own: any table, rule or word of the municipality's work; which municipality is visited; what a menu holds.
Main nouns: Theme, Bundle, Door, Option, Entry (of the gallery).
Neighbours below: kit.
"""
