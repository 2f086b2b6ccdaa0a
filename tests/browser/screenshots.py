"""`make screenshots`: the desk's pages, light, dark and on a phone, in build/screenshots; three of them in docs/images.

The servers, the desk and the stories are those of the browser tests.
"""

import shutil
import sys
import tempfile
from pathlib import Path
from typing import Final, NamedTuple

from playwright.sync_api import Browser, sync_playwright

from deploy.local import running
from tests.browser.desk import FLAGS, running_desk, stock
from tests.integration.installation import Installation

ROOT: Final = Path(__file__).parents[2]
MADE: Final = ROOT / "build" / "screenshots"
KEPT: Final = ROOT / "docs" / "images"


class Shot(NamedTuple):
    """A page of the desk. `click`: what is clicked before it is taken; `kept`: as what it is in the README."""

    name: str
    path: str
    click: str = ""
    kept: str = ""


SHOTS: Final = (
    Shot("search", "/?q=soldiers", kept="search.png"),
    Shot("copies", "/?q=grey+ships", click="summary"),
    Shot("story", "/story?uri=urn:copied:0", kept="story.png"),
    Shot("changes", "/story?uri=urn:corrected", click="#h-versions ~ ol summary"),
    Shot("hostile", "/?q=hostile"),
    Shot("not-here", "/story?uri=urn:none"),
    Shot("quotes", "/quotes"),
    Shot("counts", "/counts?force=KP", kept="counts.png"),
    Shot("alerts", "/alerts"),
    Shot("rules", "/rules"),
    Shot("rule", "/rules/new?watch=counts&force=KP"),
)
LOOKS: Final[tuple[tuple[str, int, int, str], ...]] = (
    ("light", 1200, 720, "light"),
    ("dark", 1200, 720, "dark"),
    ("phone", 390, 844, "light"),
)


def take(browser: Browser, desk: str) -> None:
    """All of them."""
    for look, width, height, scheme in LOOKS:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        for shot in SHOTS:
            page.goto("about:blank")
            page.goto(desk + shot.path)
            if shot.click:
                page.locator(shot.click).first.click()
            page.wait_for_timeout(500)
            to = MADE / f"{shot.name}-{look}.png"
            page.screenshot(path=to)
            if shot.kept and look == "light":
                shutil.copy(to, KEPT / shot.kept)
        context.close()


def main() -> int:
    """Start everything, take them, stop everything."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.stderr.write("chromium is missing: apt-get install chromium\n")
        return 2
    MADE.mkdir(parents=True, exist_ok=True)
    KEPT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "servers") as local:
        installation = Installation.on(local, Path(folder), partitions=1)
        stock(installation)
        with running_desk(installation.settings) as desk, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
            take(browser, desk)
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
