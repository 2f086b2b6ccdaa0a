"""Rules: who wants to be told what; made, tried on past days, paused, removed."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse

from consumers.desk.access import Analyst, Reader, TheDesk
from consumers.desk.desk import Desk
from consumers.desk.page import page
from consumers.desk.rulebook import changing, trying
from consumers.desk.rulebook.form import Filled, asked, faults, meant, sent, shown
from consumers.rules import written
from consumers.rules.rulebook import Kept
from consumers.rules.words import asks, tells
from pipeline.claims.recount import Sent
from schemas import AlertKind, Measure, Role, Rule, Status

router = APIRouter(prefix="/rules", include_in_schema=False)

LONGEST_TRIAL = 3_650.0
"""days"""
MOST_SHOWN = 200
"""alerts of a trial; what it would have sent beyond that is counted"""

Name = Annotated[str, Query(min_length=1, max_length=100)]
FormName = Annotated[str, Form(min_length=1, max_length=100)]

_KINDS = tuple(kind for kind in get_args(AlertKind) if kind != "found")


@router.get("")
async def all_rules(request: Request, desk: TheDesk, user: Reader) -> Response:
    """All rules, the paused ones too."""
    kept = [one for one in (await desk.rulebook.everything()).values() if not one.removed]
    lines = [(one, asks(one.rule) if one.rule else "", tells(one.rule) if one.rule else "") for one in kept]
    return page(request, "rules/rules.html", lines=lines)


@router.get("/new")
async def new(request: Request, desk: TheDesk, user: Analyst) -> Response:
    """The form for a new rule, filled in as the address says."""
    return _form(request, asked(request.query_params), since="", old_name="")


@router.get("/show")
async def show(request: Request, desk: TheDesk, user: Reader, name: Name) -> Response:
    """A rule, in the form for those who may change it. A removed one still says what it asked for."""
    kept = (await desk.rulebook.kept([name])).get(name)
    if kept is None:
        kept = await changing.there(desk.rulebook, name)
    if kept.removed or kept.rule is None:
        return page(
            request,
            "rules/gone.html",
            kept=kept,
            asks=asks(kept.rule) if kept.rule else "what this Muster does not know",
            tells=tells(kept.rule) if kept.rule else "",
        )
    return _form(request, shown(kept.rule), since=changing.token(kept), old_name=name, kept=kept)


@router.post("/save")
async def save(
    request: Request,
    desk: TheDesk,
    user: Analyst,
    since: Annotated[str, Form(max_length=60)] = "",
    old_name: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """Keep what was filled in; what is wrong is said beside its field."""
    filled = sent(await request.form())
    try:
        rule = meant(filled)
        await changing.save(desk.rulebook, rule, since=since)
    except written.Miswritten as error:
        return _form(request, filled.faulty(faults(error)), since=since, old_name=old_name, status=422)
    except changing.Meanwhile as error:
        now = changing.token(error.kept)
        return _form(request, filled.faulty({"": str(error)}), since=now, old_name=old_name, status=409)
    return RedirectResponse(f"/rules?{urlencode({'saved': rule.name})}", 303)


@router.post("/try")
async def try_out(
    request: Request,
    desk: TheDesk,
    user: Analyst,
    days: Annotated[float, Form(gt=0, le=LONGEST_TRIAL, allow_inf_nan=False)] = 7,
    since: Annotated[str, Form(max_length=60)] = "",
    old_name: Annotated[str, Form(max_length=100)] = "",
) -> Response:
    """What the rule in the form would have sent; it sends nothing, and nothing is kept."""
    filled = sent(await request.form())
    try:
        rule = meant(filled)
    except written.Miswritten as error:
        return _form(request, filled.faulty(faults(error)), since=since, old_name=old_name, status=422)
    tried = await _tried(desk, rule, days=days)
    return _form(request, filled, since=since, old_name=old_name, tried=tried, days=days)


@router.post("/pause")
async def pause(desk: TheDesk, user: Analyst, name: FormName) -> Response:
    """Have a rule take nothing until it is resumed."""
    await changing.pause(desk.rulebook, name, paused=True)
    return RedirectResponse("/rules", 303)


@router.post("/resume")
async def resume(desk: TheDesk, user: Analyst, name: FormName) -> Response:
    """Have it take what it asks for again."""
    await changing.pause(desk.rulebook, name, paused=False)
    return RedirectResponse("/rules", 303)


@router.get("/remove")
async def ask_to_remove(request: Request, desk: TheDesk, user: Analyst, name: Name) -> Response:
    """Ask before it is gone."""
    kept = await changing.there(desk.rulebook, name)
    return page(request, "rules/remove.html", kept=kept, asks=asks(kept.rule) if kept.rule else "")


@router.post("/remove")
async def remove(desk: TheDesk, user: Analyst, name: FormName) -> Response:
    """Remove it. What it has told stays told, and its name stays known."""
    await changing.remove(desk.rulebook, name)
    return RedirectResponse("/rules", 303)


async def _tried(desk: Desk, rule: Rule, *, days: float) -> dict[str, Any]:
    sent_then = await trying.tried(desk, rule, days=days)
    return {
        "shown": list(reversed(sent_then))[:MOST_SHOWN],
        "in_all": len(sent_then),
        "kinds": _kinds(sent_then),
    }


def _kinds(sent_then: Sequence[Sent]) -> str:
    return ", ".join(
        f"{count} {kind}" for kind, count in Counter(each.alert.kind for each in sent_then).items()
    )


def _form(
    request: Request,
    filled: Filled,
    *,
    since: str,
    old_name: str,
    status: int = 200,
    kept: Kept | None = None,
    tried: dict[str, Any] | None = None,
    days: float = 7,
) -> Response:
    return page(
        request,
        "rules/form.html",
        status=status,
        filled=filled.values,
        faults=filled.faults,
        since=since,
        old_name=old_name,
        kept=kept,
        tried=tried,
        days=days,
        kinds=_KINDS,
        roles=get_args(Role),
        statuses=get_args(Status),
        measures=get_args(Measure),
    )
