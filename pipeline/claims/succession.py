"""What becomes of a story when a version of it arrives: which version stands, what it claims, what it takes back."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from pipeline.claims.compare import compatible_places, distance, force_key, is_vague, places_key
from pipeline.claims.make import claims_of
from schemas import Claim, Story

Verdict = Literal["newer", "same", "older"]


class StoredStory(Story):
    """A story as it is kept, with what it claims.

    `claims` are those of the version that stands, each with the id and the version that it was first made with.
    `withdrawn_claims` are all that earlier versions made and this one does not; each has the version that took
    it back. Of a story that is withheld or canceled no words are kept, only these (a tombstone).
    """

    claims: tuple[Claim, ...] = ()
    withdrawn_claims: tuple[Claim, ...] = ()


@dataclass(frozen=True)
class Succession:
    """What is to be stored and sent on.

    `newer`: store `stored`, then send `made`, then `withdrawn`. `same`: the version that is stored came again,
    perhaps after a crash between two steps; `stored` is as it was, and what that version made and withdrew is to
    be sent again, which changes nothing where it arrived. `older`: nothing is to be done.
    """

    verdict: Verdict
    stored: StoredStory
    made: tuple[Claim, ...] = ()
    withdrawn: tuple[Claim, ...] = ()


def succession(
    stored: StoredStory | None,
    story: Story,
    *,
    parent: StoredStory | None = None,
    rewritten: int | None = None,
) -> Succession:
    """Which of two versions of a story stands, and what follows. Raises `ValueError` on two different stories.

    `parent` is the story that this one is a rewrite of, if it is known: what the rewrite says first corrects what its
    parent says. `rewritten` is the latest version of the story's own rewrites: what was made before that and comes
    after it is no news.
    """
    is_past = rewritten is not None and rewritten >= story.version
    if stored is None:
        claims = _as_news(_said_first(claims_of(story), parent), (), is_past=is_past)
        return _settled("newer", _kept(story, claims, ()))
    if stored.uri != story.uri:
        raise ValueError(f"{story.uri} is no version of {stored.uri}")
    match _verdict(stored, story):
        case "older":
            return Succession("older", stored)
        case "same":
            return _settled("same", stored)
        case "newer":
            return _settled("newer", _succeeded(stored, story, parent, is_past=is_past))


def _verdict(stored: Story, story: Story) -> Verdict:
    """The higher version stands; at a tie `canceled` wins."""
    if story.version != stored.version:
        return "newer" if story.version > stored.version else "older"
    if story.silent and (story.pubstatus, stored.pubstatus) == ("usable", "usable"):
        return "same" if _says_the_same(story, stored) else "newer"
    if story.pubstatus == stored.pubstatus or "canceled" not in (story.pubstatus, stored.pubstatus):
        return "same"
    return "newer" if story.pubstatus == "canceled" else "older"


def _says_the_same(story: Story, stored: Story) -> bool:
    """Whether a replay has found in a version what was found before, by the same extractor."""
    return all(
        getattr(story, name) == getattr(stored, name) for name in Story.model_fields if name != "silent"
    )


def _settled(verdict: Verdict, stored: StoredStory) -> Succession:
    return Succession(
        verdict,
        stored,
        made=tuple(claim for claim in stored.claims if claim.version == stored.version),
        withdrawn=tuple(claim for claim in stored.withdrawn_claims if claim.version == stored.version),
    )


def _kept(story: Story, claims: tuple[Claim, ...], withdrawn: tuple[Claim, ...]) -> StoredStory:
    fields = {name: getattr(story, name) for name in Story.model_fields}
    if story.pubstatus != "usable":
        fields |= {"headline": None, "text": "", "byline": None, "url": None, "signature": None, "beside": ()}
        fields |= {"entities": (), "quotes": (), "numbers": (), "troop_counts": (), "notes": ()}
    return StoredStory(**fields, claims=claims, withdrawn_claims=withdrawn)


def _said_first(claims: Sequence[Claim], parent: StoredStory | None) -> list[Claim]:
    """Claims of a story that had none. Those of a rewrite may correct what its parent says, and take nothing back."""
    if parent is None:
        return list(claims)
    repeated = {_figure(claim) for claim in claims} & {_figure(claim) for claim in parent.claims}
    replaceable = [claim for claim in parent.claims if _figure(claim) not in repeated]
    return [claim if _figure(claim) in repeated else _replacing(claim, replaceable) for claim in claims]


def _as_news(claims: Iterable[Claim], known: Collection[str], *, is_past: bool) -> tuple[Claim, ...]:
    """The claims; those that are made only now are no news if the story was rewritten before."""
    return tuple(
        claim.model_copy(update={"superseded": True}) if is_past and claim.id not in known else claim
        for claim in claims
    )


def _succeeded(
    stored: StoredStory, story: Story, parent: StoredStory | None, *, is_past: bool
) -> StoredStory:
    before = list(stored.claims)
    first = story.version == stored.version and _is_first(stored)
    claims = [_carried(claim, before) for claim in claims_of(story, first=first)]
    # what is left in `before` no claim of this version says
    replaceable = list(before)
    known = {claim.id for claim in stored.claims}
    if stored.claims or stored.withdrawn_claims:
        claims = [claim if claim.id in known else _replacing(claim, replaceable) for claim in claims]
    else:
        claims = _said_first(claims, parent)
    changes = {"state": "withdrawn", "version": story.version, "silent": story.silent}
    gone = [claim.model_copy(update=changes) for claim in before]
    again = {claim.id for claim in claims}
    withdrawn = (claim for claim in stored.withdrawn_claims if claim.id not in again)
    return _kept(story, _as_news(claims, known, is_past=is_past), (*withdrawn, *gone))


def _is_first(stored: StoredStory) -> bool:
    """Whether nothing tells of a version before this one."""
    return all(claim.version == stored.version for claim in (*stored.claims, *stored.withdrawn_claims))


def _carried(claim: Claim, before: list[Claim]) -> Claim:
    """The claim as the version before made it, if it did; that one is then taken from `before`."""
    known = next((earlier for earlier in before if _figure(earlier) == _figure(claim)), None)
    if known is None:
        return claim
    before.remove(known)
    as_made = ("id", "version", "said", "replaces", "superseded")
    return claim.model_copy(update={name: getattr(known, name) for name in as_made})


def _replacing(claim: Claim, replaceable: list[Claim]) -> Claim:
    """The claim with the one that it corrects, if any; that one is then taken from `replaceable`."""
    corrected = min(
        (earlier for earlier in replaceable if _is_correctable(earlier, claim)),
        key=lambda earlier: (earlier.status != claim.status, distance(earlier, claim)),
        default=None,
    )
    if corrected is None:
        return claim
    replaceable.remove(corrected)
    return claim.model_copy(update={"replaces": corrected.id})


def _is_correctable(earlier: Claim, claim: Claim) -> bool:
    """About the same troops; what was planned may have come true."""
    return (
        force_key(earlier) == force_key(claim)
        and earlier.role == claim.role
        and earlier.measure == claim.measure
        and earlier.historic == claim.historic
        and is_vague(earlier) == is_vague(claim)
        and compatible_places(earlier, claim)
        and (earlier.status == claim.status or _came_true(earlier, claim))
    )


def _came_true(earlier: Claim, claim: Claim) -> bool:
    return earlier.status in ("planned", "hypothetical") and claim.status == "actual"


def _figure(claim: Claim) -> tuple[object, ...]:
    return (
        force_key(claim),
        claim.role,
        claim.measure,
        claim.low,
        claim.high,
        claim.bound,
        places_key(claim),
        claim.status,
        claim.historic,
    )
