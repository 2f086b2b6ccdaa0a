"""The search page, its copies and names, and what it exports. The page's address is the search."""

from collections.abc import AsyncIterator, Mapping
from itertools import chain
from typing import Annotated, Any, Final, NamedTuple
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request, Response
from fastapi.responses import StreamingResponse

from consumers.desk.access import Reader, TheDesk
from consumers.desk.errors import Refused
from consumers.desk.page import is_part, page
from consumers.desk.search import results
from consumers.desk.search.export import as_csv, as_json_lines
from consumers.desk.search.facets import Bar
from consumers.desk.search.language import Asked, Misread, Named, understood, written
from consumers.desk.search.names import suggestions
from consumers.desk.search.query import Order
from consumers.desk.search.rule import rule_address

router = APIRouter(include_in_schema=False)

MOST_EXPORTED: Final = 10_000

Typed = Annotated[str, Query(alias="q")]
By = Annotated[Order | None, Query(alias="sort")]


class _Chart(NamedTuple):
    """The bars of the histogram in a drawing of 100 by 40."""

    bar: Bar
    x: float
    width: float
    height: float
    address: str
    since: str
    until: str


@router.get("/")
async def search(
    request: Request,
    desk: TheDesk,
    user: Reader,
    typed: Typed = "",
    sort: By = None,
    after: str | None = None,
) -> Response:
    """A page of stories. htmx gets the results alone."""
    template = "search_results.html" if is_part(request) else "search.html"
    try:
        asked = understood(typed)
    except Misread as error:
        return page(request, template, status=400, typed=typed, misread=str(error), found=None, order="best")
    order = sort or _natural(asked)
    found = await results.find(desk.store, asked, by=order, after=after)
    assert found.facets is not None

    def address(other: Asked | None = None, **more: str) -> str:
        return _address(written(other) if other else typed, **({"sort": sort} if sort else {}), **more)

    def narrowed(field: Any, value: str) -> str:
        # the counts are of what is found now, so a name is added to it
        return address(_with(asked, Named(field, value)))

    return page(
        request,
        template,
        typed=typed,
        misread=None,
        found=found,
        order=order,
        asked=asked,
        first_page=after is None,
        next_page=address(after=found.after) if found.after else None,
        sorted_by={by: _address(typed, sort=by) for by in ("best", "newest")},
        narrowed=narrowed,
        taken_away=[(_label(one), address(other)) for one, other in _without_each(asked)],
        chart=_chart(asked, found.facets.dates, address),
        rule_address=rule_address(asked),
        exports={kind: _address(typed, path=f"/export.{kind}", sort=order) for kind in ("csv", "jsonl")},
        api_address=_address(typed, path="/api/stories", sort=order),
        copies_address=lambda origin: _address(typed, path="/copies", sort=order, origin=origin),
        most_exported=MOST_EXPORTED,
        shown_names={(one.field, one.value) for one in asked.named},
    )


@router.get("/copies")
async def copies(
    request: Request, desk: TheDesk, user: Reader, origin: str, typed: Typed = "", sort: By = None
) -> Response:
    """The copies that are folded under a story: those that the search finds too."""
    asked = _understood(typed)
    found = await results.copies(desk.store, asked, origin, by=sort or _natural(asked))
    return page(request, "copies.html", hits=found[1:], most=results.MOST_COPIES, whole=not is_part(request))


@router.get("/names")
async def names(request: Request, desk: TheDesk, user: Reader, typed: Typed = "") -> Response:
    """Names that begin as the last word does."""
    return page(request, "names.html", names=await suggestions(desk.store, typed))


@router.get("/export.csv")
async def export_csv(desk: TheDesk, user: Reader, typed: Typed = "", sort: By = None) -> Response:
    """A row a story."""
    documents = await _begun(desk, typed, sort)
    return _download(desk, as_csv(documents), "text/csv; charset=utf-8", "stories.csv")


@router.get("/export.jsonl")
async def export_json_lines(desk: TheDesk, user: Reader, typed: Typed = "", sort: By = None) -> Response:
    """A line a story, as the index has it."""
    documents = await _begun(desk, typed, sort)
    return _download(desk, as_json_lines(documents), "application/x-ndjson", "stories.jsonl")


def _documents(desk: TheDesk, typed: str, sort: Order | None) -> AsyncIterator[Mapping[str, Any]]:
    asked = _understood(typed)
    return results.everything(desk.store, asked, by=sort or _natural(asked), most=MOST_EXPORTED)


async def _begun(desk: TheDesk, typed: str, sort: Order | None) -> AsyncIterator[Mapping[str, Any]]:
    """The documents, once the first is there: what is wrong is then said with a status, not by a file that breaks off."""
    desk.turns.exports.ask_for_room()
    documents = _documents(desk, typed, sort)
    first = [document async for document in _one(documents)]

    async def all_of_them() -> AsyncIterator[Mapping[str, Any]]:
        for document in first:
            yield document
        async for document in documents:
            yield document

    return all_of_them()


async def _one(documents: AsyncIterator[Mapping[str, Any]]) -> AsyncIterator[Mapping[str, Any]]:
    async for document in documents:
        yield document
        return


def _download(desk: TheDesk, lines: AsyncIterator[str], kind: str, name: str) -> Response:
    async def in_turn() -> AsyncIterator[str]:
        with desk.turns.exports.another():
            async for line in lines:
                yield line

    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingResponse(in_turn(), media_type=kind, headers=headers)


def _understood(typed: str) -> Asked:
    try:
        return understood(typed)
    except Misread as error:
        raise Refused(str(error)) from None


def _natural(asked: Asked) -> Order:
    """Where words are searched for, the best first; elsewhere nothing is better than another, and the newest is."""
    return "best" if asked.words else "newest"


def _address(typed: str, *, path: str = "/", **more: str) -> str:
    values = ({"q": typed} if typed else {}) | more
    return f"{path}?{urlencode(values)}" if values else path


def _with(asked: Asked, *named: Named) -> Asked:
    return Asked(
        asked.words, tuple(dict.fromkeys((*asked.named, *named))), asked.numbered, asked.since, asked.until
    )


def _without_each(asked: Asked) -> list[tuple[str | Named, Asked]]:
    """What narrows the search, and the search without it."""
    found: list[tuple[str | Named, Asked]] = []
    for one in asked.named:
        rest = tuple(other for other in asked.named if other != one)
        found.append((one, Asked(asked.words, rest, asked.numbered, asked.since, asked.until)))
    for number in asked.numbered:
        left = tuple(other for other in asked.numbered if other != number)
        label = f"{'not ' if number.without else ''}number {number.comparison} {number.value:,.15g}"
        found.append((label, Asked(asked.words, asked.named, left, asked.since, asked.until)))
    if asked.since or asked.until:
        ends = [f"from {asked.since}" if asked.since else "", f"before {asked.until}" if asked.until else ""]
        found.append((" ".join(filter(None, ends)), Asked(asked.words, asked.named, asked.numbered)))
    return found


def _label(one: str | Named) -> str:
    return one if isinstance(one, str) else f"{'not ' if one.without else ''}{one.field}: {one.value}"


def _chart(asked: Asked, bars: tuple[Bar, ...], address: Any) -> list[_Chart]:
    if not bars:
        return []
    most = max(chain([1], (bar.stories for bar in bars)))
    width = 100 / max(len(bars), 8)
    chart = []
    for at, bar in enumerate(bars):
        since, until = bar.since, bar.until
        since = max(since, asked.since) if asked.since else since
        until = min(until, asked.until) if asked.until else until
        other = Asked(asked.words, asked.named, asked.numbered, since, until)
        height = max(1.5, 38 * bar.stories / most) if bar.stories else 0.0
        chart.append(_Chart(bar, at * width, width, round(height, 2), address(other), str(since), str(until)))
    return chart
