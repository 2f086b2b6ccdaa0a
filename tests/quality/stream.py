"""The 244 articles as a stream on real servers: quiet, and then as bad as it gets.

`python -m tests.quality.stream` publishes them in the order of time to one worker, and prints every alert with its
sentence, for a person to judge (docs/alerts.md). Then it publishes them twice over, shuffled, to two workers of which
one is killed at random moments, and says what is different: the ledgers, and the alerts that were told.
"""

import argparse
import asyncio
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from consumers import topics
from consumers.errors import MusterError
from consumers.lag import lag, wait_until_done
from consumers.settings import Settings
from consumers.stored.elastic import Store
from deploy.local import LocalServers, running
from pipeline.claims import Ledger
from schemas import Alert
from tests.integration.installation import Installation
from tests.integration.ledgers import every_ledger
from tests.quality.sets import ARTICLES, SHARED, rows

PATIENCE = 1800.0
"""seconds that a run may take"""


def main() -> None:
    """Both runs, and the comparison."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--seed", type=int, default=random.randrange(1_000_000), help="of the shuffling and the kills"
    )
    options.add_argument("--kills", type=int, default=6)
    options.add_argument("--alerts", type=Path, help="write the quiet run's alerts here, a JSON line each")
    chosen = options.parse_args()
    print(f"seed {chosen.seed}")
    articles = in_order()
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "servers", tell=print) as servers:
        with installed(servers, Path(folder) / "quiet", partitions=1) as quiet:
            told, ledgers = quiet_run(quiet, articles)
        if chosen.alerts:
            chosen.alerts.write_text("".join(f"{alert.model_dump_json()}\n" for alert in told.values()))
        with installed(servers, Path(folder) / "wild", partitions=4) as wild:
            wildly, wild_ledgers = wild_run(wild, articles, random.Random(chosen.seed), kills=chosen.kills)
    compare(told, ledgers, wildly, wild_ledgers)


def in_order() -> list[dict[str, Any]]:
    """The articles as newsrooms would have sent them, the oldest first; the id has the time and the country."""
    articles = []
    for row in rows(SHARED / "data" / ARTICLES):
        day, country, _, name = row["id"].split("_")
        when = f"{day[:4]}-{day[4:6]}-{day[6:8]}T{day[9:11]}:{day[11:13]}:{day[13:15]}Z"
        articles.append(
            {
                "uri": row["id"],
                "text": row["text"],
                "provider": f"{country} {name[:4]}",
                "published": when,
                "versioncreated": when,
            }
        )
    return sorted(articles, key=lambda article: (article["versioncreated"], article["uri"]))


def quiet_run(
    installation: Installation, articles: Sequence[Mapping[str, Any]]
) -> tuple[dict[str, Alert], dict[str, Ledger]]:
    """One worker, one partition, the order of time."""
    began = time.monotonic()
    with installation.worker() as worker:
        installation.publish(*articles)
        installation.wait(worker, timeout=PATIENCE)
        found = installation.look()
    said = installation.delivered("worker")
    print(
        f"quiet: {len(found.stories)} stories, {len(found.alerts)} alerts, {len(said)} delivered, "
        f"{len(found.dead_letters)} dead letters, {time.monotonic() - began:.0f} s"
    )
    return found.alerts, asyncio.run(read_ledgers(installation.settings))


def wild_run(
    installation: Installation, articles: Sequence[Mapping[str, Any]], chance: random.Random, *, kills: int
) -> tuple[dict[str, Alert], dict[str, Ledger]]:
    """Two workers, four partitions, every article twice, shuffled; one worker is killed again and again."""
    stream = [*articles, *articles]
    chance.shuffle(stream)
    began = time.monotonic()
    names = ["steady"]
    with installation.worker(name="steady"):
        installation.publish(*stream)
        for number in range(kills):
            names.append(f"doomed-{number}")
            with suppress(MusterError), installation.worker(name=names[-1]) as doomed:
                time.sleep(chance.uniform(6, 25))
                doomed.process.send_signal(signal.SIGKILL)
                doomed.process.wait()
            if not any(lag(installation.settings).values()):
                break
        wait_until_done(installation.settings, timeout=PATIENCE)
        found = installation.look()
    said = installation.delivered(*names)
    print(
        f"wild: {len(names) - 1} kills, {len(found.stories)} stories, {len(found.alerts)} alerts, "
        f"{len(said)} delivered, {len(said) - len(set(said))} of them raw repeats of one id, "
        f"{len(found.dead_letters)} dead letters, {time.monotonic() - began:.0f} s"
    )
    return {key: found.alerts[key] for key in set(said)}, asyncio.run(read_ledgers(installation.settings))


def compare(
    told: Mapping[str, Alert],
    ledgers: Mapping[str, Ledger],
    wildly: Mapping[str, Alert],
    wild_ledgers: Mapping[str, Ledger],
) -> None:
    """Say what is different, and leave with 1 if the ledgers are."""
    differing = [
        key
        for key in sorted({*ledgers, *wild_ledgers})
        if key not in ledgers or key not in wild_ledgers or ledgers[key].facts != wild_ledgers[key].facts
    ]
    print(
        f"ledgers: {len(ledgers)} and {len(wild_ledgers)}; what is claimed differs in {len(differing)} {differing}"
    )
    more = [alert for key, alert in wildly.items() if key not in told]
    print(f"alerts told in the wild run that the quiet one did not tell: {len(more)}")
    for alert in more:
        print(f"  {alert.kind}: {alert.words} ({alert.about.story})")
    sys.exit(1 if differing else 0)


@contextmanager
def installed(servers: LocalServers, home: Path, *, partitions: int) -> Iterator[Installation]:
    """Topics and indices of one run's own."""
    found = Installation.on(servers, home, partitions=partitions)
    try:
        yield found
    finally:
        topics.delete(found.settings)


async def read_ledgers(settings: Settings) -> dict[str, Ledger]:
    """Every ledger, by key."""
    async with Store(settings) as store:
        return await every_ledger(store)


if __name__ == "__main__":
    main()
