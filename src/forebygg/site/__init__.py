"""Puts the house together: settings, root URLs, navigation, schedule, error pages, the command line.

Owns: the installation's own row, the loop process, named doors, what is laid side by side on "Idag".
Does not own: any decision; nobody imports it.
Main nouns: Installation, Schedule.
Neighbours below: everything.
"""
