"""Stories as a table or as JSON lines, for whoever takes them elsewhere."""

import csv
import io
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, Final

COLUMNS: Final = (
    "uri", "headline", "provider", "published", "language", "url",
    "people", "organisations", "places", "forces", "speakers", "troop_counts", "origin", "text",
)  # fmt: skip
_LONGEST_CELL: Final = 32_000
"""characters; spreadsheets cut what is longer, some of them the rest of the row too"""


async def as_csv(documents: AsyncIterator[Mapping[str, Any]]) -> AsyncIterator[str]:
    """A header and a row a story, as RFC 4180 has it."""
    yield "\ufeff" + _row(COLUMNS)
    async for document in documents:
        yield _row([_cell(document, column) for column in COLUMNS])


async def as_json_lines(documents: AsyncIterator[Mapping[str, Any]]) -> AsyncIterator[str]:
    """A story a line."""
    async for document in documents:
        yield json.dumps(document, ensure_ascii=False) + "\n"


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula, wherever it begins: an apostrophe before it says that it is text."""
    begins = cell.lstrip()[:1]
    return "'" + cell if begins in tuple("=+-@＝＋－＠") or cell[:1] in ("\t", "\r", "\n") else cell


def _cell(document: Mapping[str, Any], column: str) -> str:
    value = document.get(column)
    if column == "troop_counts":
        numbers = document.get("numbers", ())
        value = [_count(count, numbers) for count in value or ()]
    text = "; ".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "")
    return harmless(text.replace("\0", "")[:_LONGEST_CELL])


def _count(count: Mapping[str, Any], numbers: Sequence[Mapping[str, Any]]) -> str:
    number = numbers[count["number"]]["text"] if count["number"] < len(numbers) else "?"
    force = (count.get("force") or {}).get("name") or "unnamed force"
    places = ", ".join(place["name"] for place in count.get("places", ()))
    return " ".join(
        filter(None, [number, force, count["role"], count["status"], f"in {places}" if places else ""])
    )


def _row(cells: Sequence[str]) -> str:
    line = io.StringIO()
    csv.writer(line).writerow(cells)
    return line.getvalue()
