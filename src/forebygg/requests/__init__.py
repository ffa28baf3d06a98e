"""The desk for public records: somebody asks for a record, or what is kept about themselves, and is answered.

Owns: the request (its words and where the answer goes, sealed), the secrecy test of each record, the decision, the
    answer, and the freeze that an open request puts on what it asks for.
Does not own: the record itself (concerns), the register (records), who the asker is: nobody needs to say.
Main nouns: RecordRequest, RequestedRecord, DeskReading.
Neighbours below: concerns, mailbox, records, secrecy, facts, people, notices, audit, ui, kit.
"""
