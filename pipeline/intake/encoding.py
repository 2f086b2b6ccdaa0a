"""Bytes as text: which encoding they are in, said by a byte order mark or a declaration, and named when it is wrong."""

import codecs
import re
from contextlib import suppress

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = re.compile(rb"""\A\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["']([A-Za-z0-9._:-]{1,40})["']""")
# Only these are ever tried: Python also knows "encodings" that are no text, or cost time with the square.
_KNOWN = frozenset(
    {"utf-8", "utf-16", "ascii", "cp1252", "koi8-r", "koi8-u", "mac-roman"}
    | {f"iso8859-{part}" for part in (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16)}
    | {f"cp125{page}" for page in range(9)}
    | {"shift_jis", "cp932", "euc_jp", "iso2022_jp", "gb2312", "gbk", "gb18030", "big5", "euc_kr", "cp949"}
)
# as browsers read them: what says Latin-1 is full of Windows' quotation marks
_MEANT = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
}


def decoded(value: bytes) -> str:
    """A message's text: UTF-8, or UTF-16 with a byte order mark; XML may declare another encoding.

    Raises `ValueError` that names the encoding and the first byte that isn't of it.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if value.startswith(mark):
            return _decode(value, encoding)
    if b"\0" in value[:2]:
        raise ValueError("looks like UTF-16 without a byte order mark; UTF-8 is expected")
    if (declared := _DECLARED.match(value)) is None:
        return _decode(value, "utf-8")
    named = declared[1].decode()
    encoding = _canonical(named)
    if encoding == "utf-16":
        raise ValueError("declares UTF-16, and has no byte order mark")
    if encoding not in _KNOWN:
        raise ValueError(f"declares the encoding {named!r}, which is not read; UTF-8 is expected")
    return _decode(value, _MEANT.get(encoding, encoding))


def of_text_file(value: bytes, *, declared: str | None = None) -> tuple[str, str | None]:
    """A text file's text, and the encoding if that had to be guessed: what isn't UTF-8 is taken for Windows-1252.

    `declared` is what an HTML page says of itself; where it isn't so, or is no encoding that is read, it is as if
    the page had said nothing. Only a file that someone hands over by name may be guessed at, with a warning; a message never is.
    Raises `ValueError` if it can't be that either.
    """
    encoding = _canonical(declared) if declared else ""
    if encoding in _KNOWN - {"utf-16"} and not value.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS)):
        with suppress(ValueError):
            return _decode(value, _MEANT.get(encoding, encoding)), None
    try:
        return decoded(value), None
    except ValueError:
        if b"\0" in value:
            raise
    return _decode(value, "cp1252"), "windows-1252"


def _canonical(named: str) -> str:
    try:
        return codecs.lookup(named).name
    except LookupError:
        return named


def _decode(value: bytes, encoding: str) -> str:
    if encoding == "utf-32":
        raise ValueError("is UTF-32; UTF-8 is expected")
    shown = {"utf-8-sig": "UTF-8", "utf-8": "UTF-8", "utf-16": "UTF-16", "cp1252": "windows-1252"}
    try:
        return value.decode(encoding)
    except UnicodeDecodeError as error:
        hint = "; it may be windows-1252 or another old encoding" if encoding == "utf-8" else ""
        raise ValueError(f"is not {shown.get(encoding, encoding)} at byte {error.start}{hint}") from None
