"""What each dialect says in its own way: kills, embargoes, pictures, which body, which id."""

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from pipeline.intake import NotAStory, read, read_each
from pipeline.story import begin, text_of
from schemas import Article

NOON = "2026-11-18T12:00:00Z"
AT_NOON = datetime(2026, 11, 18, 12, tzinfo=UTC)
G2 = 'xmlns="http://iptc.org/std/nar/2006-10-01/"'


def from_json(**item: Any) -> Article:
    return read(json.dumps(item).encode())


def from_xml(xml: str) -> Article:
    return read(xml.encode())


def nitf(docdata: str, body: str = "<p>x</p>") -> Article:
    return from_xml(f"<nitf><head>{docdata}</head><body><body.content>{body}</body.content></body></nitf>")


def newsml(meta: str, content: str = "<inlineData>x</inlineData>", guid: str = "urn:a") -> Article:
    return from_xml(
        f'<newsItem {G2} guid="{guid}"><itemMeta>{meta}</itemMeta><contentSet>{content}</contentSet></newsItem>'
    )


def rss(item: str, channel: str = "") -> Article:
    return from_xml(
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<channel>{channel}<item>{item}</item></channel></rss>"
    )


def atom(entry: str) -> Article:
    return from_xml(f'<entry xmlns="http://www.w3.org/2005/Atom">{entry}</entry>')


# --- recognised by shape


@pytest.mark.parametrize(
    ("item", "dialect"),
    [
        ({"uri": "urn:a", "text": 5}, None),
        ({"headline": "x"}, None),
        ({"text": "x", "type": "text"}, "ninjs 1"),
        ({"body_html": "<p>x"}, "ninjs 1"),
        ({"headlines": [{"value": "x"}]}, "ninjs 2"),
        ({"bodies": [{"value": "x"}]}, "ninjs 2"),
        ({"bodies": [{"value": "x", "contentType": "text/plain"}]}, "ninjs 3"),
        ({"headlines": [{"value": "x"}], "pubStatus": "usable"}, "ninjs 3"),
        ({"guid": "", "service": []}, "Superdesk's ninjs"),
        ({"altids": {"itemid": ""}}, "AP's ninjs"),
        ({"data": {"item": {"altids": {"itemid": ""}}}}, "AP's ninjs"),
    ],
)
def test_an_item_that_lacks_its_id_is_refused_as_what_it_looks_like(
    item: dict[str, Any], dialect: str | None
) -> None:
    with pytest.raises(ValueError) as refused:  # noqa: PT011  the message is checked
        from_json(**item)
    said = str(refused.value)
    assert said.startswith(f"read as {dialect}: has no " if dialect else "1 validation error for Article")


def test_our_own_json_keeps_its_meaning_whatever_else_a_newsroom_puts_into_it() -> None:
    article = from_json(
        uri="urn:a", text="x", type="story", priority=3, source="y", guid="z", body_html="<p>no"
    )
    assert (article.uri, article.text, article.html, article.provider) == ("urn:a", "x", None, None)


def test_several_articles_are_a_feed_and_not_a_message() -> None:
    feed = b'[{"uri": "urn:a", "headline": "x"}, {"headline": "y"}, 7, {"uri": "urn:c", "headline": "z"}]'
    with pytest.raises(ValueError, match="holds 4 articles; a message holds one"):
        read(feed)
    first, second, third, last = read_each(feed)
    assert isinstance(first, Article)
    assert isinstance(second, ValueError)
    assert str(third) == "is JSON, but no object"
    assert isinstance(last, Article)
    assert last.uri == "urn:c"


# --- kills, embargoes


KILLED = {
    "canceled",
    "cancelled",
    "CANCELED",
    "stat:canceled",
    "http://cv.iptc.org/newscodes/pubstatusg2/canceled",
}


@pytest.mark.parametrize("word", sorted(KILLED))
def test_a_kill_is_known_by_any_of_its_words_and_its_notice_is_not_read(word: str) -> None:
    kill = from_json(
        guid="urn:a", priority=5, pubstatus=word, versioncreated=NOON, body_html="<p>KILL 90 soldiers"
    )
    assert (kill.pubstatus, kill.html, kill.versioncreated) == ("canceled", None, AT_NOON)


def test_a_superdesk_kill_repeats_the_version_and_wins_the_tie() -> None:
    item = {
        "guid": "urn:a",
        "version": "4",
        "priority": 5,
        "versioncreated": NOON,
        "body_html": "<p>Ten soldiers.",
    }
    story = begin(from_json(**item, pubstatus="usable"), model="m")
    kill = begin(from_json(**item, pubstatus="canceled"), model="m")
    assert (story.uri, story.version) == (kill.uri, kill.version)
    assert (kill.pubstatus, kill.text) == ("canceled", "")


@pytest.mark.parametrize("word", ["killed-maybe", "stat:", "5"])
def test_a_status_that_is_not_known_is_refused_for_it_might_be_a_kill(word: str) -> None:
    with pytest.raises(ValueError, match="the publication status is none of advisory, canceled, "):
        from_json(guid="urn:a", priority=5, headline="x", pubstatus=word)


def test_an_embargo_is_a_time_until_which_a_usable_story_is_held() -> None:
    held = [
        from_json(uri="urn:a", text="x", embargoed=NOON),
        from_json(uri="urn:a", body_text="x", embargoed=NOON),
        from_json(uri="urn:a", bodies=[{"value": "x"}], embargoed=NOON),
        from_json(uri="urn:a", bodies=[{"value": "x"}], embargoedUntil=NOON),
        from_json(guid="urn:a", priority=5, body_text="x", embargoed="2026-11-18T12:00:00+0000"),
        from_json(altids={"itemid": "a"}, headline="x", embargoed=NOON, pubstatus="embargoed"),
        newsml(f"<embargoed>{NOON}</embargoed>"),
        nitf(
            '<docdata management-status="embargoed"><doc-id id-string="urn:a"/><date.release norm="20261118T120000Z"/>'
            "</docdata>"
        ),
        nitf(
            '<docdata><doc-id id-string="urn:a"/><date.issue norm="20261118T070000Z"/>'
            '<date.release norm="20261118T120000Z"/></docdata>'
        ),
    ]
    assert [(one.pubstatus, one.embargoed) for one in held] == [("usable", AT_NOON)] * len(held)


def test_an_embargo_without_a_time_withholds_the_story() -> None:
    held = [
        from_json(altids={"itemid": "a"}, headline="x", pubstatus="embargoed"),
        newsml("<embargoed/>"),
        nitf('<docdata management-status="embargoed"><doc-id id-string="urn:a"/></docdata>'),
    ]
    assert [(one.pubstatus, one.embargoed) for one in held] == [("withheld", None)] * len(held)


def test_an_embargo_or_version_that_cannot_be_read_is_refused_and_other_times_are_passed_over() -> None:
    for name in ("embargoed", "versioncreated"):
        with pytest.raises(ValueError, match=f"read as ninjs 1: {name} is not a time"):
            from_json(uri="urn:a", body_text="x", **{name: "tomorrow"})
    assert from_json(uri="urn:a", body_text="x", firstcreated="once").published is None


# --- what is no text


@pytest.mark.parametrize("kind", ["picture", "graphic", "video", "audio", "composite", "event"])
def test_pictures_and_packages_are_not_stories(kind: str) -> None:
    for item in (
        {"uri": "urn:a", "body_text": "x"},
        {"uri": "urn:a", "bodies": []},
        {"guid": "urn:a", "priority": 5},
    ):
        with pytest.raises(NotAStory, match=f"is of type '{kind}'; only text is read"):
            from_json(**item, type=kind)
    with pytest.raises(NotAStory, match=f"is of type '{kind}'"):
        newsml(f'<itemClass qcode="ninat:{kind}"/>')


def test_a_package_item_is_refused_by_name() -> None:
    with pytest.raises(
        NotAStory, match="read as NewsML-G2: is a packageItem; only a newsItem has a text to read"
    ):
        from_xml(f'<packageItem {G2} guid="urn:a"/>')


def test_text_that_lies_behind_a_link_is_asked_for() -> None:
    with pytest.raises(ValueError, match="has no body_nitf: its text lies behind renditions"):
        from_json(altids={"itemid": "a"}, headline="x", renditions={"nitf": {"href": "https://ap.example"}})
    with pytest.raises(
        ValueError, match="has no inlineXML or inlineData: its text lies behind a remoteContent"
    ):
        newsml("", '<remoteContent href="https://wire.example/a.xml"/>')


# --- which body


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({"body_text": "a", "body_html": "<p>b</p>"}, "b"),
        ({"body_text": "a", "body_xhtml": "<p>b</p>"}, "b"),
        ({"body_nitf": "<p>b</p><p>c</p>"}, "b\nc"),
        ({"body_nitf": "<!-- wire --><p>b</p><p>c</p>"}, "b\nc"),
        ({"body_nitf": "<nitf><body><body.content><p>b</p></body.content></body></nitf>"}, "b"),
        (
            {
                "body_nitf": '<?xml version="1.0"?><nitf><body><body.content><p>b</p></body.content></body></nitf>'
            },
            "b",
        ),
        ({"body_html": "", "body_text": " a "}, " a "),
        ({"body_story": "<p>a</p>"}, "a"),
        ({"body_story": "5 < 6 & a"}, "5 < 6 & a"),
        ({"body_html": None, "headline": "h"}, "h"),
    ],
)
def test_ninjs_1_reads_the_body_that_is_marked_up(fields: dict[str, Any], text: str) -> None:
    assert text_of(from_json(uri="urn:a", type="text", **fields)) == text


@pytest.mark.parametrize(
    ("bodies", "text"),
    [
        ([{"value": "a"}], "a"),
        ([{"value": "<p>a</p>"}], "a"),
        ([{"value": "<p>a</p>", "contenttype": "text/plain"}], "<p>a</p>"),
        ([{"value": "a", "role": "caption"}, {"value": "b"}], "b"),
        ([{"value": "a", "role": "caption"}, {"value": "b", "role": "http://x.example/role/main"}], "b"),
        (
            [{"value": "a", "contenttype": "text/plain"}, {"value": "<p>b", "contenttype": "text/html; x"}],
            "b",
        ),
        ([{"value": "a"}, "x", None, {"value": "b"}], "a"),
    ],
)
def test_ninjs_2_reads_the_main_body(bodies: list[Any], text: str) -> None:
    assert text_of(from_json(uri="urn:a", bodies=bodies)) == text


def test_a_headline_may_be_html_if_it_says_so() -> None:
    marked = {"value": "A <b>&amp;</b> B", "contenttype": "text/html"}
    assert from_json(uri="urn:a", headlines=[marked]).headline == "A & B"
    assert from_json(uri="urn:a", headlines=[{"value": "A &amp; B"}]).headline == "A &amp; B"


def test_a_body_of_another_type_is_refused_and_a_byline_of_another_type_passed_over() -> None:
    with pytest.raises(ValueError, match="read as ninjs 1: body_html is not a string"):
        from_json(uri="urn:a", body_html=["<p>x"])
    article = from_json(uri="urn:a", body_html="<p>x", byline={"name": "x"}, language=7, infosource="x")
    assert (article.byline, article.language, article.provider) == (None, None, None)


# --- who wrote it when


def test_superdesk_takes_when_it_was_published_and_not_when_it_was_begun() -> None:
    item = {"guid": "urn:a", "priority": 5, "headline": "x", "firstcreated": "2001-01-01T00:00:00+0000"}
    assert from_json(**item).published is None
    assert from_json(**item, firstpublished=NOON).published == AT_NOON


def test_ap_takes_apart_what_its_api_wraps() -> None:
    item = {
        "altids": {"itemid": "abc", "etag": "abc_1"},
        "headline": "x",
        "uri": "https://api.ap.example/?t=1",
    }
    for wrapped in (item, {"item": item}, {"data": {"item": item}}, {"data": {"items": [{"item": item}]}}):
        assert from_json(**wrapped).uri == "urn:ap:abc"
    two = {"data": {"items": [{"item": item}, {"meta": {}, "item": {**item, "altids": {"itemid": "def"}}}]}}
    found = [one.uri for one in read_each(json.dumps(two).encode()) if isinstance(one, Article)]
    assert found == ["urn:ap:abc", "urn:ap:def"]


def test_ap_joins_its_bylines() -> None:
    article = from_json(
        altids={"itemid": "a"}, headline="x", bylines=[{"by": "By A"}, {"title": "AP"}, {"by": "B"}]
    )
    assert article.byline == "By A, B"


# --- NITF


def test_a_nitf_document_names_what_it_supersedes_and_a_kill_names_what_it_kills() -> None:
    data = '<docdata management-doc-idref="urn:old"{}><doc-id id-string="urn:new"/></docdata>'
    rewrite = nitf(data.format(""))
    assert (rewrite.uri, rewrite.evolvedfrom) == ("urn:new", "urn:old")
    kill = nitf(data.format(' management-status="canceled"'))
    assert (kill.uri, kill.evolvedfrom, kill.pubstatus) == ("urn:old", None, "canceled")


def test_a_nitf_id_that_is_no_uri_is_made_unique_by_whose_it_is() -> None:
    assert nitf('<docdata><doc-id regsrc="AP" id-string="D76"/></docdata>').uri == "AP:D76"
    assert nitf('<docdata><doc-id id-string="D76"/></docdata>').uri == "D76"


def test_a_nitf_version_is_the_last_of_issue_and_revisions() -> None:
    data = '<docdata><doc-id id-string="urn:a"/><date.issue norm="20261118T070000+0000"/></docdata>'
    revised = nitf(
        f'{data}<revision-history norm="20261118T120000Z"/><revision-history norm="20261117T120000Z"/>'
    )
    assert revised.versioncreated == AT_NOON


def test_nitf_markup_becomes_paragraphs_with_captions_and_tables_beside() -> None:
    body = (
        "<block><p>One <num>2</num>.</p><hl2>Two</hl2><media><media-reference source='x'/><media-caption>Cap"
        "</media-caption></media><nitf-table><table><tr><td>A</td><td>5</td></tr></table></nitf-table>"
        "<bq><block><p>Three</p></block></bq><ul><li>Four</li></ul><fn><p>Foot</p></fn></block><p>5 &lt; 6</p>"
    )
    article = nitf('<docdata><doc-id id-string="urn:a"/></docdata>', body)
    assert text_of(article) == "One 2.\nTwo\nThree\nFour\n5 < 6"


def test_nitf_with_its_dtd_named_knows_the_characters_of_html() -> None:
    article = from_xml(
        '<?xml version="1.0"?><!DOCTYPE nitf PUBLIC "-//IPTC//DTD NITF 3.6//EN" "nitf-3-6.dtd"><nitf><head><docdata>'
        '<doc-id id-string="urn:a"/></docdata></head><body><body.content><p>A&nbsp;&mdash;&eacute;</p></body.content>'
        "</body></nitf>"
    )
    assert text_of(article) == "A\u00a0—é"


# --- NewsML-G2


def test_newsml_reads_nitf_and_plain_text_that_lie_in_it() -> None:
    inline = '<inlineXML><nitf xmlns=""><body><body.content><p>N</p></body.content></body></nitf></inlineXML>'
    assert text_of(newsml("", inline)) == "N"
    assert text_of(newsml("", "<inlineData>a\nb</inlineData>")) == "a\nb"
    assert (
        text_of(newsml("", '<inlineData contenttype="text/html">&lt;p&gt;a&lt;p&gt;b</inlineData>')) == "a\nb"
    )


def test_a_newsml_message_is_its_text_item_and_its_pictures_are_left_out() -> None:
    def item(kind: str, guid: str) -> str:
        return (
            f'<newsItem guid="{guid}"><itemMeta><itemClass qcode="ninat:{kind}"/></itemMeta>'
            "<contentSet><inlineData>x</inlineData></contentSet></newsItem>"
        )

    def message(*items: str) -> Article:
        return from_xml(f"<newsMessage {G2}><header/><itemSet>{''.join(items)}</itemSet></newsMessage>")

    assert (
        message(item("picture", "urn:p"), item("text", "urn:t"), "<packageItem guid='urn:q'/>").uri == "urn:t"
    )
    with pytest.raises(NotAStory):
        message(item("picture", "urn:p"))
    with pytest.raises(ValueError, match="holds 2 articles"):
        message(item("text", "urn:t"), item("text", "urn:u"))


# --- RSS and Atom


@pytest.mark.parametrize(
    ("item", "uri"),
    [
        ("<guid>urn:a</guid>", "urn:a"),
        ("<guid>https://wire.example/a</guid><link>https://wire.example/b</link>", "https://wire.example/a"),
        ("<link>https://wire.example/b</link>", "https://wire.example/b"),
        (
            "<guid isPermaLink='false'>123</guid><link>https://wire.example/b</link>",
            "https://wire.example#123",
        ),
        ("<guid isPermaLink='false'>123</guid>", "https://channel.example#123"),
    ],
)
def test_an_rss_item_is_known_by_its_guid_else_its_link(item: str, uri: str) -> None:
    assert rss(f"<title>x</title>{item}", "<link>https://channel.example/</link>").uri == uri


def test_an_rss_item_without_an_id_of_its_own_is_refused() -> None:
    with pytest.raises(ValueError, match="read as RSS: has neither guid nor link"):
        rss("<title>x</title>")
    with pytest.raises(ValueError, match="has a guid that is no URI, and no link"):
        rss("<title>x</title><guid>123</guid>")


def test_an_rss_item_prefers_its_full_content_and_has_no_version_unless_it_says() -> None:
    article = rss(
        "<guid>urn:a</guid><media:title>no</media:title><title>A &amp;amp; B</title><description>Short</description>"
        "<content:encoded>&lt;p&gt;Full&lt;/p&gt;</content:encoded><pubDate>never</pubDate>"
    )
    assert (article.headline, text_of(article)) == ("A & B", "Full")
    assert (article.versioncreated, article.published) == (None, None)
    assert (
        text_of(rss("<guid>urn:a</guid><title>x</title><description>Short &lt;b&gt;one</description>"))
        == "Short one"
    )


def test_rss_1_and_a_bare_item_are_read_too() -> None:
    rdf = (
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://wire.example/"><title>Wire</title>'
        "<dc:language>de</dc:language></channel>"
        '<item rdf:about="https://wire.example/a"><title>x</title><dc:date>2026-11-18T12:00:00Z</dc:date></item></rdf:RDF>'
    )
    article = from_xml(rdf)
    assert (article.uri, article.provider, article.language) == ("https://wire.example/a", "Wire", "de")
    assert article.published == AT_NOON
    assert from_xml("<item><guid>urn:a</guid><title>x</title></item>").uri == "urn:a"


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("<content>a &lt;b&gt; c</content>", "a <b> c"),
        ('<content type="html">&lt;p&gt;a&lt;/p&gt;</content>', "a"),
        (
            '<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>a</p><p>b</p></div></content>',
            "a\nb",
        ),
        ('<content type="image/png" src="x"/><summary>s</summary>', "s"),
        ("<summary>s</summary>", "s"),
    ],
)
def test_an_atom_entry_says_what_its_content_is(content: str, text: str) -> None:
    assert text_of(atom(f"<id>urn:a</id>{content}")) == text


def test_a_deleted_atom_entry_is_a_kill() -> None:
    feed = (
        '<feed xmlns="http://www.w3.org/2005/Atom" xmlns:at="http://purl.org/atompub/tombstones/1.0">'
        f'<at:deleted-entry ref="urn:a" when="{NOON}"/></feed>'
    )
    kill = from_xml(feed)
    assert (kill.uri, kill.pubstatus, kill.versioncreated) == ("urn:a", "canceled", AT_NOON)


def test_a_feed_without_items_holds_no_article() -> None:
    with pytest.raises(ValueError, match="holds no article"):
        from_xml("<rss><channel><title>x</title></channel></rss>")
    assert list(read_each(b"<feed/>")) == []
