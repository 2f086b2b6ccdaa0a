"""A desk on real servers, as its own process, with stories in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from consumers.command.articles import Sent, read
from consumers.command.publish import send
from consumers.settings import Settings
from tests.browser.stories import articles
from tests.integration.installation import Installation
from tests.integration.serving import serving

T = TypeVar("T")

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
"""Chromium's, on a machine of CI: it says nothing to anyone but the desk"""

SEEDS = Path(__file__).parents[2] / "seeds"


@contextmanager
def running_desk(settings: Settings, *options: str) -> Iterator[str]:
    """`muster desk` on a free port; its address."""
    with serving(settings, "desk", "--port", "0", *options, log=settings.home / "desk.log") as (address, _):
        yield address


def stock(installation: Installation) -> None:
    """Have the seeds and the stories of the browser tests go the whole way."""
    with installation.worker(name="stock") as worker:
        seeds: list[Sent] = list(read(sorted(SEEDS.glob("*.json"))))
        send(installation.settings, seeds)
        installation.publish(*articles())
        installation.wait(worker)
