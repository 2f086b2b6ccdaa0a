"""A search as the beginnings of a rule: "alert me about this"."""

from urllib.parse import urlencode

from consumers.desk.search.language import Asked


def rule_address(asked: Asked) -> str:
    """The form for a new rule, filled in with what of a search a rule can ask. Dates and numbers it can't, and what
    is taken away by a field neither."""
    named = [one for one in asked.named if not one.without]
    values: list[tuple[str, str]] = [("watch", "counts" if _is_about_troops(asked) else "stories")]
    phrases = [f'"{one.value}"' for one in named if one.field in ("person", "organisation", "speaker")]
    places = [one.value for one in named if one.field == "place"]
    if not _is_about_troops(asked):
        phrases += [f'"{place}"' for place in places if not _is_code(place)]
    if search := " ".join(filter(None, [asked.words, *phrases])):
        values.append(("search", search))
    values += [("force", one.value) for one in named if one.field == "force"]
    values += [("place", place) for place in places if _is_about_troops(asked)]
    values += [("provider", one.value) for one in named if one.field == "provider"]
    return f"/rules/new?{urlencode(values)}"


def _is_about_troops(asked: Asked) -> bool:
    return any(one.field == "force" and not one.without for one in asked.named)


def _is_code(place: str) -> bool:
    return len(place) == 2 and place.isupper()
