"""Five example municipalities, one per source document: data files through one loader.

Owns: the data files and the loader. Everything it makes is marked "Påhittade uppgifter".
Does not own: any deed; it calls the same actions as anyone.
Main nouns: town file.
Neighbours below: every room.
"""
