"""A ledger in rows: one for each estimate, one for each of its claims, one for each withdrawal that came too early.

What has thousands of rows is stored without writing all of them for each claim: only the rows that a claim has changed
are. A row is JSON; None is that of something that the ledger has no more.
"""

from collections.abc import Mapping
from typing import Any, Final

from pipeline.claims.estimate import Estimate, Said, as_row, estimate_of, order, said_of
from pipeline.claims.ledger import Ledger

Row = Mapping[str, Any] | None

_OF: Final = "/"
"""between an estimate's id and a claim's; a withdrawal that is remembered has no estimate"""


def changed_rows(before: Ledger, after: Ledger) -> dict[str, Row]:
    """The rows, by id, that a ledger has otherwise than an earlier state of it."""
    # what has not changed is the same object still: nothing of thousands has to be compared
    known = set(map(id, before.estimates))
    rows: dict[str, Row] = {}
    new = 0
    for estimate in after.estimates:
        if id(estimate) not in known:
            was = before.find(estimate.id)
            new += was is None
            rows |= _changed(was, estimate)
    if len(after.estimates) < len(before.estimates) + new:
        for estimate in before.estimates:
            if after.find(estimate.id) is None:
                rows |= dict.fromkeys((estimate.id, *_claims(estimate)))
    return rows | {_OF + claim: {} for claim in after.remembered - before.remembered}


def ledger_of(key: str, rows: Mapping[str, Row], *, changes: int) -> Ledger:
    """The ledger that has these rows, `changes` as it was. Raises `ValueError` if one is none, or a claim's estimate is missing."""
    claims: dict[str, list[Said]] = {}
    estimates: dict[str, Mapping[str, Any]] = {}
    remembered: list[str] = []
    for ident, row in rows.items():
        if row is None:
            continue
        estimate, of, claim = ident.partition(_OF)
        if not of:
            estimates[estimate] = row
        elif estimate:
            claims.setdefault(estimate, []).append(said_of(claim, row))
        else:
            remembered.append(claim)
    if lost := claims.keys() - estimates.keys():
        raise ValueError(f"the ledger {key} has claims of {min(lost)}, and not that estimate")
    return Ledger.of(
        key,
        (
            estimate_of(ident, row, tuple(sorted(claims.get(ident, ()), key=order)))
            for ident, row in estimates.items()
        ),
        remembered,
        changes=changes,
    )


def _changed(before: Estimate | None, after: Estimate) -> dict[str, Row]:
    rows: dict[str, Row] = {}
    row = as_row(after)
    if before is None or as_row(before) != row:
        rows[after.id] = row
    known = {id(said) for said in before.claims} if before else set()
    said = [each for each in after.claims if id(each) not in known]
    rows |= {_row_id(after, each): as_row(each) for each in said}
    if before and len(after.claims) < len(before.claims) + len(said):
        rows |= dict.fromkeys(_claims(before) - _claims(after))
    return rows


def _claims(estimate: Estimate) -> set[str]:
    return {_row_id(estimate, said) for said in estimate.claims}


def _row_id(estimate: Estimate, said: Said) -> str:
    return f"{estimate.id}{_OF}{said.id}"
