"""The duty to report a child: said plainly, met in the social services' own service, remembered until it is done.

Owns: a reminder to oneself that one is to report, and to ask for feedback. It holds no text and is not logged.
Does not own: the report (it is never made here), advice without a name (concerns).
Main nouns: WelfareReport.
Neighbours below: facts, people, notices, ui, kit.
"""
