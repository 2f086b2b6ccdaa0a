"""The picture as a file: the wide chart with its title and its legend, for a page elsewhere and for print."""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from fastapi.templating import Jinja2Templates

from consumers.desk.chart.sources import Key
from consumers.desk.estimates.drawn import Picture, Sample
from consumers.desk.estimates.style import chart_style

_SIDE: Final = 30.0
_CHART: Final = 86.0
"""where the chart begins"""
_KEYS: Final = 3
"""sources in a row of the legend"""
_SAMPLES: Final = 4
_KEY_HIGH: Final = 20.0
_SAMPLE_HIGH: Final = 44.0
# what XML has no way to hold, and what would turn the words beside it round: a drawing's words can't be told apart
# from one another as a page's can
_NOT_HERE: Final = re.compile(
    "[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]"
)


@dataclass(frozen=True)
class KeyAt:
    """A source and its place in the legend."""

    x: float
    y: float
    key: Key


@dataclass(frozen=True)
class SampleAt:
    """A mark that is explained, and its place in the legend."""

    x: float
    y: float
    sample: Sample


@dataclass(frozen=True)
class Sheet:
    """Where everything around the chart stands, in the chart's units."""

    width: float
    height: float
    chart: float
    keys: tuple[KeyAt, ...]
    samples: tuple[SampleAt, ...]
    foot: float


def as_svg(templates: Jinja2Templates, picture: Picture, *, title: str, site: str, now: datetime) -> str:
    """A drawing that needs nothing else. `site` is put before its links; without one it has none."""
    drawn = templates.get_template("counts/picture.svg").render(
        picture=picture,
        sheet=sheet(picture),
        title=title,
        style=chart_style(),
        site=site.rstrip("/") or None,
        now=now,
    )
    return _NOT_HERE.sub("", drawn)


def sheet(picture: Picture) -> Sheet:
    """The legend below the chart: sources first, then marks."""
    size = picture.wide.size
    top = _CHART + size.height + 26
    wide = (size.width - 2 * _SIDE) / _KEYS
    keys = tuple(
        KeyAt(_SIDE + wide * (at % _KEYS), top + _KEY_HIGH * (at // _KEYS), key)
        for at, key in enumerate(picture.wide.keys)
    )
    below = top + _KEY_HIGH * -(-len(keys) // _KEYS) + 18
    wide = (size.width - 2 * _SIDE) / _SAMPLES
    samples = tuple(
        SampleAt(_SIDE + wide * (at % _SAMPLES), below + _SAMPLE_HIGH * (at // _SAMPLES), sample)
        for at, sample in enumerate(picture.samples)
    )
    foot = below + _SAMPLE_HIGH * -(-len(samples) // _SAMPLES) + 14
    return Sheet(size.width, foot + 18, _CHART, keys, samples, foot)
