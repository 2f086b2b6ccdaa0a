"""Where a moment stands between left and right, and which moments are written below. All of it in UTC."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, NamedTuple

_HOUR: Final = 3_600.0
_DAY: Final = 24 * _HOUR
_MONTH: Final = 30.44 * _DAY
_YEAR: Final = 365.25 * _DAY
_LAST_YEAR: Final = 9_999


class Tick(NamedTuple):
    """A moment that is written: "16 Nov", and below it the year where it is another than the one before."""

    moment: datetime
    label: str
    context: str


@dataclass(frozen=True)
class Moments:
    """Moments from `start` to `end`, in seconds since 1970, on a line of `length`."""

    start: float
    end: float
    length: float

    def at(self, moment: datetime) -> float:
        """Where it stands; what is off the line stands at its end."""
        share = (moment.timestamp() - self.start) / (self.end - self.start)
        return self.length * min(1.0, max(0.0, share))

    def ticks(self, *, most: int) -> tuple[Tick, ...]:
        """At most so many round moments along it."""
        for every in _EVERY:
            if (self.end - self.start) / every.seconds <= most:
                return tuple(_labelled(every, list(every.between(self.start, self.end))))
        return ()


def moments(known: Iterable[datetime], *, length: float) -> Moments:
    """A line on which all of them find room, with some beside the first and the last."""
    seconds = [moment.timestamp() for moment in known]
    if not seconds:
        return Moments(0.0, _DAY, length)
    first, last = min(seconds), max(seconds)
    beside = max((last - first) * 0.04, _HOUR)
    if last - first < _HOUR:
        beside = 12 * _HOUR
    return Moments(first - beside, last + 1.5 * beside, length)


@dataclass(frozen=True)
class _Every:
    """Round moments: every so many hours, days, months or years."""

    count: int
    unit: str

    @property
    def seconds(self) -> float:
        return self.count * {"hour": _HOUR, "day": _DAY, "month": _MONTH, "year": _YEAR}[self.unit]

    def between(self, start: float, end: float) -> Iterator[datetime]:
        moment: datetime | None = self._before(_moment(start))
        while moment is not None and moment.timestamp() <= end:
            if moment.timestamp() >= start:
                yield moment
            moment = self._next(moment)

    def _before(self, moment: datetime) -> datetime:
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        match self.unit:
            case "hour":
                return midnight
            case "day":
                # days are counted from one that all weeks share: a Monday
                return midnight - timedelta(
                    days=min(midnight.toordinal() - 1, (midnight.toordinal() - 1) % self.count)
                )
            case "month":
                return midnight.replace(month=1, day=1)
        return midnight.replace(year=max(1, moment.year - moment.year % self.count), month=1, day=1)

    def _next(self, moment: datetime) -> datetime | None:
        try:
            match self.unit:
                case "hour":
                    return moment + timedelta(hours=self.count)
                case "day":
                    return moment + timedelta(days=self.count)
                case "month":
                    months = moment.month - 1 + self.count
                    return moment.replace(year=moment.year + months // 12, month=months % 12 + 1)
            return moment.replace(year=moment.year + self.count)
        except (ValueError, OverflowError):
            # the calendar ends with the year 9999
            return None


_EVERY: Final = (
    *(_Every(count, "hour") for count in (1, 3, 6, 12)),
    *(_Every(count, "day") for count in (1, 2, 7, 14)),
    *(_Every(count, "month") for count in (1, 2, 3, 6)),
    *(_Every(count, "year") for count in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000)),
)


def _moment(seconds: float) -> datetime:
    first = datetime(1, 1, 1, tzinfo=UTC)
    return first if seconds <= first.timestamp() else datetime.fromtimestamp(seconds, UTC)


def _labelled(every: _Every, known: Iterable[datetime]) -> Iterator[Tick]:
    before = ""
    for moment in known:
        match every.unit:
            case "hour":
                label, context = f"{moment:%H:%M}", f"{moment.day} {moment:%b} {moment.year}"
            case "day":
                label, context = f"{moment.day} {moment:%b}", str(moment.year)
            case "month":
                label, context = f"{moment:%b}", str(moment.year)
            case _:
                label, context = str(moment.year), ""
        yield Tick(moment, label, context if context != before else "")
        before = context
