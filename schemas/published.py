"""What others read about Muster's messages: a JSON Schema and example payloads of each kind.

`python -m schemas.published write` writes schemas/json/ anew, after a change to a model;
`python -m schemas.published check` exits 1 and says so if a file there is not what the models say now.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from pydantic.json_schema import GenerateJsonSchema

from schemas.alert import Alert
from schemas.article import Article
from schemas.base import Message
from schemas.claim import Claim
from schemas.dead_letter import DeadLetter
from schemas.feedback import Feedback
from schemas.rule import Rule
from schemas.story import Story

Kind = Literal["article", "story", "claim", "alert", "rule", "dead_letter", "feedback"]

JSON_SCHEMAS = Path(__file__).with_name("json")
EXAMPLES = Path(__file__).with_name("examples")
WRITE = "python -m schemas.published write"


class _Published(NamedTuple):
    model: type[Message]
    mode: Literal["validation", "serialization"]


PUBLISHED: Mapping[Kind, _Published] = MappingProxyType(
    {
        # what Muster takes: a field with a default may be left out
        "article": _Published(Article, "validation"),
        "rule": _Published(Rule, "validation"),
        # what Muster sends: every field is always there
        "story": _Published(Story, "serialization"),
        "claim": _Published(Claim, "serialization"),
        "alert": _Published(Alert, "serialization"),
        "dead_letter": _Published(DeadLetter, "serialization"),
        "feedback": _Published(Feedback, "serialization"),
    }
)

_SAYS_SOMETHING = {"type": "string", "pattern": r"\S"}

# What a model checks in code, which pydantic can't tell a reader of the schema.
_CHECKED_IN_CODE: Mapping[Kind, Mapping[str, Any]] = MappingProxyType(
    {
        "article": {
            "if": {"properties": {"pubstatus": {"const": "usable"}}},
            "then": {
                "anyOf": [
                    {"required": [part], "properties": {part: _SAYS_SOMETHING}}
                    for part in ("text", "html", "headline")
                ]
            },
        }
    }
)


class _Plain(GenerateJsonSchema):
    """Pydantic's own schema, without a title on each field that repeats its name."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002  pydantic names it
        return False

    def field_is_required(self, field: Any, total: bool) -> bool:
        return self.mode == "serialization" or super().field_is_required(field, total)


def json_schema(kind: Kind) -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one kind of message, with `$id` `urn:muster:schema:KIND`."""
    model, mode = PUBLISHED[kind]
    schema = model.model_json_schema(mode=mode, schema_generator=_Plain)
    definitions = schema.pop("$defs", None)
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:muster:schema:{kind}",
        "title": schema.pop("title"),
        "description": schema.pop("description"),
    }
    tail = {"$defs": definitions} if definitions else {}
    return {**head, **schema, **_CHECKED_IN_CODE.get(kind, {}), **tail}


def write(folder: Path | None = None) -> None:
    """Write the JSON Schema of every kind to `folder`, by default where they are published."""
    folder = folder or JSON_SCHEMAS
    folder.mkdir(exist_ok=True)
    for path, text in _files(folder):
        path.write_text(text, encoding="utf-8")


def stale(folder: Path | None = None) -> list[Path]:
    """The files in `folder` that are missing, or are not what the models say now."""
    return [
        path
        for path, text in _files(folder or JSON_SCHEMAS)
        if not path.is_file() or path.read_text(encoding="utf-8") != text
    ]


def examples(kind: Kind) -> dict[str, bytes]:
    """Example payloads of one kind by file name: `KIND.json` and every `KIND-*.json`."""
    paths = [EXAMPLES / f"{kind}.json", *sorted(EXAMPLES.glob(f"{kind}-*.json"))]
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _files(folder: Path) -> Iterator[tuple[Path, str]]:
    for kind in PUBLISHED:
        text = json.dumps(json_schema(kind), indent=2, ensure_ascii=False) + "\n"
        yield folder / f"{kind}.schema.json", text


def main(arguments: list[str]) -> int:
    """Do what the command line asks; the exit code."""
    match arguments:
        case ["write"]:
            write()
            return 0
        case ["check"]:
            old = stale()
            for path in old:
                print(f"{path} is not what the models say now; run: {WRITE}", file=sys.stderr)
            return 1 if old else 0
        case _:
            print("usage: python -m schemas.published write|check", file=sys.stderr)
            return 2


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
