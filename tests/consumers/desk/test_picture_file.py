"""The picture as a file: whole by itself, legible with very many estimates, and text whatever sources are called."""

import re
import xml.etree.ElementTree as ET
from datetime import UTC, datetime, timedelta

from consumers.desk.chart import COLOURS
from consumers.desk.estimates.asked import Asked
from consumers.desk.estimates.drawn import picture
from consumers.desk.estimates.file import as_svg
from consumers.desk.estimates.found import Estimate
from consumers.desk.page import templates
from schemas import Bound, Figure, Force, Source, Status
from tests.browser.stories import HOSTILE

DAY = datetime(2026, 1, 5, tzinfo=UTC)
SVG = "{http://www.w3.org/2000/svg}"
_BOUNDS: tuple[Bound, ...] = ("exact", "about", "at_least", "more_than", "range", "at_most", "vague")


def estimate(number: int, *, source: str, status: Status = "actual") -> Estimate:
    bound = _BOUNDS[number % len(_BOUNDS)]
    low = 2_000.0 + 37 * (number % 90) + 40 * number
    return Estimate(
        estimate=f"{number:032}",
        words=f"{low:,.0f} troops of {source}",
        figure=Figure(
            force=Force(name="North Korea", iso="KP"),
            role="present",
            measure="total",
            low=None if bound == "at_most" else low,
            high={"range": low + 900, "at_least": None, "more_than": None, "vague": None}.get(bound, low),
            bound=bound,
            places=(),
            status=status,
            historic=False,
        ),
        said=DAY + timedelta(hours=31 * number),
        last_said=DAY + timedelta(hours=31 * number + 200 * (number % 3)),
        source=Source(text=source, name=source),
        provider="Wire",
        story=f"urn:{number}&<b>",
        claim=f"{number}",
        stories=1,
        origins=1,
        withdrawn=DAY + timedelta(hours=31 * number + 90) if number % 17 == 5 else None,
        amount=f"{low:,.0f}",
        headline=None,
        url=None,
        number=None,
        sentence=None,
        link=f"/story?uri=urn%3A{number}#c=1-2",
    )


def drawn(count: int, *, sources: int = 14, site: str = "https://desk.example/") -> str:
    statuses: tuple[Status, ...] = ("actual", "actual", "actual", "planned", "denied")
    found = [
        estimate(number, source=f"Ministry {number * number % sources}", status=statuses[number % 5])
        for number in range(count)
    ]
    found.append(estimate(count, source=f"{HOSTILE}\x00\x0b\ufffe"))
    made = picture(found, Asked(force="KP"))
    return as_svg(templates(), made, title=f"Troops {HOSTILE}", site=site, now=DAY)


def test_it_is_xml_that_needs_nothing_else_and_all_that_is_written_is_in_it() -> None:
    text = drawn(120)
    root = ET.fromstring(text)
    assert len(root.findall(f".//{SVG}a")) == 121
    assert not root.findall(f".//{SVG}script")
    assert not root.findall(f".//{SVG}image")
    assert "var(" not in text
    assert "url(" not in text
    assert "@import" not in text
    assert {link.get("href", "").split("?")[0] for link in root.findall(f".//{SVG}a")} == {
        "https://desk.example/story"
    }
    words = " ".join("".join(element.itertext()) for element in root.findall(f".//{SVG}text"))
    for name in ("Ministry 0", "Ministry 9", "between", "at least", "withdrawn", "planned", "denied"):
        assert name in words
    bottom = float(root.get("height", "0"))
    assert all(float(element.get("y", "0")) < bottom for element in root.findall(f"{SVG}text"))


def test_each_source_has_its_colour_in_the_file_too() -> None:
    style = re.search(r"<style>(.*)</style>", drawn(20), re.DOTALL)
    assert style
    for number in range(COLOURS + 1):
        assert re.search(rf"\.source-{number}\.trail[^{{]*\{{ stroke: #[0-9a-f]{{6}} \}}", style[1])
    assert re.search(r"^\.shape \{ fill: #ffffff; stroke: #1a1c20;", style[1], re.MULTILINE)


def test_a_file_without_a_site_links_nowhere() -> None:
    root = ET.fromstring(drawn(3, site=""))
    assert not [link for link in root.findall(f".//{SVG}a") if link.get("href")]
