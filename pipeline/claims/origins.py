"""How many tell it of their own: copies, rewrites, and all that one provider publishes, are one origin."""

from collections.abc import Iterable, Sequence

from pipeline.claims.estimate import Said
from pipeline.copies import bands, is_copy


def origins(claims: Iterable[Said]) -> int:
    """The number of origins of some claims.

    A story too short to have a signature may be anyone's words: it is an origin only where there is no other.
    """
    members = list(claims)
    leaders = list(range(len(members)))
    # by what they might have in common, one member of each group seen so far
    seen: dict[str, list[int]] = {}
    for index, claim in enumerate(members):
        for term in _terms(claim):
            others = seen.setdefault(term, [])
            kin = [other for other in others if _is_of(claim, (members[other],))]
            for other in kin:
                leaders[_leader(leaders, index)] = _leader(leaders, other)
            if not kin:
                others.append(index)
    groups = {_leader(leaders, index) for index in range(len(members))}
    known = {_leader(leaders, index) for index, claim in enumerate(members) if claim.signature}
    return len(known) or min(1, len(groups))


def is_another(claim: Said, claims: Sequence[Said]) -> bool:
    """Whether a claim's story is another provider's own report, as far as can be told."""
    return claim.signature is not None and claim.provider is not None and not _is_of(claim, claims)


def stories(claims: Iterable[Said]) -> int:
    """The number of stories that some claims are in."""
    return len({claim.story for claim in claims})


def _is_of(claim: Said, group: Iterable[Said]) -> bool:
    return any(
        not _family(claim).isdisjoint(_family(member))
        or (claim.provider is not None and claim.provider == member.provider)
        or is_copy(claim.signature, member.signature)
        for member in group
    )


def _terms(claim: Said) -> list[str]:
    by_name = [
        *(f"story {uri}" for uri in sorted(_family(claim))),
        *([f"provider {claim.provider}"] if claim.provider else []),
    ]
    return [*by_name, *(bands(claim.signature) if claim.signature else ())]


def _family(claim: Said) -> set[str]:
    """The claim's story and the one that it is a rewrite of."""
    return {claim.story, claim.evolvedfrom or claim.story}


def _leader(leaders: list[int], index: int) -> int:
    while leaders[index] != index:
        index = leaders[index]
    return index
