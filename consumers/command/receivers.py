"""muster receivers: who can be told, and trying it out. No secret is ever shown."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Annotated, Final

import typer

from consumers.command import context
from consumers.delivery import message, receivers
from consumers.delivery.outcome import Outcome, Taken
from consumers.delivery.way import Parcel, Way
from consumers.delivery.ways import ways
from consumers.errors import MusterError
from consumers.settings import Settings
from schemas import Alert
from schemas.published import examples

app = typer.Typer(no_args_is_help=True, help="Who can be told, as the receivers file has them.")

SAMPLE: Final = "sample"
"""the id of the alert that is sent to try a receiver out"""


@app.command("list")
def list_() -> None:
    """Show every receiver: name, kind, and the host where it is no secret.

    Example: [bold]MUSTER_RECEIVERS=receivers.yaml muster receivers list[/bold]
    """
    settings = context.settings()
    known = _ways(settings)
    width = max(map(len, known), default=0)
    for name, found in sorted(known.items()):
        print(f"{name:<{width}}  {', '.join(map(_described, found))}")
    if not known:
        print("no receivers: name a file in MUSTER_RECEIVERS, see docs/receivers.md")


@app.command()
def test(name: Annotated[str, typer.Argument(help="The receiver, as the receivers file names it.")]) -> None:
    """Send a sample alert to a receiver, now, and say what came of it.

    Example: [bold]muster receivers test desk-mail[/bold]
    """
    settings = context.settings()
    known = _ways(settings)
    if name not in known:
        there = ", ".join(sorted(known)) or "none: name a file in MUSTER_RECEIVERS"
        raise MusterError(f"no receiver is called {name!r}; there are {there}")
    outcomes = asyncio.run(_send(known[name], sample(settings)))
    failed = False
    for way, outcome in zip(known[name], outcomes, strict=True):
        taken = isinstance(outcome, Taken)
        failed |= not taken
        print(
            f"{_described(way)}: {outcome.how if isinstance(outcome, Taken) else f'failed: {outcome.reason}'}"
        )
    if failed:
        raise MusterError(f"{name} could not be told")


def sample(settings: Settings) -> Parcel:
    """An alert that says of itself that it is none."""
    alert = Alert.model_validate_json(examples("alert")["alert-new.json"])
    alert = alert.model_copy(update={"id": SAMPLE, "rules": ("muster receivers test",)})
    said = message.single(alert, desk=settings.desk)
    assert alert.claim is not None
    payload = message.payload(alert, desk=settings.desk, at=alert.claim.said)
    return Parcel(
        SAMPLE,
        message.Message(f"[Test] {said.title}", f"This is a test of Muster; it is no news.\n\n{said.body}"),
        {**payload, "type": "alert.test"},
    )


async def _send(found: Sequence[Way], parcel: Parcel) -> Sequence[Outcome]:
    return await asyncio.gather(*(way.send(parcel) for way in found))


def _ways(settings: Settings) -> Mapping[str, tuple[Way, ...]]:
    return ways(receivers.read(settings.receivers).values(), settings)


def _described(way: Way) -> str:
    return f"{way.kind} at {way.host}" if way.host else way.kind
