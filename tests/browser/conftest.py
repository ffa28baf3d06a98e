"""One server and one Chromium for the browser tests; the clock stands at a Friday afternoon."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.crash.stage import Stage

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
FRIDAY = datetime(2026, 11, 20, 12, 20, tzinfo=UTC)


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A demo server whose clock was moved to working hours."""
    shift = (FRIDAY - datetime.now(UTC)).total_seconds()
    made = Stage(tmp_path_factory.mktemp("browser"), FOREBYGG_CLOCK_SHIFT_SECONDS=str(shift))
    made.start()
    yield made
    made.kill()


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Debian's Chromium. Missing is a failure, not a skip."""
    if not CHROMIUM.exists():
        pytest.fail("Chromium is missing: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def base(stage: Stage) -> str:
    """The address of the demo town."""
    return f"http://127.0.0.1:{stage.port}/vaxjo/"


@pytest.fixture
def visit(chromium: Browser) -> Iterator[object]:
    """Return a function that opens a fresh visitor: width, scheme, with or without script."""
    contexts: list[BrowserContext] = []

    def open_(width: int = 1280, scheme: str = "light", script: bool = True) -> Page:
        context = chromium.new_context(
            viewport={"width": width, "height": 800},
            color_scheme=scheme,  # type: ignore[arg-type]
            java_script_enabled=script,
            locale="sv-SE",
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        return context.new_page()

    yield open_
    for context in contexts:
        context.close()


def sign_in(page: Page, base: str, name: str) -> None:
    """Sign in as a demo person."""
    page.goto(base + "arbete/logga-in")
    page.fill("[name=email]", f"{name}@vaxjo.example")
    page.fill("[name=password]", "ova-utan-risk")
    page.click("main button:text-is('Logga in')")
    page.wait_for_url("**/arbete/**")
