"""Flow charts: definitions, published versions, runs with their duties; one drawing for desk, public and print.

Owns: the chart engine (pure), the six shipped charts, versions with their decisions, runs of choice codes and hours.
Does not own: what a run is about. Its owner keeps the reasons, decides what an outcome means and disposes of it.
Main nouns: Chart, Step, Choice, Duty, Version, Run.
Neighbours below: records, secrecy, facts, people, notices, audit, ui, kit.
"""
