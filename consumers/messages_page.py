"""docs/messages.md: every field of every message, from the JSON Schemas, and an example of each.

`python -m consumers.messages_page write` writes it anew, after a change to a model.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, Final

from consumers import written_page
from schemas.published import PUBLISHED, Kind, examples, json_schema

MODULE: Final = "consumers.messages_page"
PAGE = written_page.DOCS / "messages.md"

_HEAD: Final = f"""# Messages
What crosses a boundary is JSON, with a published shape: a JSON Schema (draft 2020-12) in [schemas/json](../schemas/json), and examples in [schemas/examples](../schemas/examples), which the tests send through every stage. This page has every field of them.

Of what Muster sends, every field is always there. Times are ISO 8601, in UTC. A version is a time too, in milliseconds since 1970. Offsets are code points of the story's `text`, `end` exclusive: `text[start:end]` in Python, `[...text].slice(start, end).join("")` in JavaScript.

<!-- written by python -m {MODULE} write -->
"""

_WHERE: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        "article": "A newsroom sends it to the topic `articles`, keyed by `uri`. It may be in any of [ten forms](publishing.md#what-is-read); this is our own.",
        "story": "The topic `stories`, keyed by `uri`; the documents of the index `stories` have the same fields and a few more.",
        "claim": "The topic `claims`, keyed by force; the index `claims`.",
        "alert": "The topic `alerts`, keyed by force and role, or by the rule whose search found it; the index `alerts`; what a webhook is sent as `data`.",
        "rule": "The index `rules`; how to write one is in [rules.md](rules.md).",
        "dead_letter": "The topic `dead-letters`; how to deal with them is in [operating.md](operating.md#dead-letters).",
        "feedback": "An analyst's mark, in the index `feedback`: how they come about is in [desk.md](desk.md#an-analysts-hand).",
    }
)


_COUNTED: Final = ("text", "whole number", "country code")


def page() -> str:
    """The whole page, Markdown."""
    return f"{_HEAD}\n{''.join(map(_section, PUBLISHED))}{_parts()}"


def _section(kind: Kind) -> str:
    schema = json_schema(kind)
    first = examples(kind)
    name = "alert-new.json" if kind == "alert" else next(iter(first))
    others = ", ".join(f"[{other}](../schemas/examples/{other})" for other in first if other != name)
    return (
        f"## {schema['title']}\n"
        f"{_prose(schema['description'])}\n\n"
        f"{_WHERE[kind]}\n\n"
        f"{_table(schema, taken=_is_taken(kind))}\n"
        f"<!-- is: example of {kind} -->\n"
        f"```json\n{_shortened(first[name])}```\n" + (f"More: {others}.\n\n" if others else "\n")
    )


def _parts() -> str:
    """What messages consist of, each once."""
    found: dict[str, str] = {}
    for kind in PUBLISHED:
        for name, schema in json_schema(kind).get("$defs", {}).items():
            table = _table(schema, taken=_is_taken(kind))
            found[name] = f"### {name}\n{_prose(schema['description'])}\n\n{table}\n"
    whole = {json_schema(kind)["title"] for kind in PUBLISHED}
    sections = [section for name, section in sorted(found.items()) if name not in whole]
    return f"## Parts\nWhat stands inside several of these.\n\n{''.join(sections)}".rstrip("\n") + "\n"


def _prose(text: str) -> str:
    return text.replace("\n\n", "\0").replace("\n", " ").replace("\0", "\n\n")


def _is_taken(kind: Kind) -> bool:
    """Whether others send it, and may leave fields out; of what Muster sends, every field is always there."""
    return PUBLISHED[kind].mode == "validation"


def _table(schema: Mapping[str, Any], *, taken: bool) -> str:
    if not schema.get("properties"):
        return ""
    head = ["field", "is", "if left out", "meaning"]
    rows = [head, ["---"] * len(head)] + [
        [f"`{name}`", _type(field), _default(field), _meaning(field)]
        for name, field in schema["properties"].items()
    ]
    if not taken:
        for row in rows:
            del row[2]
    return "".join(f"| {' | '.join(row)} |\n" for row in rows)


def _type(field: Mapping[str, Any]) -> str:
    """In words: text, number, a list of [Span](#span), …"""
    if "$ref" in field:
        name = field["$ref"].rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "anyOf" in field:
        return " or ".join(_type(each) for each in field["anyOf"])
    if "enum" in field:
        return ", ".join(f"`{each}`" for each in field["enum"])
    match field.get("type"):
        case "array" if "prefixItems" in field:
            return "pairs of whole numbers"
        case "array":
            each = _type(field["items"])
            return f"list of {each}s" if each in _COUNTED else f"list of {each}"
        case "string" if field.get("format") == "date-time":
            return "time"
        case "string" if field.get("format") == "base64":
            return "base64"
        case "string" if field.get("pattern") == "^[A-Z]{2}$":
            return "country code"
        case "string":
            return "text"
        case "boolean":
            return "true or false"
        case "integer":
            return "whole number"
        case other:
            return str(other)


def _default(field: Mapping[str, Any]) -> str:
    return f"`{json.dumps(field['default'])}`" if "default" in field else "is needed"


def _meaning(field: Mapping[str, Any]) -> str:
    return str(field.get("description", "")).replace("|", "\\|")


def _shortened(example: bytes) -> str:
    """As it is, with what is small on one line."""
    return "".join(_written(json.loads(example), "")) + "\n"


def _written(value: object, indent: str) -> Iterator[str]:
    flat = json.dumps(value, ensure_ascii=False)
    if len(indent) + len(flat) <= 140 or not isinstance(value, dict | list):
        yield flat
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    inner = indent + "  "
    items = (
        [f"{json.dumps(name)}: {''.join(_written(each, inner))}" for name, each in value.items()]
        if isinstance(value, dict)
        else ["".join(_written(each, inner)) for each in value]
    )
    yield f"{opening}\n" + ",\n".join(inner + item for item in items) + f"\n{indent}{closing}"


if __name__ == "__main__":
    sys.exit(written_page.main(sys.argv[1:], module=MODULE, path=PAGE, page=page))
