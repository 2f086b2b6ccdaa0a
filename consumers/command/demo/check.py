"""Is everything there that the seeds call for, and nothing else?"""

from collections.abc import Iterable, Iterator, Mapping

from consumers.command.demo import expected
from consumers.command.demo.expected import Step
from consumers.command.demo.found import Found
from pipeline.claims import StoredStory
from schemas import Alert, DeadLetter, TroopCount, epoch_ms


def faults(step: Step, before: Found, after: Found) -> list[str]:
    """What is missing after a step, and what is there that should not be, a line each."""
    return [
        *_alerts(step, [alert for key, alert in after.alerts.items() if key not in before.alerts]),
        *_dead_letters(
            step, [each for key, each in after.dead_letters.items() if key not in before.dead_letters]
        ),
        *(fault for story in step.stories for fault in _story(story, after)),
    ]


def _alerts(step: Step, fired: list[Alert]) -> Iterator[str]:
    for wanted in step.alerts:
        hit = next((alert for alert in fired if _is(wanted, alert)), None)
        if hit is None:
            yield f"missing alert: {wanted}"
        else:
            fired.remove(hit)
    for alert in fired:
        yield f"an alert that should not be: {alert.kind}: {alert.words} ({alert.about.story})"


def _is(wanted: expected.Alert, alert: Alert) -> bool:
    claim = alert.claim
    return claim is not None and (
        (wanted.kind, wanted.story, wanted.role, wanted.measure, wanted.status, wanted.low, wanted.high)
        == (alert.kind, claim.story, claim.role, claim.measure, claim.status, claim.low, claim.high)
        and wanted.force == (claim.force.iso if claim.force else None)
        and wanted.revises_low == (alert.revises.figure.low if alert.revises else None)
        and wanted.direction == (alert.revises.direction if alert.revises else None)
    )


def _dead_letters(step: Step, given_up: list[DeadLetter]) -> Iterator[str]:
    for wanted in step.dead_letters:
        hit = next(
            (each for each in given_up if each.stage == wanted.stage and wanted.reason in each.reason), None
        )
        if hit is None:
            yield f"missing: {wanted}"
        else:
            given_up.remove(hit)
    for letter in given_up:
        yield f"a dead letter that should not be: {letter.stage}: {letter.reason}"


def _story(wanted: expected.Story, found: Found) -> Iterator[str]:
    story = found.stories.get(wanted.uri)
    if story is None:
        yield f"{wanted.uri}: is not there"
        return
    differences: Mapping[str, tuple[object, object]] = {
        "version": (epoch_ms(wanted.version), story.version),
        "pubstatus": (wanted.pubstatus, story.pubstatus),
        "searchable": (wanted.searchable, wanted.uri in found.searchable),
    }
    for name, (should, is_) in differences.items():
        if should != is_:
            yield f"{wanted.uri}: {name} is {is_}, not {should}"
    for missing in _missing(wanted, story, found):
        yield f"{wanted.uri}: {missing}"


def _missing(wanted: expected.Story, story: StoredStory, found: Found) -> Iterator[str]:
    for word in wanted.notes:
        if not any(word in note for note in story.notes):
            yield f"no note says {word!r}"
    names = {(mention.type, mention.name) for mention in story.entities}
    for entity in wanted.entities:
        if (entity.type, entity.name) not in names:
            yield f"missing {entity.type} {entity.name}"
    for quote in wanted.quotes:
        if not any(_says(story, quote, said) for said in range(len(story.quotes))):
            yield f"missing what {quote.speaker} says: {quote.holds!r}"
    if wanted.copy_of is not None and found.origins[wanted.uri] != found.origins.get(wanted.copy_of):
        yield f"is not seen to be a copy of {wanted.copy_of}"
    if wanted.troop_counts is not None:
        yield from _troop_counts(wanted.troop_counts, story)


def _says(story: StoredStory, wanted: expected.Quote, which: int) -> bool:
    quote = story.quotes[which]
    spoken_by = quote.speaker.name if quote.speaker else None
    return spoken_by == wanted.speaker and any(
        wanted.holds in story.text[start:end] for start, end in quote.spans
    )


def _troop_counts(wanted: Iterable[expected.TroopCount], story: StoredStory) -> Iterator[str]:
    left = list(story.troop_counts)
    for each in wanted:
        hit = next((count for count in left if _counts(each, count, story)), None)
        if hit is None:
            yield f"missing troop count: {each.model_dump(exclude_none=True)}"
        else:
            left.remove(hit)
    for count in left:
        number = story.numbers[count.number]
        yield f"a troop count that should not be, or not so: {number.text}: {count.model_dump(exclude={'number'})}"


def _counts(wanted: expected.TroopCount, count: TroopCount, story: StoredStory) -> bool:
    number = story.numbers[count.number]
    return (
        (wanted.low, wanted.high, wanted.bound) == (number.low, number.high, number.bound)
        and (wanted.role, wanted.measure, wanted.status, wanted.historic)
        == (count.role, count.measure, count.status, count.historic)
        and wanted.force == (count.force.iso if count.force else None)
        and (wanted.places is None or set(wanted.places) == {place.iso for place in count.places})
        and (wanted.source is None or (count.source is not None and wanted.source in count.source.name))
    )
