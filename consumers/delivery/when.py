"""When someone is told: quiet hours, digests, and the waits between attempts. All of it pure: the clock is passed in.

Quiet hours are stretches of real time, from one wall clock reading in the rule's zone to another. Where summer time
begins or ends within them they are an hour shorter or longer; a reading that the clock shows twice is meant the first
time, and one that it skips is meant an hour later.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from schemas import Quiet, Rule
from schemas.rule import Digest

MORNING = time(8)
"""when a daily digest goes out, in the rule's zone"""
LONGEST_WAIT = 3600.0
"""seconds between two attempts"""
_DAY = timedelta(days=1)
_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Due:
    """When one receiver is told of an alert, by which rules, and in which sort of digest if in one."""

    at: datetime
    digest: Digest | None
    rules: tuple[str, ...]


def plan(rules: Iterable[Rule], now: datetime) -> Mapping[str, Due]:
    """By receiver, when the rules that took an alert have it told. Paused rules have nothing told.

    Where several rules want the same receiver told, the most urgent decides, and all of them are named.
    """
    due: dict[str, Due] = {}
    for rule in rules:
        if rule.paused:
            continue
        at = due_by(rule, now)
        for receiver in dict.fromkeys(rule.to):
            known = due.get(receiver)
            first = known if known and _urgency(known) <= _urgency(Due(at, rule.digest, ())) else None
            names = (*known.rules, rule.name) if known else (rule.name,)
            due[receiver] = Due(first.at if first else at, first.digest if first else rule.digest, names)
    return due


def _urgency(due: Due) -> tuple[datetime, bool]:
    return due.at, due.digest is not None


def due_by(rule: Rule, now: datetime) -> datetime:
    """When a rule has an alert of this moment told: now, with the next digest, or once quiet hours are over."""
    at = now
    if rule.digest == "hourly":
        at = next_hour(now, zone_of(rule))
    elif rule.digest == "daily":
        at = next_morning(now, zone_of(rule))
    return (quiet_until(rule.quiet, at) if rule.quiet else None) or at


def zone_of(rule: Rule) -> ZoneInfo:
    """A rule's zone is that of its quiet hours; UTC without any."""
    return ZoneInfo(rule.quiet.zone if rule.quiet else "UTC")


def next_hour(now: datetime, zone: ZoneInfo) -> datetime:
    """The next full hour on the clocks of `zone`, in UTC."""
    local = now.astimezone(zone)
    into = timedelta(minutes=local.minute, seconds=local.second, microseconds=local.microsecond)
    return (now + _HOUR - into).astimezone(UTC)


def next_morning(now: datetime, zone: ZoneInfo) -> datetime:
    """The next 08:00 on the clocks of `zone`, in UTC."""
    today = now.astimezone(zone).date()
    return next(at for days in range(3) if (at := _reading(today + days * _DAY, MORNING, zone)) > now)


def quiet_until(quiet: Quiet, now: datetime) -> datetime | None:
    """The end of the quiet hours that `now` lies in, in UTC; None outside of them. Hours of no length are none."""
    start, end = time.fromisoformat(quiet.start), time.fromisoformat(quiet.end)
    if start == end:
        return None
    zone = ZoneInfo(quiet.zone)
    today = now.astimezone(zone).date()
    for day in (today - _DAY, today):
        begins = _reading(day, start, zone)
        ends = _reading(day if start < end else day + _DAY, end, zone)
        if begins <= now < ends:
            return ends
    return None


def _reading(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment at which the clocks of a zone show this; the first of two, and an hour later if they skip it."""
    return datetime.combine(day, clock, zone).astimezone(UTC)


def wait(attempt: int, *, first: float, chance: float) -> float:
    """Seconds to wait after the `attempt`-th failure, counted from 1.

    They double from `first` up to an hour, of which `chance`, in [0, 1), takes away up to a half: a thousand
    deliveries that failed together must not come again together.
    """
    longest = min(LONGEST_WAIT, first * 2.0 ** min(attempt - 1, 40))
    return longest * (1 - chance / 2)


def retry_after(header: str | None, now: datetime) -> float | None:
    """Seconds that a `Retry-After` header asks for, an hour at most; None if it has nothing that can be read."""
    text = (header or "").strip()
    if text.isascii() and text.isdigit():
        return min(float(text[:9]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max(0.0, (moment - now).total_seconds()), LONGEST_WAIT)
