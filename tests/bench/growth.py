"""Does a story cost more the more there is? The stages `index` and `count`, driven directly, with 1,000 to 100,000
stories in a real Elasticsearch (`--most 1000000` for more), with 1 to 10,000 rules, and with ledgers of 1 to 1,000
estimates.

`python -m tests.bench.growth`: for each size a few batches of whole articles that no one has seen, each with a troop
count of its own; the CPU seconds of the stage itself and of Elasticsearch, and the time that a batch takes. The stories
that are there already are made up, no two alike, with all that a story has: entities, quotes, numbers, a troop count, a
signature and its claims.
"""

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import mean

from rich.console import Console
from rich.table import Table

from consumers import topics
from consumers.rules.rulebook import RULES, Rulebook, rule_document, rule_id
from consumers.stage import Stage
from consumers.stages.count import CLAIMS, Count
from consumers.stages.index import STORIES, Index, document
from consumers.stored.elastic import Store, Write
from consumers.stored.ledgers import Ledgers
from deploy.local import LocalServers, running
from pipeline.claims import Ledger, StoredStory, decide, ledger_key, succession
from pipeline.copies import signature
from pipeline.embargo import order_of
from pipeline.enrich import enrich
from pipeline.parse import Parser
from pipeline.story import begin
from schemas import Article, Claim, Rule, Story
from tests.bench import desk
from tests.bench.counted import COUNTRIES, Counted
from tests.bench.cpu import cpu_seconds
from tests.bench.texts import originals, texts
from tests.integration.installation import Installation
from tests.integration.tray import Tray, records

BATCH = 32
WARM = 1
"""batches that are not measured, at each size"""
WARM_UPS = 3
"""times that all of it is done before anything is measured"""
LATER = 10
"""with other words than those that are measured"""
_CHUNK = 2_000
RULES_COUNTS = (1, 10, 100, 1_000, 10_000)
LEDGERS = (1, 10, 100, 1_000, 10_000)


@dataclass(frozen=True)
class Cost:
    """Milliseconds a story, over some batches: the stage's own CPU, Elasticsearch's, and the time of it all."""

    own: float
    elasticsearch: float
    wall: float


@dataclass(frozen=True)
class Row:
    """What a stage costs at one size."""

    what: str
    size: int
    stage: str
    cost: Cost


def main() -> int:
    """Print the tables, and write them where `--json` says."""
    asked = _arguments()
    parser = Parser()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as home, running(Path(home) / "servers", tell=print) as servers:
        bench = _Bench(servers, Path(home), parser, asked.batches)
        asyncio.run(bench.warm_up())
        if "stories" in asked.parts:
            rows += asyncio.run(bench.by_stories(sizes(asked.most)))
        if "rules" in asked.parts:
            rows += asyncio.run(bench.by_rules("rules", _rule, _up_to(asked.rules)))
        if "searches" in asked.parts:
            rows += asyncio.run(bench.by_rules("rules with a search", _search, _up_to(asked.rules)))
        if "ledgers" in asked.parts:
            rows += asyncio.run(bench.by_ledgers())
    _report(rows)
    if asked.json is not None:
        asked.json.write_text(json.dumps([asdict(row) for row in rows], indent=1), encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="What a story costs, the more there is.")
    parser.add_argument("--most", type=int, default=100_000, help="stories in the index at the end")
    parser.add_argument("--rules", type=int, default=10_000, help="rules at the end")
    parser.add_argument("--batches", type=int, default=3, help="of 32 stories, at each size; 7 at most")
    parser.add_argument("--parts", default="stories,rules,searches,ledgers", help="with commas between")
    parser.add_argument("--json", type=Path, help="where the figures go")
    return parser.parse_args()


def sizes(most: int) -> list[int]:
    """1,000, 10,000 and so on."""
    return [10**power for power in range(3, 10) if 10**power <= most]


def _up_to(most: int) -> list[int]:
    return [count for count in RULES_COUNTS if count <= most]


class _Bench:
    """Each part in topics and indices of its own."""

    def __init__(self, servers: LocalServers, home: Path, parser: Parser, batches: int) -> None:
        self._servers = servers
        self._home = home
        self._parser = parser
        self._batches = WARM + batches

    async def warm_up(self) -> None:
        """Elasticsearch runs slowly until Java has compiled it."""
        there = self._there()
        for number in range(WARM_UPS):
            await self._both(there, self._articles(LATER + number))
        there.remove()

    async def by_stories(self, counts: Sequence[int]) -> list[Row]:
        """`index` and `count` with so many stories and claims there."""
        there = self._there()
        rows = []
        made = stock()
        async with Store(there.settings) as store:
            stored = 0
            for number, count in enumerate(counts):
                await fill(store, made, count - stored)
                stored = count
                some = self._articles(number)
                index, counted = await self._both(there, some)
                rows += [
                    Row("stories", count, "index", index),
                    Row("stories", count, "count", counted),
                ]
        there.remove()
        return rows

    async def by_rules(self, what: str, made: Callable[[int], Rule], counts: Sequence[int]) -> list[Row]:
        """`count` with so many rules."""
        rows = []
        for count in counts:
            there = self._there()
            async with Store(there.settings) as store:
                await put_rules(store, [made(number) for number in range(count)])
                _, counted = await self._both(there, self._short())
                rows.append(Row(what, count, "count", counted))
            there.remove()
        return rows

    async def by_ledgers(self) -> list[Row]:
        """`count` where each claim of a batch goes into a ledger of so many estimates: all are of one force."""
        rows = []
        for length in LEDGERS:
            there = self._there()
            told = [
                claim for story in self._enriched(_one_force(length, "before:")) for claim in _claims(story)
            ]
            async with Store(there.settings) as store:
                await put_ledger(store, told)
                _, counted = await self._both(
                    there, self._enriched(_one_force(self._batches * BATCH, "after:", first=length))
                )
            rows.append(Row("estimates in the ledger", length, "count", counted))
            there.remove()
        return rows

    def _there(self) -> Installation:
        return Installation.on(self._servers, self._home, partitions=1)

    def _articles(self, number: int) -> list[Story]:
        """The same whole articles for each number, with other words and other counts."""
        some = Counted(
            lambda count, done: texts(count, first=number * len(originals()) + done),
            prefix=f"urn:bench:{number}:",
            least=1_003 + 10_000 * number,
        )
        return self._enriched(article for article, _ in some.next(self._batches * BATCH))

    def _short(self) -> list[Story]:
        some = Counted(lambda count, _: ["Soldiers abroad."] * count)
        return self._enriched(article for article, _ in some.next(self._batches * BATCH))

    def _enriched(self, articles: Iterable[Mapping[str, object]]) -> list[Story]:
        begun = [begin(Article.model_validate(each), model=self._parser.name) for each in articles]
        return list(enrich(begun, self._parser))

    async def _both(self, there: Installation, stories: Sequence[Story]) -> tuple[Cost, Cost]:
        """What `index` costs a story, and `count` its claims."""
        batches = [stories[at : at + BATCH] for at in range(0, len(stories), BATCH)]
        values = [[story.model_dump_json().encode() for story in batch] for batch in batches]
        index, trays = await self._driven(Index(there.settings), values)
        claims = [[value for topic, _, value in tray.sent if topic == topics.CLAIMS] for tray in trays]
        assert all(claims), "stories without a claim"
        counted, _ = await self._driven(Count(there.settings), claims)
        return index, counted

    async def _driven(self, stage: Stage, batches: Sequence[Sequence[bytes]]) -> tuple[Cost, list[Tray]]:
        elasticsearch = self._servers.elasticsearch.pid
        took, trays = [], []
        await stage.open()
        try:
            for values in batches:
                tray = Tray()
                before = (time.process_time(), cpu_seconds(elasticsearch), time.perf_counter())
                await stage.handle(records(stage.reads, values), tray)
                after = (time.process_time(), cpu_seconds(elasticsearch), time.perf_counter())
                assert not tray.rejected, tray.rejected[0][1]
                took.append([(late - early) / BATCH * 1e3 for early, late in zip(before, after, strict=True)])
                trays.append(tray)
        finally:
            await stage.close()
        # the clock of a process of another's ticks every 10 ms: a median of batches would be made of ticks
        own, servers, wall = (mean(part) for part in zip(*took[WARM:], strict=True))
        return Cost(own, servers, wall), trays


def stock() -> Iterator[StoredStory]:
    """Made-up stories without end, no two alike, each with a signature and its claim."""
    for story in desk.stories(10**9):
        yield succession(None, story.model_copy(update={"signature": signature(story.text)})).stored


async def fill(store: Store, made: Iterator[StoredStory], count: int) -> None:
    """Store so many of them, with their claims."""
    for first in range(0, count, _CHUNK):
        some = [next(made) for _ in range(min(_CHUNK, count - first))]
        await store.write(STORIES, [Write(one.uri, document(one), version=order_of(one)) for one in some])
        claims = [claim for one in some for claim in one.claims]
        await store.write(CLAIMS, [Write(claim.id, claim.model_dump(mode="json")) for claim in claims])
    patient = store.client.options(request_timeout=3_600)
    for alias in (STORIES, CLAIMS):
        await patient.indices.forcemerge(index=store.name(alias), max_num_segments=5)
        await store.refresh(alias)


async def put_rules(store: Store, rules: Sequence[Rule]) -> None:
    """As the rulebook keeps them, many at a time."""
    for first in range(0, len(rules), _CHUNK):
        some = rules[first : first + _CHUNK]
        await store.write(RULES, [Write(rule_id(rule.name), rule_document(rule)) for rule in some])
    await store.refresh(RULES)
    assert len(await Rulebook(store).rules()) == len(rules) + 1  # and the one for everyone


async def put_ledger(store: Store, claims: Sequence[Claim]) -> None:
    """The ledger that these claims leave, all of one force and role."""
    ledger = Ledger(key=ledger_key(claims[0]))
    for claim in claims:
        ledger = decide(ledger, claim, [Rule(name="everyone")]).ledger
    await Ledgers(store).write([ledger])


def _claims(story: Story) -> Sequence[Claim]:
    return succession(None, story).made


def _one_force(count: int, prefix: str, *, first: int = 0) -> Iterator[dict[str, object]]:
    """One country's soldiers, a figure each, in places in turn."""
    for at in range(first, first + count):
        place = COUNTRIES[1 + at % (len(COUNTRIES) - 1)]
        yield {
            "uri": f"urn:bench:{prefix}{at}",
            "text": f"{COUNTRIES[0]} has sent {1_003 + 7 * at:,} soldiers to {place}, the ministry said on Monday.",
            "language": "en",
            "provider": f"Wire {at}",
            "versioncreated": f"2026-11-16T{at // 60 % 24:02}:{at % 60:02}:00Z",
        }


def _rule(number: int) -> Rule:
    """Rules as people write them: a force and a least figure."""
    return Rule(
        name=f"rule {number}",
        forces=(COUNTRIES[number % len(COUNTRIES)],),
        at_least=float(number),
        kinds=("new", "revised"),
    )


def _search(number: int) -> Rule:
    """One in a hundred finds the stories of its country."""
    word = f"-nowhere{number}" if number % 100 == 0 else f"nowhere{number}"
    return Rule(name=f"search {number}", search=f"soldiers {COUNTRIES[number % len(COUNTRIES)]} {word}")


def _report(rows: Sequence[Row]) -> None:
    table = Table(
        "with", "how many", "stage", "CPU ms a story", "Elasticsearch's", "wall, ms", "to the least"
    )
    least: dict[tuple[str, str], Cost] = {}
    for row in rows:
        first = least.setdefault((row.what, row.stage), row.cost)
        both = (row.cost.own + row.cost.elasticsearch) / (first.own + first.elasticsearch)
        table.add_row(
            row.what,
            f"{row.size:,}",
            row.stage,
            f"{row.cost.own:.2f}",
            f"{row.cost.elasticsearch:.2f}",
            f"{row.cost.wall:.2f}",
            f"{both:.2f}",
        )
    console = Console(width=120)
    console.print(table)
    for what in ("rules", "rules with a search"):
        some = [row for row in rows if row.what == what]
        if len(some) > 1:
            more = (
                some[-1].cost.own
                + some[-1].cost.elasticsearch
                - some[0].cost.own
                - some[0].cost.elasticsearch
            )
            console.print(f"{what}: {more / (some[-1].size - some[0].size):.4f} ms of CPU a story and rule")


if __name__ == "__main__":
    sys.exit(main())
