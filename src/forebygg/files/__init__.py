"""Files: what a file that somebody has holds, as headings, paragraphs, items and rows.

Owns: reading PDF, Word, web pages and text into blocks; what makes a file unreadable; putting lost lines back.
Does not own: what a document means (importing), where a file is kept, who may see it.
Main nouns: Document, Block, Section, Refused.
Neighbours below: none.
"""
