"""The municipality's own sign-in in a real browser, which keeps strict cookies at home: OIDC and SAML."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator

import pytest
import yaml
from playwright.sync_api import Page

from tests.browser.conftest import sign_in
from tests.browser.test_every_page import faults
from tests.crash.stage import ROOT, Stage
from tests.fakes.fake_identity_provider import SECRET, FakeIdentityProvider

pytestmark = pytest.mark.browser
Visit = Callable[..., Page]
LOOKED_AT = {"arbete/personal/grupper", "arbete/in/avbrutet"}


@pytest.fixture(scope="module")
def provider() -> Iterator[FakeIdentityProvider]:
    made = FakeIdentityProvider()
    yield made
    made.stop()


@pytest.fixture(scope="module")
def house(provider: FakeIdentityProvider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A demo whose Växjö signs in by OIDC and whose Tyresö signs in by SAML."""
    folder = tmp_path_factory.mktemp("identity")
    (folder / "secret").write_text(SECRET)
    (folder / "certificate").write_text(provider.certificate())
    vaxjo = {**provider.oidc(groups="groups"), "secret_file": str(folder / "secret")}
    tyreso = {**provider.saml(addresses_are_checked=True), "certificate_file": str(folder / "certificate")}
    del vaxjo["secret"], tyreso["certificate"]
    (folder / "identity.yaml").write_text(yaml.safe_dump({"vaxjo": vaxjo, "tyreso": tyreso}))
    made = Stage(tmp_path_factory.mktemp("house"), FOREBYGG_IDENTITY=str(folder / "identity.yaml"))
    made.start()
    yield made
    made.kill()


def _follow_directory(house: Stage, people: list[dict[str, object]]) -> str:
    command = [sys.executable, "-m", "forebygg.site", "directory", "vaxjo", "-", "--all-may-leave"]
    given = json.dumps(people)
    made = subprocess.run(
        command, env={**os.environ, **house.environment}, cwd=ROOT, input=given, capture_output=True, text=True
    )
    assert made.returncode == 0, made.stderr
    return made.stdout


def test_from_the_directory_to_the_inbox_and_out_again(
    visit: Visit, house: Stage, provider: FakeIdentityProvider
) -> None:
    """Two settle what a group means; somebody in it comes, is approved and reads; out of the group they are out."""
    base = f"http://127.0.0.1:{house.port}/vaxjo/"
    found: dict[str, list[str]] = {}
    it, boss, nina = visit(1280), visit(1280), visit(320, "dark")
    sign_in(it, base, "isak")
    it.goto(base + "arbete/personal/grupper")
    it.fill("[name=group]", "Mottagningen")
    it.select_option("[name=role]", "reception")
    it.select_option("[name=place]", "desk:reception-under-21")
    found["empty"] = faults(it)
    it.click("main button:has-text('Föreslå')")
    sign_in(boss, base, "sara")
    boss.goto(base + "arbete/personal/grupper")
    found["waits"] = faults(boss)
    boss.click("main button:has-text('Godkänn')")
    found["in force"] = faults(boss)

    provider.person = {"subject": "n-1", "email": "nina@vaxjo.example", "name": "Nina Ny", "groups": ["Mottagningen"]}
    nina.goto(base + "arbete/logga-in")
    found["door"] = faults(nina)
    nina.click("main button:has-text('Logga in med Fejkade kommunen')")
    nina.click("#yes")
    nina.wait_for_url("**/arbete/uppdrag")
    found["no role yet"] = faults(nina)
    boss.goto(base + "arbete/personal/")
    found["proposed by a group"] = faults(boss)
    boss.click("main button:has-text('Godkänn')")
    nina.goto(base + "arbete/uppdrag")
    nina.goto(base + "arbete/oro/")
    assert "logga-in" not in nina.url and nina.inner_text("h1")
    found["inbox"] = faults(nina)

    assert "1 are here" in _follow_directory(house, [{"subject": "n-1", "groups": []}])
    nina.goto(base + "arbete/oro/")
    assert "/uppdrag" in nina.url
    assert "1 have left" in _follow_directory(house, [])
    nina.goto(base + "arbete/oro/")
    assert "/logga-in" in nina.url
    nina.click("main button:has-text('Logga in med Fejkade kommunen')")
    nina.click("#yes")
    nina.wait_for_selector("h1:has-text('Du kom inte in')")
    found["turned back"] = faults(nina)
    assert {name: said for name, said in found.items() if said} == {}


def test_saml_with_strict_cookies(visit: Visit, house: Stage, provider: FakeIdentityProvider) -> None:
    """An answer posted from another site arrives without our cookies; our own page asks again. Also without script."""
    base = f"http://127.0.0.1:{house.port}/tyreso/"
    provider.person = {"subject": "t-1", "email": "sven@tyreso.example", "name": "Sven"}
    page = visit(320, script=False)
    page.goto(base + "arbete/logga-in")
    page.click("main button:has-text('Logga in med Fejkade kommunen')")
    page.click("#yes")
    page.wait_for_url("**/tyreso/arbete/**")
    page.wait_for_selector("button:has-text('Logga ut')")
    metadata = page.request.get(base + "arbete/in/saml/tyreso/uppgifter")
    assert metadata.ok and "EntityDescriptor" in metadata.text()
    page.goto(base + "arbete/in/avbrutet")
    assert "Du kom inte in" in page.inner_text("h1")
