"""The short form of `make chaos`: a stream ends as in a quiet run, whatever broke meanwhile."""

from pathlib import Path

from deploy.local import LocalServers
from tests.chaos.compare import differences
from tests.chaos.run import PARTITIONS, run
from tests.chaos.stream import made

SEED = 20261123
QUICK = (
    *(
        "worker killed",
        "all workers killed",
        "parser killed",
        "Kafka killed",
        "network to Elasticsearch cut",
        "gateway killed",
        "desk killed",
    ),
    *("Elasticsearch answers 429", "Elasticsearch read-only"),
)
"""faults that are over in seconds"""


def test_a_stream_ends_as_in_a_quiet_run_whatever_breaks(
    servers: LocalServers, after: None, tmp_path: Path
) -> None:
    messages = made(SEED, 150, partitions=PARTITIONS)
    for name in ("quiet", "wild"):
        (tmp_path / name).mkdir()
    quiet = run(servers, tmp_path / "quiet", messages, seed=SEED, rate=1_000)
    wild = run(servers, tmp_path / "wild", messages, seed=SEED, faults=QUICK, rate=5)
    assert sum(wild.broken.values()) >= 3
    assert len(quiet.alerts) > 50
    found = differences(quiet, wild)
    assert not found, "\n".join(found)
