"""Real servers for the whole session; for each test an installation of its own on them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from deploy.local import LocalServers, running
from tests.in_memory import in_memory
from tests.integration.installation import Installation


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalServers]:
    """Kafka and Elasticsearch on free ports; they die with the tests."""
    place = tmp_path_factory.mktemp("servers") / "servers"
    with in_memory(place) as folder, running(folder, tell=print) as local:
        yield local


@pytest.fixture
def installation(servers: LocalServers, tmp_path: Path) -> Iterator[Installation]:
    """Topics and indices that no other test has, and nothing in them."""
    with Installation.for_a_while(servers, tmp_path) as found:
        yield found


@pytest.fixture
def after(servers: LocalServers) -> Iterator[None]:
    """Whatever a test does to the servers, the next one finds them running."""
    yield
    servers.kafka.start()
    servers.elasticsearch.start()
