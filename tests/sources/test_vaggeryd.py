"""Vaggeryd's statements, in Vaggeryd. The rings, the platform and the page's questions are to come."""

from __future__ import annotations

import pytest
from django.test import Client

from forebygg.concerns.models import Concern
from tests.cast import Cast
from tests.sources import living

TOWN = "vaggeryd"


@pytest.mark.source("G2")
def test_g2_a_named_function_is_the_contact_person_towards_the_national_level(cast: Cast) -> None:
    """The page names the function, and says that the national level turns there; a question from outside reaches that
    function's desk, is answered, and its number is on the page."""
    page = living.look(Client(), "kontakt")
    assert "<dd>Säkerhets- och beredskapssamordnaren</dd>" in page
    assert "den nationella nivån vänder sig hit" in page and living.tel("coordinator") in page
    code = living.write(Client(), "fraga", "Vi samlar landets kontaktpersoner. Vem kommer från er?")
    karin = living.sign_in("karin")
    reference = living.newest(karin)
    assert str(Concern.objects.get(reference=reference).desk.name) == "Säkerhets- och beredskapssamordnaren"
    assert living.press(karin, reference, "svar", text="Jag kommer.") == 303
    assert living.press(karin, reference, "klart") == 302
    assert "Jag kommer." in living.read_with(code)


def test_a_small_town_where_one_desk_is_two_functions(cast: Cast) -> None:
    """Support for relatives is the adults' reception here: the routine leads over to it, at the same desk."""
    living.write(Client(), "anhorig/skriv", "Jag orkar inte mer.")
    vera = living.sign_in("vera")
    assert "Jag orkar inte mer." in living.concern_page(vera, living.newest(vera))
    living.tell(Client(), "Min bror är trettio.", age="21")
    worry = living.newest(vera)
    living.answer(vera, worry, *living.TO_THE_WAY_21, "relatives")
    page = living.look(vera, f"arbete/oro/{worry}/vidare?to=relatives")
    assert "Hur har ni vägt?" in page
    data = {
        "to": "relatives",
        "door": "same-board",
        "gives": "whole",
        "balancing": "Samma mottagning.",
        "version": living.version(page),
    }
    assert vera.post(f"/vaggeryd/arbete/oro/{worry}/vidare", data).status_code in (302, 303)
    copy = Concern.objects.order_by("-id")[0]
    assert (copy.kind, copy.desk.code, copy.run.version.kind) == ("relative", "reception-21", "relative")
    assert living.press(vera, copy.reference, "kvittera") in (302, 303)
