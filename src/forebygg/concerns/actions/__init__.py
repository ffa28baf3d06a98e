"""What is done with concerns; importers write `from forebygg.concerns import actions`."""

from forebygg.concerns.actions.conflicts import exclude_reader, readmit_reader
from forebygg.concerns.actions.consents import record_consent, withdraw_consent
from forebygg.concerns.actions.emergency import open_in_emergency
from forebygg.concerns.actions.ending import conclude, dispose
from forebygg.concerns.actions.handover import (
    EVERYTHING,
    Gives,
    hand_over_concern,
    note_document,
    transcribe,
)
from forebygg.concerns.actions.informing import record_information
from forebygg.concerns.actions.intake import add_to_thread, register_concern, send_draft
from forebygg.concerns.actions.reading import hold_concern, mark_read, note_work, release_concern, write_back
from forebygg.concerns.actions.receiving import acknowledge, confirm_outside
from forebygg.concerns.actions.steps import answer_step, finish_answered, meet_duty, waive_duty

__all__ = [
    "EVERYTHING",
    "exclude_reader",
    "open_in_emergency",
    "readmit_reader",
    "record_consent",
    "record_information",
    "withdraw_consent",
    "Gives",
    "acknowledge",
    "confirm_outside",
    "hand_over_concern",
    "note_document",
    "transcribe",
    "add_to_thread",
    "answer_step",
    "conclude",
    "finish_answered",
    "dispose",
    "hold_concern",
    "mark_read",
    "meet_duty",
    "note_work",
    "register_concern",
    "release_concern",
    "send_draft",
    "waive_duty",
    "write_back",
]
