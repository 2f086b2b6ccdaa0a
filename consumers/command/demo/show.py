"""What came of the seeds, for a person to read."""

from rich.console import Console
from rich.text import Text

from consumers.command import alerts
from consumers.command.demo.expected import Step
from consumers.command.demo.found import Found
from pipeline.claims import StoredStory
from schemas import Alert, DeadLetter, Number, TroopCount

MOST_QUOTES = 6
"""of a story that are shown"""


def step(console: Console, number: int, step: Step, *, before: Found, after: Found) -> None:
    """A step: its stories, what they hold, and what was told or why nothing was."""
    console.print(Text(f"── {number}. {step.title} ──", style="bold blue"), soft_wrap=True)
    for wanted in step.stories:
        story = after.stories.get(wanted.uri)
        if story is not None:
            _story(console, story, searchable=wanted.uri in after.searchable, why_none=wanted.why_none)
    for key, letter in after.dead_letters.items():
        if key not in before.dead_letters:
            _dead_letter(console, letter)
    fired = [alert for key, alert in after.alerts.items() if key not in before.alerts]
    for alert in sorted(fired, key=_place):
        alerts.show(console, alert)
    if not fired:
        console.print(f"no alert: {step.why_none or 'nothing is news'}", style="cyan")
    console.print()


def summary(console: Console, found: Found) -> None:
    """The last lines: how much of what there is."""
    kinds: dict[str, int] = {}
    for alert in found.alerts.values():
        kinds[alert.kind] = kinds.get(alert.kind, 0) + 1
    told = ", ".join(f"{count} {kind}" for kind, count in sorted(kinds.items()))
    hidden = len(found.stories) - len(found.searchable)
    console.print(
        f"{len(found.stories)} stories, {hidden} of them withheld or killed and out of search; "
        f"{len(found.alerts)} alerts ({told}); {len(found.dead_letters)} dead letter(s)",
        style="bold",
        soft_wrap=True,
    )


def _story(console: Console, story: StoredStory, *, searchable: bool, why_none: str | None) -> None:
    title = story.headline or story.uri
    state = "" if searchable else f" [{story.pubstatus}: out of search]"
    console.print(Text(title, style="bold").append(state, style="red"), soft_wrap=True)
    console.print(Text(f"  {story.provider or 'unknown'} · {story.uri}", style="dim"), soft_wrap=True)
    for kind in ("PERSON", "ORG", "PLACE"):
        names = dict.fromkeys(mention.name for mention in story.entities if mention.type == kind)
        if names:
            console.print(Text(f"  {kind.lower():<7}").append(", ".join(names), style="cyan"), soft_wrap=True)
    _quotes(console, story)
    _troop_counts(console, story)
    for note in story.notes:
        console.print(Text(f"  note   {note}", style="yellow"))
    if why_none is not None:
        console.print(Text(f"  rightly no alert: {why_none}", style="dim italic"))


def _quotes(console: Console, story: StoredStory) -> None:
    for quote in story.quotes[:MOST_QUOTES]:
        said = " … ".join(" ".join(story.text[start:end].split()) for start, end in quote.spans)
        line = Text("  says   ").append(quote.speaker.name if quote.speaker else "someone", style="bold")
        console.print(
            line.append(f" ({quote.kind}): ").append(said, style="italic"), overflow="ellipsis", no_wrap=True
        )
    if len(story.quotes) > MOST_QUOTES:
        console.print(Text(f"         and {len(story.quotes) - MOST_QUOTES} more", style="dim"))


def _troop_counts(console: Console, story: StoredStory) -> None:
    for count in story.troop_counts:
        console.print(_troops(count, story.numbers[count.number]), soft_wrap=True)


def _troops(count: TroopCount, number: Number) -> Text:
    """One line: troops 2,400 (at least) · Norway · present, total · Estonia · actual · says Kari Lunde."""
    places = ", ".join(("to " if place.to else "") + place.name for place in count.places)
    parts = [
        f" ({number.bound.replace('_', ' ')})",
        count.force.name if count.force else "whose is not said",
        f"{count.role}, {count.measure}",
        places or "where is not said",
        count.status + (", historic" if count.historic else ""),
        f"says {count.source.name}" if count.source else "who says so is not said",
    ]
    return Text("  troops ").append(number.text, style="bold magenta").append(" · ".join(parts))


def _dead_letter(console: Console, letter: DeadLetter) -> None:
    where = f"{letter.topic}[{letter.partition}]@{letter.offset}"
    console.print(
        Text("dead letter  ", style="bold red").append(
            f"{letter.stage}: {letter.reason} ({where})", style="red"
        )
    )


def _place(alert: Alert) -> tuple[str, int]:
    """Where in which story."""
    return alert.about.story, alert.claim.number.start if alert.claim else 0
