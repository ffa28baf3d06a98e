"""Shape of input; importers write `from forebygg.concerns.forms import …`."""

from forebygg.concerns.forms.desk import (
    AnswerForm,
    ConflictForm,
    DutyForm,
    HandOverForm,
    HoldForm,
    LetterForm,
    OutsideForm,
    TextForm,
)

__all__ = [
    "AnswerForm",
    "ConflictForm",
    "DutyForm",
    "HandOverForm",
    "HoldForm",
    "LetterForm",
    "OutsideForm",
    "TextForm",
]
