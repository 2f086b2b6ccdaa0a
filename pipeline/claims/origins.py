"""How many tell it of their own: copies, and all that one provider publishes, are one origin."""

from collections.abc import Iterable, Sequence

from pipeline.claims.ledger import Said
from pipeline.copies import is_copy


def origins(claims: Iterable[Said]) -> int:
    """The number of origins of some claims.

    A story too short to have a signature may be anyone's words: it is an origin only where there is no other.
    """
    groups: list[list[Said]] = []
    for claim in claims:
        kin = [group for group in groups if _is_of(claim, group)]
        groups = [group for group in groups if group not in kin]
        groups.append([claim, *(member for group in kin for member in group)])
    known = sum(any(member.signature for member in group) for group in groups)
    return known or min(1, len(groups))


def is_another(claim: Said, claims: Sequence[Said]) -> bool:
    """Whether a claim's story is another provider's own report, as far as can be told."""
    return claim.signature is not None and claim.provider is not None and not _is_of(claim, claims)


def stories(claims: Iterable[Said]) -> int:
    """The number of stories that some claims are in."""
    return len({claim.story for claim in claims})


def _is_of(claim: Said, group: Iterable[Said]) -> bool:
    return any(
        claim.story == member.story
        or (claim.provider is not None and claim.provider == member.provider)
        or is_copy(claim.signature, member.signature)
        for member in group
    )
