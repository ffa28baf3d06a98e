"""Importing: a document that somebody has, and what it seems to say.

Owns: finding a plan's parts in a document, each with its place; masking persons; reading a file in a child process.
Does not own: the plan and what a person confirms (plans), the file, how it is read (files). It knows no database.
Main nouns: Context, Understood.
Neighbours below: files.
"""
