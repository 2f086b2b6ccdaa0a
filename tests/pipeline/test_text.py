"""HTML bodies as a reader would see them, line by line."""

import re
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pipeline.text import from_html

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
    (
        "<table><tr><th>Side</th><th>Killed</th></tr><tr><td>A</td><td>17</td></tr></table>",
        "Side\nKilled\nA\n17",
    ),
    ("<figure><img src=x><figcaption>A convoy</figcaption></figure>One.", "A convoy\nOne."),
    ("<dl><dt>Killed</dt><dd>17</dd></dl>", "Killed\n17"),
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


@pytest.mark.parametrize(("html", "text"), LINES + INLINE + SPACES + ENTITIES + UNREAD + TABLES + MALFORMED)
def test_html_is_read_as_a_browser_shows_it(html: str, text: str) -> None:
    assert from_html(html) == text


TAGS = (
    "<p> </p> <div> </div> <br> <b> </b> <script> </script> <table> <td> </table> <svg> <math> <select> <template> "
    "</body> <plaintext> <![CDATA[ <!-- --> <p title=' &amp; &lt; &#8220; < > & \" soldiers 2,400 🪖 e\u0301"
)
MARKUP = st.lists(st.sampled_from([*TAGS.split(" "), "\n", "  ", "\x00"])).map("".join)


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


def test_markup_nested_ten_thousand_deep_is_read_in_time_in_proportion() -> None:
    def seconds(depth: int) -> float:
        began = time.process_time()
        assert from_html("<div>" * depth + "One." + "</div>" * depth) == "One."
        return time.process_time() - began

    seconds(100)
    assert min(seconds(20_000), seconds(20_000)) < 3 * max(seconds(10_000), seconds(10_000)) + 0.3
