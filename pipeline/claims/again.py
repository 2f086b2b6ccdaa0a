"""A ledger that was lost, counted again from the same claims in the same order: who was told is known, and no one is
told again."""

from collections.abc import Mapping

from msgspec import structs

from pipeline.claims.decide import decide
from pipeline.claims.estimate import Told
from pipeline.claims.ledger import Ledger
from pipeline.claims.tell import told_id
from pipeline.claims.words import words
from schemas import Claim


def counted_again(ledger: Ledger, claim: Claim, told: Mapping[str, tuple[str, ...]]) -> Ledger:
    """The ledger after a claim. `told` are the rules that each alert was told for, by its id: the rules of today may
    be others, and who heard of a figure must hear of its withdrawal."""
    after = decide(ledger, claim, ()).ledger
    own = after.holding(claim.id)
    if own is None or own.opened != claim.id or own.told:
        return after
    names = told.get(told_id(own.id, own.generation))
    if not names:
        return after
    heard = Told(estimate=own.id, generation=own.generation, words=words(claim), rules=names)
    return after.with_estimate(structs.replace(own, told=(heard,)))
