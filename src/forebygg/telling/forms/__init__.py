"""Shape of input; importers write `from forebygg.telling.forms import …`."""

from forebygg.telling.forms.letters import LetterForm
from forebygg.telling.forms.places import IncidentForm
from forebygg.telling.forms.steps import FORMS, CodeForm, MoreForm, NotForForm, SimpleForm, StepForm

__all__ = ["FORMS", "CodeForm", "IncidentForm", "LetterForm", "MoreForm", "NotForForm", "SimpleForm", "StepForm"]
