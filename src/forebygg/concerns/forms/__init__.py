"""Shape of input; importers write `from forebygg.concerns.forms import …`."""

from forebygg.concerns.forms.desk import (
    AnswerForm,
    ConflictForm,
    DutyForm,
    EmergencyForm,
    HandOverForm,
    HoldForm,
    OutsideForm,
    TextForm,
)

__all__ = [
    "AnswerForm",
    "ConflictForm",
    "DutyForm",
    "EmergencyForm",
    "HandOverForm",
    "HoldForm",
    "OutsideForm",
    "TextForm",
]
