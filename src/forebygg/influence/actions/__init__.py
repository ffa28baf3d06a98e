"""What is done with opinions and initiatives; importers write `from forebygg.influence import actions`."""

from forebygg.influence.actions.consulting import close_consultation, open_consultation
from forebygg.influence.actions.initiating import move_initiative, take_initiative
from forebygg.influence.actions.saying import (
    answer_comment,
    dispose_text,
    publish_comment,
    refuse_comment,
    send_comment,
)

__all__ = [
    "answer_comment",
    "close_consultation",
    "dispose_text",
    "move_initiative",
    "open_consultation",
    "publish_comment",
    "refuse_comment",
    "send_comment",
    "take_initiative",
]
