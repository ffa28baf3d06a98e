"""Shape of input; importers write `from forebygg.telling.forms import …`."""

from forebygg.telling.forms.places import IncidentForm
from forebygg.telling.forms.steps import FORMS, CodeForm, MoreForm, SimpleForm, StepForm

__all__ = ["FORMS", "CodeForm", "IncidentForm", "MoreForm", "SimpleForm", "StepForm"]
