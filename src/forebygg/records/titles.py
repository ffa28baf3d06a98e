"""Pure: the neutral public titles of the register. They say what kind of record, never what it is about."""

from __future__ import annotations

from forebygg.kit.text import Text

TITLES: dict[str, Text] = {
    "worry-in": Text(sv="Inkommen oro", en="Concern received"),
    "addition-in": Text(sv="Inkommet tillägg", en="Addition received"),
    "question-in": Text(sv="Inkommen fråga", en="Question received"),
    "consultation-in": Text(sv="Inkommen fråga om råd", en="Request for advice received"),
    "incident-in": Text(sv="Inkommen händelse", en="Incident received"),
    "association-in": Text(sv="Inkommet från förening", en="Message from association received"),
    "booking-in": Text(sv="Inkommen önskan om samtal", en="Request for an appointment received"),
    "call-note-in": Text(sv="Inkommen samtalsanteckning", en="Call note received"),
    "handed-over-in": Text(sv="Inkommet från annan nämnd", en="Received from another board"),
    "answer-out": Text(sv="Utgående svar", en="Answer sent"),
    "request-in": Text(sv="Inkommen begäran", en="Request received"),
    "decision-out": Text(sv="Beslut om begäran", en="Decision on a request"),
    "appeal-in": Text(sv="Inkommet överklagande", en="Appeal received"),
    "court-in": Text(sv="Inkommet avgörande", en="Court's ruling received"),
    "hand-over-out": Text(sv="Överlämnad handling", en="Record handed over"),
}
