"""Where the model and the tables name the same words: one mention each, none over another."""

from collections.abc import Iterable

from pipeline.entities.mentions import Mention, surface
from pipeline.entities.tables import events, first_names, peoples, titles
from pipeline.gazetteer import country, demonym
from pipeline.parse import Parse, Token


def settle(
    parse: Parse, model: Iterable[Mention], known: Iterable[Mention], shaped: Iterable[Mention] = ()
) -> list[Mention]:
    """What is left of all, in text order. A name by its shape stands against all others.

    A known name takes the words it stands on, unless the model saw a longer name around it
    ("Bank of America" around "America") or a person of that name ("Kim Washington").
    """
    shaped = _apart(shaped)
    shape = {i for m in shaped for i in range(m.first, m.end)}
    known = [m for m in known if not (_is_word(parse, m) and _shouted(parse, m))]
    model = [m for m in model if _is_name(parse, m) and shape.isdisjoint(range(m.first, m.end))]
    known = [m for m in known if shape.isdisjoint(range(m.first, m.end)) and not _of_a_secretary(parse, m)]
    taken: dict[int, Mention] = {i: m for m in model for i in range(m.first, m.end)}
    found = {*model, *shaped}
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


def _apart(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions without those that overlap an earlier one."""
    found: list[Mention] = []
    for mention in sorted(mentions):
        if not found or mention.first >= found[-1].end:
            found.append(mention)
    return found


def _is_name(parse: Parse, mention: Mention) -> bool:
    """ "Russians" is a people, "World Cup" an event, "SOCCER RESULTS" a heading: none of them a name of ours"""
    text = surface(parse, mention.first, mention.end)
    if text in peoples():
        return False
    if demonym(text) is not None and country(text) is None:
        return False
    if mention.type == "PERSON":
        return True
    last = parse.tokens[mention.end - 1]
    if _of_a_secretary(parse, mention):
        return False
    return last.text not in events() and not (mention.type == "ORG" and _shouted(parse, mention))


def _is_word(parse: Parse, mention: Mention) -> bool:
    """ "WHO IS NEXT" names neither the health organisation nor Islamic State"""
    return mention.end - mention.first == 1 and parse.tokens[mention.first].text in {"IS", "WHO"}


def _of_a_secretary(parse: Parse, mention: Mention) -> bool:
    """ "the Secretary of State", "the Foreign Office Minister": a department is a part of a title there"""
    tokens = parse.tokens
    if mention.type != "ORG":
        return False
    if mention.end - mention.first == 1 and mention.first >= 2 and tokens[mention.first - 1].lower == "of":
        return tokens[mention.first - 2].lower in titles()
    return mention.end < len(tokens) and tokens[mention.end].text in {"Secretary", "Minister"}


def _shouted(parse: Parse, mention: Mention) -> bool:
    """Whether a name is in capitals because all around it is: only the tables can say what is a name there."""
    return parse.tokens[mention.first].sentence.is_in_capitals


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
    first, last = tokens[name.first], tokens[name.end - 1]
    if len(first.text) > 1 and first.text.isupper():
        return True
    after = tokens[name.end] if name.end < len(tokens) else None
    before = tokens[name.first - 1] if name.first else None
    if after is not None and after.text == "-" and after.start == last.end:
        return False
    if first is not last or country(surface(parse, name.first, name.end)) is not None:
        return True
    return not (_capital_beside(after, first) or _capital_beside(before, first))


def _capital_beside(beside: Token | None, token: Token) -> bool:
    """A word with a capital, but not a people's: "the Kurdish Peshmerga" """
    return (
        beside is not None
        and beside.pos == "PROPN"
        and beside.text[:1].isupper()
        and beside.sentence is token.sentence
        and not (beside.text in peoples() or demonym(beside.text) is not None)
    )
