"""What tests of several folders share."""

import asyncio
import os
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from consumers.settings import Settings
from tests import unclosed

unclosed.close_what_is_left()

# logs that tests read are those that people read: else each process that writes into a file would log JSON
os.environ.setdefault("MUSTER_LOG_FORMAT", "text")

# a shared machine may stand still for longer than any deadline
hypothesis.settings.register_profile("muster", deadline=None)
hypothesis.settings.load_profile("muster")


LONG = {Path(__file__).parent / name for name in ("browser", "deploy", "integration", "quality")}
"""folders of tests that take long: most of them wait for servers"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Those come first, and the others, in smaller pieces, fill what is left: where several processes share the tests, all
    end at about the same time."""
    items.sort(key=lambda item: LONG.isdisjoint(item.path.parents))


@pytest.fixture(scope="module")
def enriching() -> Iterator[None]:
    """The process that the stages between the parse and the index share stays for a whole file of tests: it takes
    seconds to get ready."""
    from consumers.stages.entities import Entities

    stage = Entities(Settings(_env_file=None))
    asyncio.run(stage.open())
    yield
    asyncio.run(stage.close())
