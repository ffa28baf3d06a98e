"""Plans: the documents that govern the work: what they say, who decided, how far it has come.

Owns: plans, their versions and decisions, the document somebody uploaded and what of it was confirmed, what a plan
lacks, how far each measure has come, the year's follow-up and its report, what is published as open data.
Does not own: how a file is read (files, importing), what is known about methods (knowledge), opinions from outside
(influence). Nothing here is about anyone: functions, never names.
Main nouns: Plan, PlanVersion, PlanDecision, PlanUpload, Progress, FollowUp, StewardCheck, ReportTemplate.
Neighbours below: importing, knowledge, files, facts, people, audit, ui, kit.
"""
