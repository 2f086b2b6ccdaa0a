"""The way of a troop count: is it one, whose, doing what, where, how sure, who says so."""

import re
from collections.abc import Sequence

from pipeline.parse import Parse
from pipeline.troops.case import Case
from pipeline.troops.force import force_of
from pipeline.troops.forces import Forces
from pipeline.troops.historic import is_historic
from pipeline.troops.measure import measure_of
from pipeline.troops.names import Names
from pipeline.troops.places import places_of
from pipeline.troops.role import role_of
from pipeline.troops.soldiers import find_cases
from pipeline.troops.source import Speakers, source_of
from pipeline.troops.status import status_of
from schemas import EntityMention, Number, Place, Quote, TroopCount

_DEFINITE = re.compile(r"\b(?:the|these|those)\s+$", re.I)
_DETERMINER = 12
"""code points before a number"""


def find_troop_counts(
    parse: Parse,
    numbers: tuple[Number, ...],
    *,
    entities: tuple[EntityMention, ...],  # noqa: ARG001 - the stage gives them; the gazetteer knows enough so far
    quotes: tuple[Quote, ...],
) -> tuple[TroopCount, ...]:
    """The numbers that count military personnel, with what the text says of them. Never raises.

    `numbers` as `find_numbers` gives them for the same parse: a count refers to one by its index.
    """
    names = Names(parse)
    forces, speakers = Forces(parse, names), Speakers(quotes)
    found: list[TroopCount] = []
    before: Case | None = None
    for case in find_cases(parse, numbers, names):
        places = places_of(case, names)
        if not places and before is not None and _goes_on(case, before):
            places = found[-1].places
        count = _count(case, names, forces, places, speakers)
        found.append(_restated(case, count, found, numbers))
        before = case
    return tuple(found)


def _restated(
    case: Case, count: TroopCount, found: Sequence[TroopCount], numbers: Sequence[Number]
) -> TroopCount:
    """ "They will send 3,000 more. The 3,000 troops …": those that were told of, and no others."""
    if not _DEFINITE.search(case.parse.text, max(0, case.number.start - _DETERMINER), case.number.start):
        return count
    for earlier in found:
        said = numbers[earlier.number]
        if (
            (said.low, said.high) == (case.number.low, case.number.high)
            and earlier.force == count.force
            and count.measure == "total"
            and count.role in (earlier.role, "present", "other")
        ):
            told = {"measure": earlier.measure, "role": earlier.role, "historic": earlier.historic}
            status = {"status": earlier.status} if count.status == "actual" else {}
            where = {} if count.places else {"places": earlier.places}
            return count.model_copy(update=told | status | where)
    return count


def _goes_on(case: Case, before: Case) -> bool:
    """ "1,500 more were sent to Russia, taking the total to 3,000", "this number may rise": where the last were."""
    if case.model is not None:
        return case.model in (before, before.model)
    return case.via == "strength" and case.head.sentence is before.head.sentence


def _count(
    case: Case, names: Names, forces: Forces, places: tuple[Place, ...], speakers: Speakers
) -> TroopCount:
    role = role_of(case)
    return TroopCount(
        number=case.index,
        force=force_of(case, names, forces, places=places, role=role),
        role=role,
        measure=measure_of(case),
        places=places,
        status=status_of(case),
        source=source_of(case, speakers),
        historic=is_historic(case),
    )
