"""What tests of several folders share."""

import asyncio
from collections.abc import Iterator

import pytest

from consumers.settings import Settings


@pytest.fixture(scope="module")
def enriching() -> Iterator[None]:
    """The process that the stages between the parse and the index share stays for a whole file of tests: it takes
    seconds to get ready."""
    from consumers.stages.entities import Entities

    stage = Entities(Settings(_env_file=None))
    asyncio.run(stage.open())
    yield
    asyncio.run(stage.close())
