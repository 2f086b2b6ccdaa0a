"""An analyst's hand on a story: a part of the story page, asked for by itself.

The story page has `<section hx-get="/feedback?uri=…" hx-trigger="load">`; what is marked comes back as the same part.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any, NamedTuple, get_args
from urllib.parse import quote

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from consumers.desk.access import Analyst, Reader, TheDesk
from consumers.desk.desk import Desk
from consumers.desk.errors import Refused
from consumers.desk.page import is_part, page
from consumers.desk.story import read
from consumers.feedback import keep, of_story
from consumers.forces import called
from pipeline.claims.words import amount
from pipeline.hand import Given, count_label, mark, placed
from schemas import Bound, Figure, Measure, Role, Status, Story
from schemas.base import URI_BYTES
from schemas.feedback import About, CountLabel, Feedback, NameLabel, Verdict

router = APIRouter(prefix="/feedback", include_in_schema=False)

MOST = 100
"""counts, quotes or names of a story that can be marked on the page; all can by the API"""

Uri = Annotated[str, Query(min_length=1, max_length=URI_BYTES)]


class Mark(NamedTuple):
    """What someone said of some words, in words; `span` is None where the story doesn't have them any more."""

    feedback: Feedback
    span: tuple[int, int] | None
    says: str


class Markable(NamedTuple):
    """Something that can be marked: its words' place, what the machine says of it, and the label."""

    start: int
    end: int
    says: str
    label: CountLabel | NameLabel
    marks: tuple[Mark, ...]


@router.get("")
async def show(request: Request, desk: TheDesk, user: Reader, uri: Uri) -> Response:
    """What was marked in a story, and for analysts what can be."""
    story, _ = await read.story(desk.store, uri)
    return await _part(request, desk, story)


@router.post("")
async def put(
    request: Request,
    desk: TheDesk,
    user: Analyst,
    uri: Annotated[str, Form(min_length=1, max_length=URI_BYTES)],
    about: Annotated[About, Form()],
    verdict: Annotated[Verdict, Form()],
    words: Annotated[str, Form(pattern=r"^\d{1,9}-\d{1,9}$")],
    note: Annotated[str, Form(max_length=1_000)] = "",
) -> Response:
    """Keep a mark, in the place of what this analyst said of these words before."""
    story, _ = await read.story(desk.store, uri)
    start, _, end = words.partition("-")
    form = await request.form()
    fields = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    try:
        right = _right(about, fields) if verdict == "corrected" else None
        given = Given(
            about=about,
            verdict=verdict,
            start=int(start),
            end=int(end),
            right=right,
            note=note.strip() or None,
        )
        made = mark(story, given, by=user.name, at=datetime.now(UTC))
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        raise Refused(f"{'.'.join(map(str, fault['loc'][-1:]))}: {fault['msg']}", status=422) from error
    except ValueError as error:
        raise Refused(str(error), status=422) from error
    await keep(desk.store, made)
    if not is_part(request):
        return RedirectResponse(f"/story?uri={quote(uri, safe='')}#hand", 303)
    return await _part(request, desk, story, said=f"Marked as {verdict}: {made.span.text[:80]}")


async def _part(request: Request, desk: Desk, story: Story, *, said: str = "") -> Response:
    marks = [_mark(feedback, story.text) for feedback in await of_story(desk.store, story.uri)]
    return page(
        request,
        "feedback/part.html",
        story=story,
        counts=_counts(story, marks),
        quotes=_quotes(story, marks),
        names=_names(story, marks),
        gone=[each for each in marks if each.span is None],
        said=said,
        whole=not is_part(request),
        bounds=get_args(Bound),
        roles=get_args(Role),
        measures=get_args(Measure),
        statuses=get_args(Status),
    )


def _mark(feedback: Feedback, text: str) -> Mark:
    where = placed(feedback, text)
    return Mark(feedback, (where.start, where.end) if where else None, says(feedback))


def says(feedback: Feedback) -> str:
    """A verdict in words."""
    match feedback.right:
        case None:
            return feedback.verdict
        case NameLabel(same_as=str() as other):
            return f"the same as {other}"
        case NameLabel(name=name):
            return f"is {name}" if name else "is no one's"
        case label:
            return f"is {label_words(label)}"


def label_words(label: CountLabel) -> str:
    """A label as one would say it: "at least 3,000, KP, present, in RU"."""
    figure = Figure(
        force=None,
        role=label.role,
        measure=label.measure,
        low=label.low,
        high=label.high,
        bound=label.bound,
        places=(),
        status=label.status,
        historic=label.historic,
    )
    more = [] if label.measure == "total" else [label.measure]
    kind = [] if label.status == "actual" else [label.status]
    where = [f"in {', '.join(map(called, label.places))}"] if label.places else []
    past = ["historic"] if label.historic else []
    return ", ".join(
        [
            amount(figure),
            *more,
            called(label.force) if label.force else "no force named",
            label.role,
            *where,
            *kind,
            *past,
        ]
    )


def _counts(story: Story, marks: Sequence[Mark]) -> list[Markable]:
    found = []
    for count in story.troop_counts[:MOST]:
        number = story.numbers[count.number]
        label = count_label(story, count)
        found.append(_markable("troop_count", number.start, number.end, label_words(label), label, marks))
    return found


def _quotes(story: Story, marks: Sequence[Mark]) -> list[Markable]:
    found = []
    for each in story.quotes[:MOST]:
        start, end = each.spans[0]
        name = each.speaker.name if each.speaker else None
        said = f"{name or 'no one'}: {_short(story.text[start:end])}"
        found.append(_markable("speaker", start, end, said, NameLabel(), marks))
    return found


def _names(story: Story, marks: Sequence[Mark]) -> list[Markable]:
    """Each name once, where it stands first; or where it was marked."""
    found: dict[str, Markable] = {}
    for mention in story.entities:
        made = _markable("entity", mention.start, mention.end, _short(mention.name), NameLabel(), marks)
        if mention.name not in found or (made.marks and not found[mention.name].marks):
            found[mention.name] = made
        if len(found) >= MOST:
            break
    return list(found.values())


def _markable(
    about: About, start: int, end: int, said: str, label: CountLabel | NameLabel, marks: Sequence[Mark]
) -> Markable:
    here = tuple(each for each in marks if each.feedback.about == about and each.span == (start, end))
    return Markable(start, end, said, label, here)


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 90 else f"{flat[:88]}…"


def _right(about: About, fields: dict[str, str]) -> CountLabel | NameLabel:
    if about != "troop_count":
        names = {name: fields.get(name, "").strip() or None for name in ("name", "same_as")}
        if about == "entity" and not any(names.values()):
            raise ValueError("say what it is called, or what it is the same as")
        return NameLabel(**names)
    label: dict[str, Any] = {
        name: fields[name] for name in ("bound", "measure", "role", "status") if name in fields
    }
    label |= {end: _number(end, fields.get(end, "")) for end in ("low", "high")}
    label["force"] = fields.get("force", "").strip() or None
    label["places"] = [place.strip() for place in fields.get("places", "").split(",") if place.strip()]
    label["historic"] = fields.get("historic") == "true"
    return CountLabel.model_validate(label)


def _number(name: str, text: str) -> float | None:
    if not text.strip():
        return None
    try:
        return float(text.strip().replace(",", ""))
    except ValueError:
        raise ValueError(f"{name}: {text!r} is no number") from None
