"""muster replay: what newsrooms sent goes the whole way again, with the code and the model of today."""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated, NamedTuple

import typer
from rich.console import Console
from rich.text import Text

from consumers import kept, topics
from consumers.chunks import chunks
from consumers.command import context
from consumers.command.progress import bar
from consumers.command.terminal import Terminal
from consumers.counted import counted
from consumers.errors import MusterError
from consumers.lag import wait_until_done
from consumers.producing import ACK_SECONDS, producer
from consumers.record import PROVIDER, SILENT
from consumers.settings import Settings
from consumers.stages.index import STORIES, stored_story
from consumers.stored.elastic import Store
from pipeline.claims import words
from pipeline.intake import read
from schemas import Claim

REPLAY = b"replay"
"""the value of the header of what was sent again: it is not sent a third time"""
STORIES_AT_ONCE = 200
"""that are read from Elasticsearch"""


class _Kept(NamedTuple):
    """An article: its timestamp is in ms, `pushed` the header that says who pushed it, if there is one."""

    key: bytes | None
    value: bytes
    timestamp: int
    pushed: list[tuple[str, bytes]]
    was_silent: bool


@dataclass
class Changes:
    """What a replay did to one story's claims."""

    came: list[Claim] = field(default_factory=list)
    went: list[Claim] = field(default_factory=list)
    changed: list[tuple[Claim, Claim]] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.came or self.went or self.changed)


def replay(
    since: Annotated[
        datetime,
        typer.Option("--since", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="From when on, UTC."),
    ],
    until: Annotated[
        datetime | None,
        typer.Option("--until", formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"], help="Up to when, UTC."),
    ] = None,
    silent: Annotated[
        bool, typer.Option("--silent", help="No one is told; stories and claims are made anew.")
    ] = False,
    wait: Annotated[
        bool, typer.Option("--wait/--no-wait", help="Wait for the workers, and say what changed.")
    ] = True,
    patience: Annotated[float, typer.Option(help="Seconds to wait for the workers.", min=1)] = 3600.0,
) -> None:
    """Send the articles that came in a time the whole way again, from the topic that keeps them.

    With --silent each story is read anew by today's code and model, its claims are counted anew, no one is alerted,
    and what changed is printed. Without it, only what is missing is made good (a version that is known changes
    nothing), and what is new then is told as usual. Workers have to be running.

    Example: [bold]muster replay --since 2026-11-01 --silent[/bold]
    """
    settings = context.connected()
    start = since.replace(tzinfo=UTC)
    end = until.replace(tzinfo=UTC) if until else datetime.now(UTC)
    if end <= start:
        raise MusterError(f"--until {end:%Y-%m-%d %H:%M} is not after --since {start:%Y-%m-%d %H:%M}")
    console = Terminal(highlight=False)
    sent = list(dict.fromkeys(_uri(each.value) for each in _kept(settings, start, end)))
    uris = [uri for uri in sent if uri]
    if not sent:
        console.print("no article came in that time", style="dim")
        return
    before = asyncio.run(claims(settings, uris))
    count = _send_again(settings, start, end, silent=silent)
    console.print(f"{counted(count, 'article')} sent again", style="dim")
    if not wait:
        return
    with bar() as progress:
        task = progress.add_task("reading them", total=count)
        wait_until_done(
            settings,
            timeout=patience,
            show=lambda behind: progress.update(task, completed=max(0, count - max(behind.values()))),
        )
    after = asyncio.run(claims(settings, uris))
    _report(console, {uri: changes(before.get(uri, ()), after.get(uri, ())) for uri in uris})


def changes(before: Sequence[Claim], after: Sequence[Claim]) -> Changes:
    """What came, what went, and what stands in the place of what."""
    old, new = {claim.id: claim for claim in before}, {claim.id: claim for claim in after}
    found = Changes()
    for claim in after:
        if claim.id in old:
            continue
        if claim.replaces in old and claim.replaces not in new:
            found.changed.append((old[claim.replaces], claim))
        else:
            found.came.append(claim)
    replaced = {claim.id for claim, _ in found.changed}
    found.went = [claim for claim in before if claim.id not in new and claim.id not in replaced]
    return found


async def claims(settings: Settings, uris: Sequence[str]) -> dict[str, tuple[Claim, ...]]:
    """What each of these stories claims now."""
    async with Store(settings) as store:
        found: dict[str, tuple[Claim, ...]] = {}
        for some in chunks(uris, STORIES_AT_ONCE):
            documents = await store.read(STORIES, some)
            found |= {uri: stored_story(document.source).claims for uri, document in documents.items()}
        return found


def _send_again(settings: Settings, start: datetime, end: datetime, *, silent: bool) -> int:
    """Each with its key, its timestamp, which is its version where it has none of its own, and who pushed it. What
    was imported in silence stays silent."""
    count = 0
    topic = settings.prefix + topics.ARTICLES
    with producer(settings, of="articles") as made:
        waiting = []
        for each in _kept(settings, start, end):
            headers = [*each.pushed, *([(SILENT, REPLAY)] if silent or each.was_silent else [])]
            waiting.append(
                made.send(topic, key=each.key, value=each.value, timestamp_ms=each.timestamp, headers=headers)
            )
            count += 1
        for future in waiting:
            future.get(timeout=ACK_SECONDS)
    return count


def _kept(settings: Settings, start: datetime, end: datetime) -> Iterator[_Kept]:
    """The articles of that time, each once, and none that a replay has sent."""
    seen: set[int] = set()
    for record in kept.messages(settings, settings.prefix + topics.ARTICLES, since=start):
        digest = hash((record.key, record.value))
        is_replay = dict(record.headers).get(SILENT) == REPLAY
        if record.timestamp <= end.timestamp() * 1000 and not is_replay and digest not in seen:
            seen.add(digest)
            pushed = [(name, value) for name, value in record.headers if name == PROVIDER]
            was_silent = any(name == SILENT for name, _ in record.headers)
            yield _Kept(record.key, record.value, record.timestamp, pushed, was_silent)


def _uri(value: bytes) -> str | None:
    try:
        return read(value).uri
    except ValueError:
        return None


def _report(console: Console, found: Mapping[str, Changes]) -> None:
    for uri, change in found.items():
        if not change:
            continue
        console.print(Text(uri, style="bold"), soft_wrap=True)
        for style, mark, lines in (
            ("green", "+", map(words, change.came)),
            ("red", "-", map(words, change.went)),
            ("yellow", "~", (f"{words(old)} → {words(new)}" for old, new in change.changed)),
        ):
            _lines(console, style, mark, lines)
    came, went, changed = (
        sum(len(getattr(change, name)) for change in found.values()) for name in ("came", "went", "changed")
    )
    stories = sum(map(bool, found.values()))
    console.print(
        f"{counted(len(found), 'story', 'stories')} read again, {stories} of them changed: "
        f"{counted(came, 'claim')} came, {went} went, {changed} changed",
        style="bold",
    )


def _lines(console: Console, style: str, mark: str, lines: Iterable[str]) -> None:
    for line in lines:
        console.print(Text(f"  {mark} {line}", style=style), soft_wrap=True)
