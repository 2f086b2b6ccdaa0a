"""The way of a troop count: is it one, whose, doing what, where, how sure, who says so."""

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
from pipeline.troops.source import source_of
from pipeline.troops.status import status_of
from schemas import EntityMention, Number, Quote, TroopCount


def find_troop_counts(
    parse: Parse,
    numbers: tuple[Number, ...],
    *,
    entities: tuple[EntityMention, ...],
    quotes: tuple[Quote, ...],
) -> tuple[TroopCount, ...]:
    """The numbers that count military personnel, with what the text says of them. Never raises.

    `numbers` as `find_numbers` gives them for the same parse: a count refers to one by its index.
    """
    names = Names(parse)
    forces = Forces(parse, names)
    return tuple(_count(case, names, forces, quotes) for case in find_cases(parse, numbers, names))


def _count(case: Case, names: Names, forces: Forces, quotes: tuple[Quote, ...]) -> TroopCount:
    places = places_of(case, names)
    return TroopCount(
        number=case.index,
        force=force_of(case, names, forces, places),
        role=role_of(case),
        measure=measure_of(case),
        places=places,
        status=status_of(case),
        source=source_of(case, quotes),
        historic=is_historic(case),
    )
