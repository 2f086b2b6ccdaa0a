"""The chart's stylesheet for a file of its own.

Programs that draw SVG for print know no custom properties, so their values are put in: those of the light page for all,
and a rule that has a source's colour is written once for each source.
"""

import re
from functools import cache
from typing import Final

from consumers.desk.chart import COLOURS
from consumers.desk.page import STATIC

_RULE: Final = re.compile(r"([^{}]+)\{([^{}]*)\}")
_TOKEN: Final = re.compile(r"(--[\w-]+):\s*([^;}]+)")
_VALUE: Final = re.compile(r"var\((--[\w-]+)(?:,\s*((?:[^()]|\([^()]*\))+))?\)")
_SOURCE: Final = "--source"


@cache
def chart_style() -> str:
    """Rules without a custom property in them."""
    chart = _plain("chart.css")
    tokens = dict(_TOKEN.findall(_root("desk.css"))) | dict(_TOKEN.findall(_root("chart.css")))
    found = [f"svg {{ font-family: {tokens['--sans']}; }}"]
    for selector, body in _RULE.findall(chart):
        if _SOURCE + ":" in body or selector.strip() == ":root":
            continue
        found.append(_rule(selector, body, tokens))
        if f"var({_SOURCE}" in body:
            coloured = "; ".join(part for part in body.split(";") if f"var({_SOURCE}" in part)
            for number in range(COLOURS + 1):
                known = tokens | {_SOURCE: tokens[f"{_SOURCE}-{number}"]}
                found.append(_rule(_of_source(selector, number), coloured, known))
    return "\n".join(found)


def _rule(selector: str, body: str, tokens: dict[str, str]) -> str:
    return f"{selector.strip()} {{ {_filled(body.strip(), tokens)} }}"


def _filled(body: str, tokens: dict[str, str]) -> str:
    """With values for names; of one that has none, what stands beside it."""
    while _VALUE.search(body):
        body = _VALUE.sub(lambda match: str(tokens.get(match[1], match[2] or "inherit")), body)
    return body


def _of_source(selector: str, number: int) -> str:
    """`.trail` of source 2 is `.source-2 .trail`, and `.source-2.trail` where the source is its own."""
    each = [one.strip() for one in selector.split(",")]
    return ", ".join(f".source-{number} {one}, .source-{number}{one}" for one in each)


def _root(name: str) -> str:
    """The first rule of `:root`: what holds where nothing else is asked, the light page."""
    rules: list[tuple[str, str]] = _RULE.findall(_plain(name))
    return next(body for selector, body in rules if selector.strip() == ":root")


def _plain(name: str) -> str:
    return re.sub(r"/\*.*?\*/", "", (STATIC / name).read_text(encoding="utf-8"), flags=re.DOTALL)
