"""How quick the desk is with 100,000 stories in the index and twenty people asking at once.

`python -m tests.bench.desk [STORIES]`: real Elasticsearch, a real desk, figures in milliseconds on standard output.
"""

import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import Final
from urllib.parse import quote

import aiohttp

from consumers.settings import Settings
from consumers.stages.index import document
from consumers.stored import indices
from consumers.stored.elastic import Store, Write
from deploy.local import running
from pipeline.claims import StoredStory
from pipeline.embargo import order_of
from schemas import EntityMention, Force, Item, Number, Place, Quote, Speaker, TroopCount
from tests.browser.desk import running_desk

STORIES: Final = 100_000
AT_ONCE: Final = 20
REQUESTS: Final = 400
_CHUNK: Final = 2_000

_COUNTRIES: Final = (
    ("Norway", "NO"),
    ("Turkey", "TR"),
    ("North Korea", "KP"),
    ("France", "FR"),
    ("Russia", "RU"),
)
_SYLLABLES: Final = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu ar en il om us".split()  # noqa: SIM905
_WORDS: Final = [f"{a}{b}{c}" for a in _SYLLABLES for b in _SYLLABLES for c in _SYLLABLES]
_OFTEN: Final = list(accumulate(1 / rank for rank in range(1, len(_WORDS) + 1)))
"""as in any language, the word of rank n is a n-th as frequent as the first"""
_FIRST: Final = ["Anna", "Jaan", "Kari", "Ingrid", "John", "Pavel", "Amina", "Mari", "Lucia", "Claire"]
_LAST: Final = ["Berg", "Saar", "Lunde", "Dahl", "Kirby", "Novak", "Baloch", "Tamm", "Ferrer", "Morel"]


def stories(count: int) -> Iterator[StoredStory]:
    """Stories of some 300 words over three years, every third a copy of an earlier one."""
    chance = random.Random(1)  # the same every time
    first = datetime(2024, 1, 1, tzinfo=UTC)
    for at in range(count):
        person = f"{chance.choice(_FIRST)} {chance.choice(_LAST)}{at % 300}"
        country, code = chance.choice(_COUNTRIES)
        figure = f"{chance.randrange(100, 20_000):,}"
        head = f"{person} said {figure} soldiers of {country} came. "
        text = head + " ".join(chance.choices(_WORDS, cum_weights=_OFTEN, k=300))
        published = first + timedelta(minutes=15 * at)
        number = head.index(figure)
        value = float(figure.replace(",", ""))
        yield StoredStory(
            uri=f"urn:bench:{at}",
            version=int(published.timestamp() * 1000),
            pubstatus="usable",
            headline=" ".join(chance.choices(_WORDS, cum_weights=_OFTEN, k=8)),
            text=text,
            language="en",
            provider=f"Paper {at % 40}",
            published=published,
            byline=None,
            url=None,
            text_sha256=sha256(text.encode()).hexdigest(),
            extractor="bench",
            entities=(
                EntityMention(start=0, end=len(person), text=person, type="PERSON", name=person),
                EntityMention(start=head.index(country), end=head.index(country) + len(country), text=country,
                              type="PLACE", name=country, id=code),
            ),
            quotes=(
                Quote(spans=((0, len(head)),), kind="indirect", cue=None,
                      speaker=Speaker(start=0, end=len(person), text=person, name=person)),
            ),
            numbers=(
                Number(start=number, end=number + len(figure), text=figure, low=value, high=value, bound="exact",
                       unit=None, item=Item(text="soldiers", lemma="soldier")),
            ),
            troop_counts=(
                TroopCount(number=0, force=Force(name=country, iso=code), role="present", measure="total",
                           places=(Place(name="Estonia", iso="EE"),), status="actual", source=None, historic=False),
            ),
        )  # fmt: skip


async def fill(settings: Settings, count: int) -> None:
    """Store them, each third under the origin of the one before it."""
    await indices.create(settings)
    async with Store(settings) as store:
        writes: list[Write] = []
        for at, story in enumerate(stories(count)):
            source = document(story) | ({"origin": f"urn:bench:{at - 1}"} if at % 3 == 2 else {})
            writes.append(Write(story.uri, source, version=order_of(story)))
            if len(writes) == _CHUNK:
                await store.write("stories-all", writes)
                writes = []
        await store.write("stories-all", writes)
        await store.client.indices.forcemerge(index=store.name("stories-all"), max_num_segments=5)
        await store.refresh("stories-all")


async def measure(desk: str, paths: Sequence[str], *, at_once: int = AT_ONCE) -> list[float]:
    """Milliseconds of each request, sorted."""
    waiting = iter(paths)
    took: list[float] = []

    async with aiohttp.ClientSession() as session:

        async def ask() -> None:
            for path in waiting:
                began = time.perf_counter()
                async with session.get(desk + path) as answer:
                    await answer.read()
                    assert answer.status == 200, await answer.text()
                took.append((time.perf_counter() - began) * 1000)

        await asyncio.gather(*(ask() for _ in range(at_once)))
    return sorted(took)


def searches(seed: int = 2) -> list[str]:
    """Searches of all sorts, no two alike."""
    chance = random.Random(seed)
    narrowed = [
        "force:KP",
        "place:RU",
        "number>10000",
        "speaker:kirby1",
        'provider:"Paper 3"',
        "after:2025-06",
        "",
    ]
    return [
        f"/?q={quote(' '.join(chance.sample(_WORDS[20:2_000], 1 + at % 2)) + ' ' + chance.choice(narrowed) + f' -none{seed}x{at}')}"
        for at in range(REQUESTS)
    ]


def main(count: int) -> None:
    """Fill, ask, print."""
    with tempfile.TemporaryDirectory() as folder, running(Path(folder) / "servers") as local:
        settings = Settings(
            _env_file=None,
            home=Path(folder),
            kafka=local.addresses.kafka,
            elasticsearch=local.addresses.elasticsearch,
            analyzer="standard",
        )
        began = time.perf_counter()
        asyncio.run(fill(settings, count))
        print(f"{count:,} stories stored in {time.perf_counter() - began:.0f} s")
        with running_desk(settings) as desk:
            # a server that has run for a while: its code is compiled, and none of what it is asked now was asked before
            for seed in (10, 11, 12):
                asyncio.run(measure(desk, searches(seed)))
            chance = random.Random(3)
            story_pages = [f"/story?uri=urn:bench:{chance.randrange(count)}" for _ in range(REQUESTS)]
            names = [f"/names?q={quote(begun)}" for begun in ("kir", "an", "par", "nor") for _ in range(25)]
            for what, paths in (("search with facets", searches()), ("story", story_pages), ("names", names)):
                for at_once in (1, AT_ONCE):
                    took = asyncio.run(measure(desk, paths if at_once > 1 else paths[:40], at_once=at_once))
                    median, p95 = took[len(took) // 2], took[int(len(took) * 0.95)]
                    print(
                        f"{what}, {at_once} at once, {len(took)} requests: median {median:.0f} ms, p95 {p95:.0f} ms"
                    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STORIES)
