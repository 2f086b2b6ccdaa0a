"""muster dead-letters: what the stages gave up, why, and sending it back to them."""

import sys
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Final, TypeVar

import msgspec
import typer
from rich.table import Table
from rich.text import Text

from consumers.command import context
from consumers.command.rules.rulebook import ask_store
from consumers.command.terminal import Terminal
from consumers.errors import MusterError
from consumers.groups import READS
from consumers.letters import STATES, Dealt, Letter, State, Wanted, letters, resend, whole
from consumers.settings import Settings

app = typer.Typer(no_args_is_help=True, help="What the stages could not read, and what becomes of it.")

UNASKED: Final = 10
"""letters that are sent back or dropped without asking"""
_MOMENTS: Final = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S"]

T = TypeVar("T")

Ids = Annotated[list[str] | None, typer.Argument(help="As `list` shows them, such as 2:17.")]
Stage = Annotated[str, typer.Option(help=f"Given up by this stage: {', '.join(READS)}.")]
Reason = Annotated[str, typer.Option(help="With these words in the reason.")]
Since = Annotated[datetime | None, typer.Option(formats=_MOMENTS, help="Given up from then on, UTC.")]
Until = Annotated[datetime | None, typer.Option(formats=_MOMENTS, help="Given up before then, UTC.")]
Every = Annotated[bool, typer.Option("--all", help="All that wait.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask.")]


@app.command("list")
def list_(
    stage: Stage = "",
    reason: Reason = "",
    since: Since = None,
    until: Until = None,
    state: Annotated[str, typer.Option(help=f"{', '.join(STATES)}; all if not said.")] = "",
    as_json: Annotated[bool, typer.Option("--json", help="As JSON lines.")] = False,
) -> None:
    """Show the dead letters, the oldest first, and how many wait for someone.

    Example: [bold]muster dead-letters list --stage parse --reason "longer than"[/bold]
    """
    if state and state not in STATES:
        raise MusterError(f"no dead letter is {state!r}; they are {', '.join(STATES)}")
    settings = context.connected()
    found = _states(letters(settings, _wanted(stage, reason, since, until)))
    shown = {letter: now for letter, now in found.items() if not state or now == state}
    if as_json:
        for letter, now in shown.items():
            print(msgspec.json.encode(_fields(letter, now)).decode())
        return
    console = Terminal(highlight=False)
    if shown:
        console.print(_table(shown))
    console.print(_summary(found), style="dim")


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="As `list` shows it, such as 2:17.")],
    raw: Annotated[
        Path | None, typer.Option(help="Write the bytes, as far as they are kept, to this file.")
    ] = None,
) -> None:
    """Show one dead letter with the bytes that it keeps; what is no plain text is shown as its code.

    Example: [bold]muster dead-letters show 2:17[/bold]
    """
    settings = context.connected()
    letter, content = whole(settings, id)
    now = _states([letter])[letter]
    for name, value in _fields(letter, now).items():
        print(f"{name:<10} {_escaped(str(value).encode())}")
    print(f"{'key':<10} {_escaped(content.key) if content.key is not None else 'none'}")
    print(f"{'read by':<10} {content.extractor}")
    if raw is not None:
        try:
            raw.write_bytes(content.value)
        except OSError as error:
            raise MusterError(f"{raw}: {error.strerror}") from error
        print(f"{len(content.value):,} of {letter.size:,} bytes are in {raw}")
        return
    print()
    print(_escaped(content.value))
    if content.truncated:
        print(f"… and {letter.size - len(content.value):,} bytes more, which are not kept here")


@app.command()
def replay(
    ids: Ids = None,
    stage: Stage = "",
    reason: Reason = "",
    since: Since = None,
    until: Until = None,
    every: Every = False,
    again: Annotated[bool, typer.Option(help="Those too that were sent back before, or dropped.")] = False,
    yes: Yes = False,
) -> None:
    """Send dead letters back to the stage that gave them up, each once; what it still can't read is a new one.

    Example: [bold]muster dead-letters replay --stage parse --since 2026-11-16[/bold]
    """
    settings = context.connected()
    chosen = _chosen(settings, _wanted(stage, reason, since, until, ids), every=every, again=again)
    if not chosen:
        print("no dead letter to send back")
        return
    _ask(f"send back {len(chosen)} dead letters", chosen, yes=yes)
    done = _with_states(lambda dealt: resend(settings, dealt, chosen, again=again))
    for letter, why in done.refused:
        print(f"{letter.id} not sent: {why}", file=sys.stderr)
    if done.taken:
        print(f"{len(done.taken)} were sent by someone else meanwhile")
    print(f"{len(done.sent)} sent back: {_stages(done.sent)}" if done.sent else "none sent back")
    if done.refused:
        raise MusterError(f"{len(done.refused)} of {len(chosen)} dead letters could not be sent back")


@app.command()
def drop(
    ids: Ids = None,
    stage: Stage = "",
    reason: Reason = "",
    since: Since = None,
    until: Until = None,
    every: Every = False,
    yes: Yes = False,
) -> None:
    """Mark dead letters as dealt with: they are kept until their time is over, and wait for no one.

    Example: [bold]muster dead-letters drop --reason "is neither JSON nor XML" --yes[/bold]
    """
    settings = context.connected()
    chosen = _chosen(settings, _wanted(stage, reason, since, until, ids), every=every, again=False)
    if chosen:
        _ask(f"drop {len(chosen)} dead letters", chosen, yes=yes)
        _with_states(lambda dealt: dealt.mark(chosen, "dropped", at=datetime.now(UTC)))
    print(f"{len(chosen)} dropped: {_stages(chosen)}" if chosen else "no dead letter to drop")


def _wanted(
    stage: str,
    reason: str,
    since: datetime | None,
    until: datetime | None,
    ids: Sequence[str] | None = None,
) -> Wanted:
    if stage and stage not in READS:
        raise MusterError(f"no stage is called {stage!r}; there are {', '.join(READS)}")
    return Wanted(stage, reason, _utc(since), _utc(until), frozenset(ids or ()))


def _utc(moment: datetime | None) -> datetime | None:
    return moment.replace(tzinfo=UTC) if moment else None


def _chosen(settings: Settings, wanted: Wanted, *, every: bool, again: bool) -> list[Letter]:
    """Those that are named or filtered, without those that are dealt with."""
    if wanted == Wanted() and not every:
        raise MusterError(
            "which dead letters? name their ids, or use --stage, --reason, --since, --until or --all"
        )
    found = letters(settings, wanted)
    if missing := wanted.ids - {letter.id for letter in found}:
        raise MusterError(
            f"there is no dead letter {', '.join(sorted(missing))}; muster dead-letters list shows those there are"
        )
    return [letter for letter, now in _states(found).items() if again or now == "waiting"]


def _ask(deed: str, chosen: Sequence[Letter], *, yes: bool) -> None:
    if yes or len(chosen) <= UNASKED:
        return
    if not sys.stdin.isatty():
        raise MusterError(f"to {deed} ({_stages(chosen)}), say --yes")
    typer.confirm(f"{deed.capitalize()} ({_stages(chosen)})?", abort=True)


def _states(found: Sequence[Letter]) -> dict[Letter, State]:
    return _with_states(lambda dealt: dealt.states(found))


def _with_states(do: Callable[[Dealt], Awaitable[T]]) -> T:
    return ask_store(lambda store: do(Dealt(store)))


def _stages(found: Sequence[Letter]) -> str:
    return ", ".join(f"{stage} {count}" for stage, count in Counter(each.stage for each in found).items())


def _summary(found: dict[Letter, State]) -> str:
    counts = Counter(found.values())
    if not counts:
        return "no dead letters"
    waiting = [letter for letter, now in found.items() if now == "waiting"]
    parts = [f"{len(waiting)} waiting" + (f" ({_stages(waiting)})" if waiting else "")]
    return ", ".join([*parts, *(f"{counts[state]} {state}" for state in STATES[1:] if counts[state])])


def _table(shown: dict[Letter, State]) -> Table:
    table = Table("id", "given up", "stage", "record", "state", "reason", box=None, pad_edge=False)
    for letter, now in shown.items():
        topic, partition, offset = letter.place
        where = f"{topic}[{partition}]@{offset}"
        at = f"{letter.at:%Y-%m-%d %H:%M:%S}"
        table.add_row(
            letter.id,
            at,
            letter.stage,
            Text(_escaped(where.encode())),
            now,
            Text(_escaped(letter.reason.encode())),
        )
    return table


def _fields(letter: Letter, now: State) -> dict[str, object]:
    topic, partition, offset = letter.place
    return {
        "id": letter.id,
        "at": letter.at.isoformat(),
        "stage": letter.stage,
        "reason": letter.reason,
        "record": f"{topic}[{partition}]@{offset}",
        "size": letter.size,
        "truncated": letter.truncated,
        "state": now,
    }


def _escaped(value: bytes) -> str:
    """Bytes as text in which nothing can move a terminal's cursor: what is not printed stands there as its code."""
    text = value.decode("utf-8", errors="backslashreplace")
    return "".join(each if each.isprintable() or each == "\n" else ascii(each)[1:-1] for each in text)
