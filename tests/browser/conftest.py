"""Debian's Chromium before a real desk with stories in it."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from deploy.local import LocalServers
from tests.browser.desk import FLAGS, running_desk, stock
from tests.integration.conftest import servers
from tests.integration.installation import Installation

__all__ = ["servers"]

AXE = Path(__file__).parent / "vendor" / "axe.min.js"


@pytest.fixture(scope="session")
def installed(servers: LocalServers, tmp_path_factory: pytest.TempPathFactory) -> Installation:
    """An installation with the stories of the browser tests in it."""
    installation = Installation.on(servers, tmp_path_factory.mktemp("desk"), partitions=1)
    stock(installation)
    return installation


@pytest.fixture(scope="session")
def desk(installed: Installation) -> Iterator[str]:
    """The address of a desk without sign-in."""
    with running_desk(installed.settings) as address:
        yield address


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; it must be there. Playwright has an event loop running in this thread for as long as it is open, so it
    goes with the last browser test, and what needs a loop before that has to go to another thread (`apart`)."""
    chromium = shutil.which("chromium")
    assert chromium, "chromium is missing: apt-get install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a fresh profile. What goes wrong in it fails the test: errors, and whatever the policy blocked."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.set_default_timeout(10_000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on(
        "console",
        lambda message: wrong.append(message.text) if "Content Security Policy" in message.text else None,
    )
    yield page
    context.close()
    assert not wrong


def no_faults(page: Page) -> None:
    """axe-core finds nothing serious on the page as it is now."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run()).violations")
    serious = [
        (fault["id"], fault["help"], [node["html"][:200] for node in fault["nodes"][:3]])
        for fault in found
        if fault["impact"] in ("serious", "critical")
    ]
    assert not serious
