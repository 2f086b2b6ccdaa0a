"""Where the model and the tables name the same words: one mention each, none over another."""

from collections.abc import Iterable

from pipeline.entities.mentions import Mention, surface
from pipeline.entities.tables import first_names
from pipeline.gazetteer import country, demonym
from pipeline.parse import Parse


def settle(parse: Parse, model: Iterable[Mention], known: Iterable[Mention]) -> list[Mention]:
    """What is left of both, in text order.

    A known name takes the words it stands on, unless the model saw a longer name around it
    ("Bank of America" around "America") or a person of that name ("Kim Washington").
    """
    model = [m for m in model if not _people_of(parse, m)]
    taken: dict[int, Mention] = {i: m for m in model for i in range(m.first, m.end)}
    found = set(model)
    for name in known:
        rivals = {taken[i] for i in range(name.first, name.end) if i in taken}
        if any(_keeps(parse, rival, name) for rival in rivals):
            continue
        if not rivals and not _stands_alone(parse, name):
            continue
        found -= rivals
        found.add(name)
        for rival in rivals:
            for i in range(rival.first, rival.end):
                taken.pop(i, None)
        for i in range(name.first, name.end):
            taken[i] = name
    return sorted(found)


def _people_of(parse: Parse, mention: Mention) -> bool:
    """ "Russians" is a people, not a name"""
    text = surface(parse, mention.first, mention.end)
    return demonym(text) is not None and country(text) is None


def _keeps(parse: Parse, rival: Mention, name: Mention) -> bool:
    """Whether the model's mention stands against a known name on the same words."""
    longer = rival.holds(name) and rival.end - rival.first > name.end - name.first
    if not longer:
        return False
    first, last = parse.tokens[rival.first], parse.tokens[rival.end - 1]
    if rival.type == "PLACE" and name.type == "PLACE":
        return True
    if rival.type == "PERSON":
        # "Helping Putin", "Olympic Georgia": a verb or an adjective before a known place is no first name
        return name.first == rival.first or first.text in first_names() or first.pos == "PROPN"
    return last.text[:1].isupper() or last.text.isalnum()


def _stands_alone(parse: Parse, name: Mention) -> bool:
    """Whether a known name that the model missed is a name of its own here, not a part of a longer one.

    "the Georgia Institute" and "Victoria Nuland" have a capital next to them; in a line of capitals that says nothing.
    """
    tokens = parse.tokens
    if tokens[name.first].text.isupper() and len(tokens[name.first].text) > 1:
        return True
    after = tokens[name.end] if name.end < len(tokens) else None
    before = tokens[name.first - 1] if name.first else None
    if after and after.text == "-" and after.start == tokens[name.end - 1].end:
        return False
    if (
        after
        and after.pos == "PROPN"
        and after.text[:1].isupper()
        and after.sentence is tokens[name.first].sentence
    ):
        return False
    return not (
        before
        and before.pos == "PROPN"
        and before.text[:1].isupper()
        and before.sentence is tokens[name.first].sentence
    )
