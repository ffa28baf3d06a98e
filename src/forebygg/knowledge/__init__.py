"""Knowledge: what is known about methods, and what suits when something happens in an operation.

Owns: methods with the grade of their evidence and where it says so; situations with whose responsibility they are and
what suits; the words for milieus and definitions that are in use.
Does not own: what a municipality has decided to do (plans), how one answers a worry (routines, concerns).
Main nouns: Method, Situation, Word.
Neighbours below: facts, kit.
"""
