"""Influence: what residents and elected members want changed, and what became of it.

Owns: a draft out for opinions, the comments and what was answered, the open log of moderation; a written initiative
and its way over project and report to measures.
Does not own: what a plan says and who decided it (plans), worries and questions (concerns), how one follows a meeting.
Nothing here says who wrote: a comment has no name, no address and no hour.
Main nouns: Consultation, Comment, Initiative.
Neighbours below: plans, records, secrecy, people, facts, audit, ui, kit.
"""
