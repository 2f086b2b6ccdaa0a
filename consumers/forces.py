"""Whose troops someone means who types "KP", "North Korea" or "Wagner"."""

from pipeline.claims import ledger_key
from pipeline.gazetteer import country, country_name
from schemas import Figure, Force, Place, Role


def code(name: str) -> str | None:
    """The code of a country that is named, or given by its code; small letters will do."""
    if len(name) == 2 and name.isascii() and country_name(name.upper()) != name.upper():
        return name.upper()
    return country(name) or (country(name.title()) or country(name.upper()) if name.islower() else None)


def called(force: str) -> str:
    """What a force is called: a country by its name, a group as it is."""
    iso = code(force)
    return country_name(iso) if iso else force


def key(force: str, role: Role) -> str:
    """The ledger of a force in a role."""
    return ledger_key(figure(force, role))


def figure(force: str, role: Role, *places: Place) -> Figure:
    """A figure of a force in a role, without a number."""
    iso = code(force)
    return Figure(
        force=Force(name=called(force), iso=iso) if force else None,
        role=role,
        measure="total",
        low=None,
        high=None,
        bound="exact",
        places=places,
        status="actual",
        historic=False,
    )
