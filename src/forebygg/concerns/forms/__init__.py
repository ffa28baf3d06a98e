"""Shape of input; importers write `from forebygg.concerns.forms import …`."""

from forebygg.concerns.forms.desk import (
    AnswerForm,
    DutyForm,
    HandOverForm,
    HoldForm,
    LetterForm,
    OutsideForm,
    TextForm,
)
from forebygg.concerns.forms.places import IncidentForm
from forebygg.concerns.forms.telling import FORMS, CodeForm, MoreForm, SimpleForm, StepForm

__all__ = [
    "FORMS",
    "AnswerForm",
    "CodeForm",
    "DutyForm",
    "HandOverForm",
    "HoldForm",
    "IncidentForm",
    "LetterForm",
    "MoreForm",
    "OutsideForm",
    "SimpleForm",
    "StepForm",
    "TextForm",
]
