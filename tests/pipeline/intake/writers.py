"""Small writers of each dialect, for reading back. Each says which of an article's fields its dialect can carry."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from html import escape
from typing import Any
from xml.sax.saxutils import escape as text_of
from xml.sax.saxutils import quoteattr

from schemas import Article

ALL = frozenset(Article.model_fields) - {"text", "html"}


@dataclass(frozen=True)
class Written:
    write: Callable[[Article], bytes]
    carries: frozenset[str]


def _json(item: dict[str, Any]) -> bytes:
    return json.dumps({key: value for key, value in item.items() if value is not None}).encode()


def _time(when: datetime | None) -> str | None:
    return when.isoformat() if when else None


def _basic(when: datetime | None) -> str:
    return when.strftime("%Y%m%dT%H%M%SZ") if when else ""


def paragraphs(article: Article) -> str:
    return "".join(f"<p>{escape(line)}</p>\n" for line in (article.text or "").split("\n"))


def plain(article: Article) -> bytes:
    return article.model_dump_json(exclude_none=True).encode()


def ninjs1(article: Article) -> bytes:
    return _json(
        {
            "uri": article.uri,
            "type": "text",
            "headline": article.headline,
            "body_text": article.text,
            "language": article.language,
            "infosource": [{"name": article.provider}],
            "firstcreated": _time(article.published),
            "versioncreated": _time(article.versioncreated),
            "pubstatus": article.pubstatus,
            "embargoed": _time(article.embargoed),
            "byline": article.byline,
            "renditions": {"web": {"href": article.url, "mimetype": "text/html"}},
        }
    )


def ninjs2(article: Article) -> bytes:
    return _json(
        {
            "uri": article.uri,
            "type": "text",
            "headlines": [{"value": article.headline}],
            "bodies": [{"contenttype": "text/html", "value": paragraphs(article)}],
            "language": article.language,
            "infosources": [{"name": article.provider}],
            "firstcreated": _time(article.published),
            "versioncreated": _time(article.versioncreated),
            "pubstatus": article.pubstatus,
            "embargoed": _time(article.embargoed),
            "by": article.byline,
            "renditions": [{"name": "web", "href": article.url, "contenttype": "text/html"}],
        }
    )


def ninjs3(article: Article) -> bytes:
    parent = (
        [{"name": "parent", "rel": "evolvedFrom", "uri": article.evolvedfrom}] if article.evolvedfrom else []
    )
    return _json(
        {
            "uri": article.uri,
            "type": "text",
            "headlines": [{"role": "main", "contentType": "text/plain", "value": article.headline}],
            "bodies": [{"contentType": "text/plain", "value": article.text}],
            "language": article.language,
            "infoSources": [{"name": article.provider}],
            "firstCreated": _time(article.published),
            "versionCreated": _time(article.versioncreated),
            "pubStatus": article.pubstatus,
            "embargoedUntil": _time(article.embargoed),
            "by": article.byline,
            "renditions": [{"name": "web", "href": article.url, "contentType": "text/html"}],
            "associations": parent,
        }
    )


def superdesk(article: Article) -> bytes:
    return _json(
        {
            "guid": article.uri,
            "type": "text",
            "version": "3",
            "priority": 5,
            "headline": article.headline,
            "body_html": paragraphs(article),
            "language": article.language,
            "source": article.provider,
            "firstcreated": "2001-01-01T00:00:00+0000",
            "firstpublished": _time(article.published),
            "versioncreated": _time(article.versioncreated),
            "pubstatus": article.pubstatus,
            "embargoed": _time(article.embargoed),
            "evolvedfrom": article.evolvedfrom,
            "byline": article.byline,
        }
    )


def ap(article: Article) -> bytes:
    body = "".join(f"<p>{text_of(line)}</p>" for line in (article.text or "").split("\n"))
    item = {
        "altids": {"itemid": article.uri, "etag": f"{article.uri}_1"},
        "type": "text",
        "headline": article.headline,
        "body_nitf": f"<block>{body}</block>",
        "language": article.language,
        "firstcreated": _time(article.published),
        "versioncreated": _time(article.versioncreated),
        "pubstatus": "embargoed" if article.embargoed else article.pubstatus,
        "embargoed": _time(article.embargoed),
        "bylines": [{"by": article.byline}],
    }
    return _json({"data": {"item": item}})


def nitf(article: Article) -> bytes:
    body = "".join(f"<p>{text_of(line)}</p>" for line in (article.text or "").split("\n"))
    parent = f" management-doc-idref={quoteattr(article.evolvedfrom)}" if article.evolvedfrom else ""
    held = article.embargoed
    return f"""<nitf xml:lang={quoteattr(article.language or "")}>
      <head><docdata management-status="{"embargoed" if held else article.pubstatus}"{parent}>
        <doc-id id-string={quoteattr(article.uri)}/>
        <date.issue norm="{_basic(article.versioncreated)}"/>
        {f'<date.release norm="{_basic(held)}"/>' if held else ""}
      </docdata>
      <pubdata date.publication="{_basic(article.published)}" ex-ref={quoteattr(article.url or "")}/></head>
      <body><body.head><hedline><hl1>{text_of(article.headline or "")}</hl1></hedline>
        <byline>{text_of(article.byline or "")}</byline>
        <distributor>{text_of(article.provider or "")}</distributor></body.head>
      <body.content><block>{body}</block></body.content></body></nitf>""".encode()


def newsml_g2(article: Article) -> bytes:
    held = f"<embargoed>{_time(article.embargoed)}</embargoed>" if article.embargoed else ""
    parent = (
        f'<link rel="irel:evolvedFrom" residref={quoteattr(article.evolvedfrom)}/>'
        if article.evolvedfrom
        else ""
    )
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid={quoteattr(article.uri)} version="2">
      <itemMeta><itemClass qcode="ninat:text"/>
        <provider><name>{text_of(article.provider or "")}</name></provider>
        <versionCreated>{_time(article.versioncreated)}</versionCreated>
        <firstCreated>{_time(article.published)}</firstCreated>{held}
        <pubStatus qcode="stat:{article.pubstatus}"/>{parent}</itemMeta>
      <contentMeta><language tag={quoteattr(article.language or "")}/><by>{text_of(article.byline or "")}</by>
        <headline>{text_of(article.headline or "")}</headline></contentMeta>
      <contentSet><inlineData contenttype="text/plain">{text_of(article.text or "")}</inlineData>
        <remoteContent contenttype="text/html" href={quoteattr(article.url or "")}/></contentSet>
      </newsItem>""".encode()


def rss(article: Article) -> bytes:
    return f"""<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">
      <channel><title>{text_of(escape(article.provider or ""))}</title><language>{article.language}</language>
      <item><guid>{text_of(article.uri)}</guid><title>{text_of(escape(article.headline or ""))}</title>
        <link>{article.url}</link><pubDate>{_rfc822(article.published)}</pubDate>
        <t:modified>{_time(article.versioncreated)}</t:modified>
        <dc:creator>{text_of(article.byline or "")}</dc:creator>
        <description>{text_of(paragraphs(article))}</description></item></channel></rss>""".encode()


def atom(article: Article) -> bytes:
    return f"""<entry xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(article.language or "")}>
      <id>{text_of(article.uri)}</id><title>{text_of(article.headline or "")}</title>
      <link href={quoteattr(article.url or "")}/><source><title>{text_of(article.provider or "")}</title></source>
      <published>{_time(article.published)}</published><updated>{_time(article.versioncreated)}</updated>
      <author><name>{text_of(article.byline or "")}</name></author>
      <content type="text">{text_of(article.text or "")}</content></entry>""".encode()


def _rfc822(when: datetime | None) -> str:
    return when.strftime("%a, %d %b %Y %H:%M:%S GMT") if when else ""


_FEED = ALL - {"embargoed", "evolvedfrom"}
WRITERS = {
    "plain": Written(plain, ALL),
    "ninjs 1": Written(ninjs1, ALL - {"evolvedfrom"}),
    "ninjs 2": Written(ninjs2, ALL - {"evolvedfrom"}),
    "ninjs 3": Written(ninjs3, ALL),
    "Superdesk": Written(superdesk, ALL - {"url"}),
    "AP": Written(ap, ALL - {"uri", "provider", "evolvedfrom", "url"}),
    "NITF": Written(nitf, ALL),
    "NewsML-G2": Written(newsml_g2, ALL),
    "RSS": Written(rss, _FEED),
    "Atom": Written(atom, _FEED),
}
