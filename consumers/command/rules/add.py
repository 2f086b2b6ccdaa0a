"""`muster rules add`: a rule from the command line."""

import sys
from types import MappingProxyType
from typing import Annotated, Any, Final, get_args

import typer

from consumers.command.rules import rulebook, show
from consumers.errors import MusterError
from consumers.rules.written import Miswritten, groups, rule
from schemas import Measure, Role, Rule, Status

_OPTIONS: Final = MappingProxyType(
    {"name": "NAME", "quiet": "--quiet", "quiet.zone": "--zone", "to": "--to", "search": "--search"}
    | {"kinds": "--kind", "forces": "--force", "places": "--place", "roles": "--role"}
    | {"statuses": "--status", "measures": "--measure", "providers": "--provider", "watch": "--watch"}
    | {"at_least": "--at-least", "least_change": "--least-change", "digest": "--digest"}
)
_WHAT, _WHO = "What it asks for", "Who is told, and when"


def _several(option: str, text: str, *, panel: str = _WHAT) -> Any:
    return typer.Option(option, help=f"{text} May be given again.", show_default=False, rich_help_panel=panel)


def _one(option: str, text: str, *, panel: str = _WHAT) -> Any:
    return typer.Option(option, help=text, show_default=False, rich_help_panel=panel)


def _of(kind: Any) -> str:
    return ", ".join(get_args(kind)) + "."


def add(
    name: Annotated[str, typer.Argument(help="What it is called; capitals count.", show_default=False)],
    force: Annotated[
        list[str] | None, _several("--force", "Whose troops: a country, or a group's name.")
    ] = None,
    place: Annotated[list[str] | None, _several("--place", "In which country.")] = None,
    role: Annotated[list[str] | None, _several("--role", _of(Role))] = None,
    status: Annotated[list[str] | None, _several("--status", _of(Status))] = None,
    measure: Annotated[list[str] | None, _several("--measure", _of(Measure))] = None,
    at_least: Annotated[str, _one("--at-least", "The least figure, such as 1000.")] = "",
    least_change: Annotated[str, _one("--least-change", "The least change of a revision, such as 10%.")] = "",
    kind: Annotated[
        list[str] | None,
        _several("--kind", "new, revised, corroborated, withdrawn. If none is given: all but corroborated."),
    ] = None,
    provider: Annotated[list[str] | None, _several("--provider", "Whose stories.")] = None,
    search: Annotated[str, _one("--search", 'What the story must say: words, "phrases", either | or.')] = "",
    watch: Annotated[str, _one("--watch", "counts, or stories: every story that the search finds.")] = "",
    historic: Annotated[bool, _one("--historic", "Figures of earlier wars too.")] = False,
    unnamed: Annotated[bool, _one("--unnamed", "Troops of a force that the story doesn't name too.")] = False,
    vague: Annotated[bool, _one("--vague", "Tens of thousands and the like too.")] = False,
    to: Annotated[
        list[str] | None, _several("--to", "A receiver. If none is given: the feed only.", panel=_WHO)
    ] = None,
    digest: Annotated[str, _one("--digest", "One message: hourly or daily.", panel=_WHO)] = "",
    quiet: Annotated[str, _one("--quiet", "Hours in which no one is rung up: 22:00-06:30.", panel=_WHO)] = "",
    zone: Annotated[str, _one("--zone", "Of the quiet hours, such as Europe/Berlin.", panel=_WHO)] = "",
    replace: Annotated[
        bool, typer.Option("--replace", help="Put it in the place of one of that name.")
    ] = False,
) -> None:
    """Add a rule: of all that is news, it takes what fits every option that is given.

    Example: [bold]muster rules add "KP in Russia" --force "North Korea" --place RU --at-least 1000 --to desk[/bold]
    """
    fields = {
        "name": name,
        "forces": force,
        "places": place,
        "roles": role,
        "statuses": status,
        "measures": measure,
        "at_least": at_least,
        "least_change": least_change,
        "kinds": kind,
        "providers": provider,
        "search": search,
        "watch": watch,
        "historic": historic,
        "unnamed": unnamed,
        "vague": vague,
        "to": to,
        "digest": digest,
        "quiet": f"{quiet} {zone}".strip() if quiet else "",
    }
    if zone and not quiet:
        raise MusterError("--zone: is of the quiet hours; say --quiet too")
    try:
        meant = rule({field: value for field, value in fields.items() if value}, called=_OPTIONS)
    except Miswritten as error:
        raise MusterError(str(error)) from error
    _put(meant, replace=replace)
    for group in groups(meant):
        print(f"muster: {group} is no country; taken as the name of a group", file=sys.stderr)


def _put(meant: Rule, *, replace: bool) -> None:
    async def put(book: rulebook.Rulebook) -> str:
        kept = await book.kept([meant.name])
        before = kept.get(meant.name)
        is_there = before is not None and not before.removed
        if is_there and not replace:
            raise MusterError(f"there is a rule {meant.name!r}; say --replace to put this one in its place")
        await book.put(meant, since=kept)
        return "replaced" if is_there else "added"

    print(f"{rulebook.ask(put)} {meant.name}: {show.asks(meant)}; tells {show.tells(meant)}")
