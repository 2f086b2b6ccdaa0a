"""What is not an article, in every way that comes to mind."""

import json

from tests.integration.installation import soldiers


def _with(**changes: object) -> bytes:
    return json.dumps({**soldiers("urn:test:bad", 1), **changes}).encode()


GARBAGE: dict[str, bytes] = {
    "nothing": b"",
    "white space": b"  \n\t ",
    "not JSON": b"<html>oops</html>",
    "cut off": b'{"uri": "urn:test:cut", "text": "At least 3,0',
    "binary": bytes(range(256)) * 4,
    "UTF-8 cut in a character": '{"uri": "urn:test:é", "text": "caf'.encode() + b"\xc3",
    "UTF-16 that doesn't say so": '{"uri": "urn:test:utf16", "text": "x"}'.encode("utf-16-le"),
    "null": b"null",
    "a number": b"42",
    "a list of two": b'[{"uri": "urn:test:list", "text": "x"}, {"uri": "urn:test:listed", "text": "x"}]',
    "XML of another kind": b"<invoice><total>3</total></invoice>",
    "XML that blows up": b"<!DOCTYPE nitf [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><nitf>&b;</nitf>",
    "no uri": b'{"text": "At least 3,000 soldiers"}',
    "an empty uri": _with(uri=""),
    "a uri that is a number": _with(uri=7),
    "a uri too long for an id": _with(uri="urn:" + "x" * 600),
    "nothing to read": b'{"uri": "urn:test:empty"}',
    "blank text": _with(text="   ", headline="  "),
    "a text that is a list": _with(text=["a", "b"]),
    "an unknown pubstatus": _with(pubstatus="embargoed?"),
    "a version that is no time": _with(versioncreated="yesterday-ish"),
    "nested 100,000 deep": b"[" * 100_000 + b"]" * 100_000,
    "nested deep in an article": b'{"uri": "urn:test:deep", "text": ' + b"[" * 5_000 + b"]" * 5_000 + b"}",
    "a key twice and a stray comma": b'{"uri": "a", "uri": "b", "text": "x",}',
    "NaN": b'{"uri": "urn:test:nan", "text": NaN}',
    "two articles in one": b'{"uri": "urn:test:1", "text": "x"}{"uri": "urn:test:2", "text": "x"}',
    "a text that is a number": _with(text=3_000),
    "a string": b'"3,000 soldiers"',
    "a language that is none": _with(language=["en"]),
    "an address that is a list": _with(url=["https://example.org"]),
    "zeros": bytes(5_000),
    "a zip": b"PK\x03\x04" + bytes(range(256)),
    "50 MB": b'{"uri": "urn:test:big", "text": "' + b"x" * 50_000_000 + b'"}',
}
