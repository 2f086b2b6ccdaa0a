"""What a story claims: one claim for each of its troop counts."""

from datetime import datetime

from pipeline.claims.ids import made_from
from pipeline.claims.sentences import sentence_at
from schemas import Claim, Figure, Number, Span, Story, TroopCount, moment


def claims_of(story: Story, *, first: bool = True) -> tuple[Claim, ...]:
    """The claims of one version of a story, in the order of its troop counts; of one not usable, none.

    `first`: this is the first version of the story that arrived. What it says was said when the story was
    published, and not after the version was made; what a later version says anew was said when that was made.
    A rewrite is a later version of the story that it rewrites, and may have that one's time of publication.
    Under an embargo nothing was said before its end.
    """
    if story.pubstatus != "usable":
        return ()
    made = moment(story.version)
    is_first = first and story.evolvedfrom is None
    said = min(made, story.published) if is_first and story.published else made
    if story.embargoed is not None:
        said = max(said, story.embargoed)
    return tuple(_claim(story, count, said) for count in story.troop_counts)


def counted(count: TroopCount, number: Number) -> Figure:
    """What a troop count and its number say together."""
    return Figure(
        force=count.force,
        role=count.role,
        measure=count.measure,
        low=number.low,
        high=number.high,
        bound=number.bound,
        places=count.places,
        status=count.status,
        historic=count.historic,
    )


def _claim(story: Story, count: TroopCount, said: datetime) -> Claim:
    number = story.numbers[count.number]
    return Claim(
        **dict(counted(count, number)),
        id=_id(story, count, number),
        state="made",
        story=story.uri,
        version=story.version,
        headline=story.headline,
        provider=story.provider,
        published=story.published,
        said=said,
        url=story.url,
        number=Span(start=number.start, end=number.end, text=number.text),
        sentence=sentence_at(story.text, number.start, number.end, language=story.language),
        source=count.source,
        evolvedfrom=story.evolvedfrom,
        signature=story.signature,
        extractor=story.extractor,
        silent=story.silent,
    )


def _id(story: Story, count: TroopCount, number: Number) -> str:
    """One number may count the troops of two forces, or the same ones twice ("3,000 killed or wounded"); and a
    better model may read the same number of the same version otherwise, which is another claim."""
    force = count.force and (count.force.iso or count.force.name)
    places = "|".join(f"{place.iso}:{place.name}" for place in count.places)
    where = (story.uri, story.version, number.start, number.end)
    what = (force, count.role, count.measure, number.low, number.high, number.bound, places)
    return made_from(*where, *what, count.status, count.historic)
