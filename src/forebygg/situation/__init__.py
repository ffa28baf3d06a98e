"""The situation picture; for now its counters only: figures that outlive the data and cannot lead back to it.

Owns: counters per municipality, quarter, measure and category, one measure at a time, never crossed.
Does not own: what is counted. Rooms above raise a counter as something ends; this room asks nobody.
Main nouns: Counter.
Neighbours below: records, secrecy, facts, people, notices, audit, ui, kit.
"""
