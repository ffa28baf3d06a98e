"""Back-ups that can be trusted: made, tried, restored, rehearsed. Order is law: main first, keys second."""


class Refused(Exception):  # noqa: N818 - what is the matter
    """It was not done, and nothing is half done; the sentence says why and what to do."""
