"""Real servers for the whole session; for each test an installation of its own on them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

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
    found = Installation.on(servers, tmp_path)
    yield found
    found.remove()


@pytest.fixture
def after(servers: LocalServers) -> Iterator[None]:
    """Whatever a test does to the servers, the next one finds them running."""
    yield
    servers.kafka.start()
    servers.elasticsearch.start()
