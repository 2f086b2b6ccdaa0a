"""HTML bodies as a reader would see them, line by line."""

import re
import time
from collections.abc import Callable

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.html.flat import read_flat
from pipeline.html.reader import Reader
from pipeline.html.tame import is_tame
from pipeline.text import Page, from_html, looks_like_html, read_html

LINES = [
    ("<p>One.</p><p>Two.</p>", "One.\nTwo."),
    ("<div>One.<div>Two.</div>Three.</div>", "One.\nTwo.\nThree."),
    ("One.<br>Two.<br/>Three.", "One.\nTwo.\nThree."),
    ("<h1>Head</h1>Body", "Head\nBody"),
    ("<ul><li>One</li><li>Two</li></ul>", "One\nTwo"),
    ("<blockquote>“We stay,”</blockquote> he said", "“We stay,”\nhe said"),
    ("One.<hr>Two.", "One.\nTwo."),
]
INLINE = [
    ("<p>At least <b>2,400</b> <a href='/x'>soldiers</a>.</p>", "At least 2,400 soldiers."),
    ("<p>2<b>,</b>400 sol<i>di</i>ers</p>", "2,400 soldiers"),
    ("<p><b><i><u>“No”</u></i></b>, he said</p>", "“No”, he said"),
    ("10<sup>th</sup> Mountain", "10th Mountain"),
    ("<p>One<span> two </span>three</p>", "One two three"),
]
SPACES = [
    ("<p>\n  At   least\n\t2,400\r\n  </p>", "At least 2,400"),
    ("<p></p><p> </p><p>One.</p>\n\n<p></p>", "One."),
    # a no-break space is the newsroom's own: it holds 10 and 000 together
    ("10&nbsp;000 soldiers", "10\u00a0000 soldiers"),
    ("", ""),
    (" \n ", ""),
]
ENTITIES = [
    ("Q&amp;A", "Q&A"),
    ("&ldquo;No,&rdquo; she said", "“No,” she said"),
    ("&#8220;No&#x201d;", "“No”"),
    ("5 &lt; 6 &gt; 4", "5 < 6 > 4"),
    ("AT&T and R&D", "AT&T and R&D"),
    ("&amp;lt;p&amp;gt;", "&lt;p&gt;"),
    ("caf&eacute; &#x1fa96;", "café 🪖"),
    ("&nosuch; &#0; &#xD800;", "&nosuch; \ufffd \ufffd"),
]
UNREAD = [
    ("<script>track('17 soldiers')</script><p>One.</p>", "One."),
    ("<p>One<script>x</script> two</p>", "One two"),
    ("<style>p { color: red }</style>One.", "One."),
    ("<html><head><title>T</title></head><body>One.</body></html>", "One."),
    ("<!-- 17 soldiers -->One.", "One."),
    ("<p>One.</p><noscript>Turn it on</noscript>", "One."),
    ("<template><p>17</p></template>One.", "One."),
    ("<svg><text>17</text></svg>One.", "One."),
    ("<p>One.<button>Share</button></p>", "One."),
    ("<form>Name <select><option>17</option></select></form>One.", "Name\nOne."),
    ("<iframe src='x'>17</iframe>One.", "One."),
    ("<!doctype html><?xml version='1.0'?>One.", "One."),
    ("<img alt='17 soldiers' src='x.jpg'>One.", "One."),
]
TABLES = [
    # where there is nothing else, a table is what the story has to say
    (
        "<table><tr><th>Side</th><th>Killed</th></tr><tr><td>A</td><td>17</td></tr></table>",
        "Side\nKilled\nA\n17",
    ),
    ("<dl><dt>Killed</dt><dd>17</dd></dl>", "Killed\n17"),
]
CHARACTERS = [
    ("sol&shy;diers sol\u00addiers", "soldiers soldiers"),
    ("2,\u200b400 sol\u2060diers\ufeff", "2,400 soldiers"),
    ("\u200e2,400\u200f \u202esoldiers\u202c \u2066here\u2069", "2,400 soldiers here"),
    ("<p>One.</p><p>&nbsp;</p><p>&#8203;</p><p>&nbsp;Two.&nbsp;</p>", "One.\nTwo."),
    # joiners are letters of Persian, and hold emoji together
    ("می\u200cروم 👨\u200d👩\u200d👧", "می\u200cروم 👨\u200d👩\u200d👧"),
    ("One\x07\x1f two\x85three\u2028four", "One two three four"),
    ("&#150; &#133; &#x93;No&#x94;", "– … “No”"),
]
QUOTES_AND_LINES = [
    ("<p><q>No</q>, he said</p>", "“No”, he said"),
    ("<pre>One\ntwo  three\n\nfour</pre>five\nsix", "One\ntwo three\nfour\nfive six"),
    ("<p>One<span hidden>x</span> <span style='display: none'>y</span>two</p>", "One two"),
    ("<audio>Your browser can't</audio><video>Nor</video>One.", "One."),
]
BESIDE = [
    (
        "<p>One.</p><figure><img src=x><figcaption>A <b>convoy</b><br>at dawn</figcaption></figure><p>Two.</p>",
        Page("One.\nTwo.", ("A convoy\nat dawn",)),
    ),
    ("<figcaption>A convoy</figcaption>One.", Page("One.", ("A convoy",))),
    ("<figure><img src=x><figcaption>A convoy</figcaption></figure>", Page("", ("A convoy",))),
    ("<figure><img src=x></figure>One.", Page("One.", ())),
    (
        "<p>One.</p><table><tr><th>Side</th><th>Killed</th></tr><tr><td><p>A</p></td><td>17</td></tr></table>Two.",
        Page("One.\nTwo.", ("Side | Killed\nA | 17",)),
    ),
    (
        "One<table><caption>Losses</caption><tr><td>A</td><td></td><td>17<br>18</td></tr></table>two",
        Page("One\ntwo", ("Losses\nA | | 17 18",)),
    ),
    ("<p>One.</p><aside><h2>Read more</h2><p>Two</p></aside>", Page("One.", ("Read more\nTwo",))),
    ("<p>One.</p><blockquote>Two.</blockquote>", Page("One.\nTwo.", ())),
    ("<p>One.</p><blockquote class='wp-block-pullquote'>Two.</blockquote>", Page("One.", ("Two.",))),
    (
        "<p>One.</p><div class='PullQuote big'><div>Two.</div>x</div>Three.",
        Page("One.\nThree.", ("Two.\nx",)),
    ),
    ("<figure>a<figure>b</figure>c</figure>d", Page("d", ("a\nb\nc",))),
    ("<figure>a<table><tr><td>b</td><td>c</td></tr></table></figure>d", Page("d", ("a\nb | c",))),
    # tables that only lay out the page
    (
        "<table><tr><td><p>One.</p><p>Two.</p></td><td>Three.</td></tr></table>x",
        Page("One.\nTwo.\nThree.\nx", ()),
    ),
    ("<table role=presentation><tr><td>One.</td><td>Two.</td></tr></table>x", Page("One.\nTwo.\nx", ())),
    ("<table><tr><td>One.</td></tr><tr><td>Two.</td></tr></table>x", Page("One.\nTwo.\nx", ())),
    (
        "<table><tr><td>One.</td><td><table><tr><td>a</td><td>1</td></tr></table></td></tr></table>",
        Page("One.", ("a | 1",)),
    ),
]
MALFORMED = [
    ("<p>One.<p>Two.", "One.\nTwo."),
    ("<b>One</p> two</i>", "One\ntwo"),
    ("One < two <", "One < two <"),
    ("<p>One</div></div></section> two", "One two"),
    ("<<p>>One", "<\n>One"),
    ("<p title='\">One", ""),
    ("no markup at all", "no markup at all"),
    ("<unknown-tag>One</unknown-tag> two", "One two"),
    ("<P>One.</P><BR><DIV>Two.</DIV>", "One.\nTwo."),
]


@pytest.mark.parametrize(
    ("html", "text"),
    LINES + INLINE + SPACES + ENTITIES + UNREAD + TABLES + CHARACTERS + QUOTES_AND_LINES + MALFORMED,
)
def test_html_is_read_as_a_browser_shows_it(html: str, text: str) -> None:
    assert from_html(html) == text


TAGS = (
    "<p> </p> <div> </div> <br> <b> </b> <script> </script> <table> <td> </table> <svg> <math> <select> <template> "
    "</body> <plaintext> <![CDATA[ <!-- --> <p title=' &amp; &lt; &#8220; < > & \" soldiers 2,400 🪖 e\u0301"
)
MARKUP = st.lists(st.sampled_from([*TAGS.split(" "), "\n", "  ", "\x00"])).map("".join)


@settings(deadline=None)
@given(html=st.text() | MARKUP)
@example("<p>" * 5_000 + "x")
@example("</")
@example("\x00")
def test_any_string_at_all_is_html_and_its_text_has_no_empty_lines_or_loose_spaces(html: str) -> None:
    text = from_html(html)
    for line in text.split("\n") if text else []:
        assert line
        assert line == line.strip(" ")
        assert not re.search(r"[ \t\r\f\v]{2}|[\t\r\f\v]", line)
    # what was read is text, whole code points of it
    text.encode()


@given(
    words=st.lists(st.text(alphabet="abc 🪖é“”’,.5", min_size=1).filter(str.strip), min_size=1),
    data=st.data(),
)
def test_every_word_of_every_block_is_there_and_no_tag_is(words: list[str], data: st.DataObject) -> None:
    blocks = st.sampled_from(["p", "div", "li", "h2", "blockquote", "section"])
    tags = [data.draw(blocks) for _ in words]
    body = "".join(f"<{tag}>{word}</{tag}>" for tag, word in zip(tags, words, strict=True))
    assert from_html(body) == "\n".join(re.sub(" +", " ", word).strip() for word in words)


@settings(max_examples=20, deadline=None)
@given(text=st.text(alphabet="<>&\"' ab\n5“🪖", max_size=200))
def test_text_that_is_escaped_comes_back_as_it_was(text: str) -> None:
    from html import escape

    assert from_html(f"<p>{escape(text)}</p>") == " ".join(re.split(r"[ \n]+", text)).strip(" ")


@pytest.mark.parametrize(("html", "page"), BESIDE)
def test_captions_tables_and_boxes_stand_beside_the_prose(html: str, page: Page) -> None:
    assert read_html(html) == page


# what the reader of wild markup need not do as a browser does
NOT_FLAT = {
    "<p>One</div></div></section> two",
    "One < two <",
    "<p title='\">One",
    "&nosuch; &#0; &#xD800;",
    "caf&eacute; &#x1fa96;",
    "<b>One</p> two</i>",
}


@pytest.mark.parametrize(
    ("html", "text"),
    [
        (html, text)
        for html, text in LINES + INLINE + SPACES + ENTITIES + UNREAD + CHARACTERS + MALFORMED
        if html not in NOT_FLAT
    ],
)
def test_wild_markup_is_read_much_as_a_browser_would(html: str, text: str) -> None:
    assert _flat(html).prose == text


@pytest.mark.parametrize(("html", "page"), BESIDE[:7])
def test_in_wild_markup_too_captions_tables_and_boxes_stand_beside_the_prose(html: str, page: Page) -> None:
    assert _flat(html) == page


def _flat(html: str) -> Page:
    reader = Reader()
    read_flat(html, reader, tables_beside=True)
    return reader.page()


@settings(deadline=None)
@given(html=st.text() | MARKUP)
@example("<button>" * 50)
@example("<a b='")
@example("&#99999999999999;")
def test_any_string_at_all_is_wild_html_too(html: str) -> None:
    page = _flat(html)
    "".join((page.prose, *page.beside)).encode(errors="surrogatepass")
    assert all(line.strip() for line in page.prose.split("\n") if page.prose)


def test_an_article_of_any_size_is_tame() -> None:
    paragraph = "<p class='a' id='b'>At least <b class='c'>2,400</b> <a href='/x' rel='y'>soldiers</a>.</p>\n"
    assert is_tame(paragraph * 1_200)
    assert is_tame("".join(f"<p><b style='color: {number}'>x</b></p>" for number in range(200)))
    assert is_tame(f"<img src='data:image/png;base64,{'A' * 1_000_000}'>")


def _fonts(size: int) -> str:
    return "<p>" + "".join(f"<font color={number}>" for number in range(size)) + "</p>" + "<p>x</p>" * size


WILD: dict[str, Callable[[int], str]] = {
    "nested blocks": lambda size: "<div>" * size + "One." + "</div>" * size,
    "nested lists": lambda size: "<ul><li>" * size + "One.",
    "nested tables": lambda size: "<table><tr><td>x" * size,
    "formatting left open": _fonts,
    "attributes": lambda size: f"<div {' '.join(f'a{number}' for number in range(size))}>One.",
    "a long attribute": lambda size: f"<div a='{'x' * 10 * size}'>One.",
    "quotes left open": lambda size: '<a b="' * size + "<a b='" * size,
    "elements left open": lambda size: "<button><svg><select><canvas>" * size,
    "comments left open": lambda size: "<!--" * size,
    "signs": lambda size: "<" * size + "&" * size + "</" * size,
    "one line": lambda size: "x<b>y</b>" * size,
    "one line in boxes": lambda size: "<figure>" + "x<td>y" * size,
}


@pytest.mark.parametrize("kind", WILD)
def test_whatever_is_in_it_markup_is_read_in_time_in_proportion(kind: str) -> None:
    def seconds(size: int) -> float:
        html = WILD[kind](size)
        began = time.process_time()
        read_html(html)
        return time.process_time() - began

    assert min(seconds(40_000), seconds(40_000)) < 3 * max(seconds(20_000), seconds(20_000)) + 0.3


def test_markup_that_is_just_tame_is_read_within_seconds() -> None:
    for html in (
        "<div>" * 9_999,
        _fonts(400),
        "<ul><li>" * 4_999,
        f"<div {' '.join(f'a{n}' for n in range(1_999))}>",
    ):
        assert is_tame(html)
        began = time.process_time()
        read_html(html)
        assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "text", ["<p>x", "a<br/>b", "<B class='x'>y</B>".lower(), '<a href="x">y</a>', "<h2>x"]
)
def test_what_has_an_articles_tags_looks_like_html(text: str) -> None:
    assert looks_like_html(text)


@pytest.mark.parametrize(
    "text", ["", "5 < 6 > 4", "<3", "a <- b", "AT&T", "<unknown>x</unknown>", "if a<b and c>d"]
)
def test_what_has_none_is_text(text: str) -> None:
    assert not looks_like_html(text)
