"""Real servers for the whole session; for each test an installation of its own on them."""

import asyncio
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from consumers import indices, topics
from consumers.settings import Settings
from deploy.local import LocalServers, running
from tests.integration.installation import Installation


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServers]:
    """Kafka and Elasticsearch on free ports; they die with the tests."""
    with running(tmp_path_factory.mktemp("servers"), tell=print) as local:
        yield local


@pytest.fixture
def installation(servers: LocalServers, tmp_path: Path) -> Iterator[Installation]:
    """Topics and indices that no other test has, and nothing in them."""
    settings = Settings(
        _env_file=None,
        home=tmp_path,
        kafka=servers.addresses.kafka,
        elasticsearch=servers.addresses.elasticsearch,
        prefix=f"t{uuid.uuid4().hex[:8]}-",
        analyzer="standard",
        partitions=2,
    )
    topics.create(settings)
    asyncio.run(indices.create(settings))
    yield Installation(settings)
    topics.delete(settings)
    asyncio.run(indices.delete(settings))
