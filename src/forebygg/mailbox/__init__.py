"""The thread with someone outside: receipt codes, sealed messages and drafts, their end.

Owns: drafts under a key that only the visitor's cookie holds, codes kept as fingerprints, threads, messages.
Does not own: what a thread is about. `/beratta`, `/fraga` and `/svar` are pages of concerns; `/ut` is this room's.
Main nouns: Draft, Thread, Message, receipt code.
Neighbours below: records, secrecy, facts, people, notices, audit, ui, kit.
"""
