"""Shape of input; importers write `from forebygg.concerns.forms import …`."""

from forebygg.concerns.forms.consents import ConsentForm, InformForm
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
    "ConsentForm",
    "DutyForm",
    "EmergencyForm",
    "HandOverForm",
    "HoldForm",
    "InformForm",
    "OutsideForm",
    "TextForm",
]
