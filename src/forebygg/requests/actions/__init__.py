"""What is done with requests for records; importers write `from forebygg.requests import actions`."""

from forebygg.requests.actions.answering import decide_request, give_answer
from forebygg.requests.actions.appeals import close_unappealed, record_appeal, record_ruling
from forebygg.requests.actions.ending import dispose
from forebygg.requests.actions.matters import disclose_to_asker, freeze_for_request
from forebygg.requests.actions.registering import Asked, add_record, register_request, say_read
from forebygg.requests.actions.testing import Tested, test_record

__all__ = [
    "Asked",
    "Tested",
    "add_record",
    "close_unappealed",
    "decide_request",
    "disclose_to_asker",
    "dispose",
    "freeze_for_request",
    "give_answer",
    "record_appeal",
    "record_ruling",
    "register_request",
    "say_read",
    "test_record",
]
