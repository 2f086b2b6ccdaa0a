"""Rules as JSON."""

import json
from collections import Counter
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from pydantic import BaseModel, ConfigDict, Field

from consumers.desk.access import Analyst, Reader, TheDesk
from consumers.desk.errors import Refused
from consumers.desk.rulebook import changing, trying
from consumers.rules import written
from consumers.rules.rulebook import Kept
from consumers.rules.words import asks, tells
from schemas import Alert, AlertKind, Rule
from schemas.base import Moment
from schemas.published import examples
from schemas.rule import Name as RuleName

router = APIRouter(prefix="/api/rules", tags=["rules"])

_RULE: Final[dict[str, Any]] = json.loads(examples("rule")["rule.json"])
_ALERT: Final[dict[str, Any]] = json.loads(examples("alert")["alert-new.json"])
_KEPT: Final[dict[str, Any]] = {
    "rule": _RULE,
    "since": "7-1",
    "changed": "2026-11-18T09:00:00Z",
    "asks": "troops of Norway; in Estonia",
    "tells": "the feed",
}
MOST_TRIED: Final = 1_000


def _model(example: Any) -> ConfigDict:
    return ConfigDict(frozen=True, extra="forbid", json_schema_extra={"example": example})


class KeptRule(BaseModel):
    """A rule; `since` says which state of it this is, and goes back with a change."""

    model_config = _model(_KEPT)

    rule: Rule
    since: str
    changed: Moment
    asks: str = Field(description="in words")
    tells: str = Field(description="in words")


class Rules(BaseModel):
    """All rules that are not removed, by name."""

    model_config = _model({"rules": [_KEPT]})

    rules: tuple[KeptRule, ...]


class Change(BaseModel):
    """A rule to be kept; `since` as it was given with the one that this one replaces, empty for a new one."""

    model_config = _model({"rule": _RULE, "since": ""})

    rule: Rule
    since: str = Field(default="", max_length=60)


class Named(BaseModel):
    """The rule of that name."""

    model_config = _model({"name": "the Baltic"})

    name: RuleName


class Trial(BaseModel):
    """A rule, kept or not, to be tried on the last days."""

    model_config = _model({"rule": _RULE, "days": 7})

    rule: Rule
    days: float = Field(default=7, gt=0, le=3_650, allow_inf_nan=False)


class Tried(BaseModel):
    """An alert that the rule would have sent, and when."""

    model_config = ConfigDict(frozen=True)

    when: Moment
    alert: Alert


class WouldSend(BaseModel):
    """What the rule would have sent, the oldest first; of more than a thousand alerts the last."""

    model_config = _model(
        {"in_all": 1, "kinds": {"new": 1}, "alerts": [{"when": "2026-11-16T06:40:00Z", "alert": _ALERT}]}
    )

    in_all: int
    kinds: dict[AlertKind, int]
    alerts: tuple[Tried, ...]


class Done(BaseModel):
    """It is done."""

    model_config = _model({"done": True})

    done: bool = True


_MAY_CONFLICT: Final[dict[int | str, dict[str, Any]]] = {
    409: {"description": "someone else has changed it meanwhile; nothing is changed"}
}


@router.get("")
async def rules(desk: TheDesk, user: Reader) -> Rules:
    """All rules, the paused ones too."""
    kept = (await desk.rulebook.everything()).values()
    return Rules(rules=tuple(_kept(one, one.rule) for one in kept if one.rule and not one.removed))


@router.get("/one", responses={404: {"description": "no rule is called that"}})
async def one(
    desk: TheDesk, user: Reader, name: Annotated[str, Query(min_length=1, max_length=100)]
) -> KeptRule:
    """One rule, by its name."""
    kept = await changing.there(desk.rulebook, name)
    if kept.rule is None:
        raise Refused(f"the rule {name!r} is kept in a shape that is not known here")
    return _kept(kept, kept.rule)


@router.post("", responses=_MAY_CONFLICT)
async def save(desk: TheDesk, user: Analyst, change: Change) -> Done:
    """Keep a rule: a new one, or in the place of the one that `since` came with."""
    await changing.save(desk.rulebook, _meant(change.rule), since=change.since)
    return Done()


@router.post("/pause", responses=_MAY_CONFLICT)
async def pause(desk: TheDesk, user: Analyst, named: Named) -> Done:
    """Have a rule take nothing until it is resumed."""
    await changing.pause(desk.rulebook, named.name, paused=True)
    return Done()


@router.post("/resume", responses=_MAY_CONFLICT)
async def resume(desk: TheDesk, user: Analyst, named: Named) -> Done:
    """Have it take what it asks for again; what came meanwhile is not sent."""
    await changing.pause(desk.rulebook, named.name, paused=False)
    return Done()


@router.post("/remove", responses=_MAY_CONFLICT)
async def remove(desk: TheDesk, user: Analyst, named: Named) -> Done:
    """Remove it. What it has told stays told, and its name stays known."""
    await changing.remove(desk.rulebook, named.name)
    return Done()


@router.post("/try")
async def try_out(desk: TheDesk, user: Analyst, asked: Trial) -> WouldSend:
    """What a rule would have sent in the last days. Nothing is sent, and nothing is kept."""
    sent = await trying.tried(desk, _meant(asked.rule), days=asked.days)
    kinds = Counter(each.alert.kind for each in sent)
    shown = tuple(Tried(when=each.moment, alert=each.alert) for each in sent[-MOST_TRIED:])
    return WouldSend(in_all=len(sent), kinds=dict(kinds), alerts=shown)


def _meant(rule: Rule) -> Rule:
    """The rule as one that was written would be: countries by code, and no search that would end Elasticsearch."""
    try:
        return written.rule(rule.model_dump(exclude_none=True))
    except written.Miswritten as error:
        raise Refused(str(error), status=422) from error


def _kept(kept: Kept, rule: Rule) -> KeptRule:
    return KeptRule(
        rule=rule, since=changing.token(kept), changed=kept.changed, asks=asks(rule), tells=tells(rule)
    )
