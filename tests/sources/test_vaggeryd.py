"""Vaggeryd's statements. None is kept in full yet: its town, its county ring and its page's questions are to come."""
