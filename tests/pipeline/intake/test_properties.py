"""What holds for every article in every dialect, and for any bytes at all."""

import gc
import json
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.intake import read, read_each
from pipeline.story import text_of
from schemas import Article
from tests.pipeline.intake.articles import articles
from tests.pipeline.intake.test_same_story import EXAMPLES, FILES
from tests.pipeline.intake.writers import WRITERS


@pytest.mark.parametrize("dialect", WRITERS)
@settings(max_examples=40, deadline=None)
@given(article=articles())
def test_what_is_written_in_a_dialect_is_read_back(dialect: str, article: Article) -> None:
    written = WRITERS[dialect]
    found = read(written.write(article))
    assert found.model_dump(include=set(written.carries)) == article.model_dump(include=set(written.carries))
    assert text_of(found) == article.text


@pytest.mark.parametrize("dialect", [name for name in WRITERS if name not in {"RSS", "Atom"}])
@settings(max_examples=10, deadline=None)
@given(article=articles())
def test_a_kill_keeps_its_version_and_loses_its_body(dialect: str, article: Article) -> None:
    kill = article.model_copy(update={"pubstatus": "canceled", "embargoed": None, "evolvedfrom": None})
    found = read(WRITERS[dialect].write(kill))
    assert (found.pubstatus, found.versioncreated) == ("canceled", article.versioncreated)
    if dialect != "plain":
        assert (found.text, found.html) == (None, None)


def only_value_errors(value: bytes) -> None:
    for reading in (read, lambda value: list(read_each(value))):
        with suppress(ValueError):
            reading(value)


NAMES = [
    "uri",
    "guid",
    "text",
    "html",
    "headline",
    "headlines",
    "bodies",
    "body_html",
    "body_nitf",
    "body_text",
    "type",
    "pubstatus",
    "pubStatus",
    "version",
    "versioncreated",
    "versionCreated",
    "embargoed",
    "embargoedUntil",
    "altids",
    "itemid",
    "data",
    "item",
    "items",
    "value",
    "role",
    "contenttype",
    "contentType",
    "infosource",
    "infosources",
    "infoSources",
    "name",
    "rel",
    "associations",
    "renditions",
    "href",
    "mimetype",
    "bylines",
    "by",
    "evolvedfrom",
    "firstpublished",
    "priority",
    "source",
    "language",
    "byline",
    "url",
    "published",
    "$standard",
]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        [
            "usable",
            "canceled",
            "text",
            "text/html",
            "<p>x",
            "2026-11-20T09:05:00Z",
            "0001-01-01T00:00:00+14:00",
        ]
    )
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(NAMES), inner, max_size=8),
    max_leaves=20,
)
TAGS = [
    "nitf",
    "head",
    "body",
    "body.head",
    "body.content",
    "block",
    "p",
    "hl1",
    "hedline",
    "docdata",
    "doc-id",
    "rss",
    "channel",
    "item",
    "guid",
    "link",
    "title",
    "feed",
    "entry",
    "id",
    "updated",
    "content",
    "newsMessage",
    "itemSet",
    "newsItem",
    "itemMeta",
    "contentMeta",
    "contentSet",
    "inlineXML",
    "inlineData",
    "versionCreated",
    "embargoed",
    "media",
    "media-caption",
    "table",
    "tr",
    "td",
    "html",
    "description",
    "pubDate",
    "deleted-entry",
]
XML = st.recursive(
    st.sampled_from(
        ["x", "&amp;", "2026-11-20T09:05:00Z", "https://a.example/", "<![CDATA[<p>x]]>", " ", "&nbsp;"]
    ),
    lambda inner: st.builds(
        lambda tag, attributes, parts: f"<{tag} {attributes}>{''.join(parts)}</{tag}>",
        st.sampled_from(TAGS),
        st.sampled_from(
            ["", 'guid="a"', 'id-string="a"', 'type="html"', 'xml:lang="en"', 'norm="x"', 'ref="a"']
        ),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@given(value=st.binary(max_size=200))
@example(value=b"\x00")
@example(value=b"\xef\xbb\xbf")
@example(value=b"\xff\xfe")
@example(value=b"[" * 200_000)
@example(value=b'{"a":' * 200_000)
@example(value=b"<a>" * 200_000)
def test_any_bytes_are_an_article_or_a_value_error(value: bytes) -> None:
    only_value_errors(value)


@settings(deadline=None)
@given(value=VALUES)
def test_any_json_is_an_article_or_a_value_error(value: Any) -> None:
    only_value_errors(json.dumps(value).encode())


@settings(deadline=None)
@given(value=XML)
def test_any_xml_is_an_article_or_a_value_error(value: str) -> None:
    only_value_errors(value.encode())


@settings(deadline=None)
@given(name=st.sampled_from(FILES), data=st.data())
def test_an_example_with_some_bytes_changed_is_an_article_or_a_value_error(
    name: str, data: st.DataObject
) -> None:
    value = bytearray((EXAMPLES / name).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(value) - 1))
        end = min(len(value), start + data.draw(st.integers(0, 40)))
        value[start:end] = data.draw(st.binary(max_size=6))
    only_value_errors(bytes(value))


def _json_list(size: int) -> bytes:
    return json.dumps([{"uri": f"urn:{number}", "headline": "x"} for number in range(size)]).encode()


def _bodies(size: int) -> bytes:
    return json.dumps({"uri": "urn:a", "bodies": [{"role": "x", "value": "y"}] * size}).encode()


def _rss(size: int) -> bytes:
    items = "".join(f"<item><guid>urn:{number}</guid><title>x</title></item>" for number in range(size))
    return f"<rss><channel><title>x</title>{items}</channel></rss>".encode()


def _attributes(size: int) -> bytes:
    attributes = " ".join(f"a{number}='x'" for number in range(size))
    return f"<nitf {attributes}/>".encode()


def _nitf(size: int) -> bytes:
    return f"<nitf><body><body.content>{'<p>x <b>y</b></p>' * size}</body.content></body></nitf>".encode()


def _entities(size: int) -> bytes:
    return f"<rss><channel><title>{'&nbsp;' * size}</title></channel></rss>".encode()


def _text(size: int) -> bytes:
    return json.dumps({"uri": "urn:a", "html": "<p>At least 2,400 soldiers.</p>" * size}).encode()


@pytest.mark.parametrize(
    ("make", "size"),
    [
        (_json_list, 4_000),
        (_bodies, 8_000),
        (_rss, 4_000),
        (_attributes, 10_000),
        (_nitf, 8_000),
        (_entities, 40_000),
        (_text, 4_000),
    ],
)
def test_twice_the_size_takes_about_twice_the_time(make: Callable[[int], bytes], size: int) -> None:
    def seconds(value: bytes) -> float:
        # the collector goes through all that other tests have left, whatever is read here
        gc.disable()
        try:
            began = time.process_time()
            only_value_errors(value)
            return time.process_time() - began
        finally:
            gc.enable()

    once, twice = make(size), make(2 * size)
    assert min(seconds(twice), seconds(twice)) < 3 * max(seconds(once), seconds(once)) + 0.3
