"""From blocks to what is suggested: every element asked in turn. Pure."""

from __future__ import annotations

from forebygg.files.document import Document
from forebygg.importing.context import Context
from forebygg.importing.elements import (
    areas,
    contacts,
    decisions,
    duty,
    groups,
    identity,
    intentions,
    levels,
    measures,
    partners,
    terms,
    validity,
)
from forebygg.importing.suggestion import Understood


def understand(document: Document) -> Understood:
    """Return what the document seems to say. Nothing here is known; a person confirms each part."""
    context = Context(document)
    result = Understood()
    result.title = identity.title(context)
    result.document_type = identity.document_type(context, result.title)
    result.municipality = identity.municipality(context, result.title)
    result.diarienummer = identity.diarienummer(context)
    result.decision_history = decisions.history(context, result.document_type.text if result.document_type else "")
    result.adopting_body, result.decision_date, result.decision_paragraph = decisions.adopted(
        context, result.decision_history
    )
    result.valid_from, result.valid_to, result.validity_text = validity.validity(context)
    result.steward = duty.steward(context)
    result.follow_up_how, result.follow_up_when, result.follow_up_responsible = duty.follow_up(context)
    result.purposes = intentions.purposes(context)
    result.goals = intentions.goals(context)
    result.target_groups = groups.target_groups(context)
    result.prevention_levels = levels.prevention_levels(context)
    wished = {each.text.casefold() for each in (*result.purposes, *result.goals)}
    result.measures = [each for each in measures.measures(context) if _bare(each.text) not in wished]
    result.focus_areas = areas.focus_areas(context, [each.block for each in result.measures if not each.prose])
    result.definitions = terms.definitions(context)
    result.partners = partners.partners(context, result.municipality.text if result.municipality else "")
    result.contact_points = contacts.contact_points(context)
    result.empty_labels = [each.said.rstrip(": ") for each in context.labels if not each.value and each.key != "other"]
    return result


def _bare(text: str) -> str:
    return text.casefold().strip(" .,;")
