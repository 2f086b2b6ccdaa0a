"""RSS 2.0, 0.9x and 1.0: an `item` by itself, or in the `channel` that says whose it is and in which language.

It is for those who have nothing else: a feed can't say that a story was killed, and rarely that it was corrected.
See https://www.rssboard.org/rss-specification
"""

from collections.abc import Sequence

from pipeline.intake import feeds, moments
from pipeline.intake.dialect import Dialect, compose
from pipeline.intake.xml_tree import Element
from schemas import Article

_NOTHING = Element("")


def is_mine(root: Element) -> bool:
    return root.name in {"rss", "RDF", "item"}


def parts(root: Element) -> Sequence[Element]:
    """Each item, with what its channel says of all of them."""
    if root.name == "item":
        return (root,)
    channel = next(iter(root.all("channel")), _NOTHING)
    said = tuple(
        found
        for found in (
            *(channel.first(name) for name in ("title", "link", "language")),
            _language_of_all(channel),
        )
        if found
    )
    items = (*channel.all("item"), *root.all("item"))
    return tuple(
        Element("rss", item.namespace, children=(Element("channel", item.namespace, children=(*said, item)),))
        for item in items
    )


def article(root: Element) -> Article:
    """Raises `ValueError` if it has no `guid` or `link`, or nothing to read.

    A feed has no version of its own unless it says when an item was updated; Kafka's time then stands for it.
    """
    channel = (_NOTHING if root.name == "item" else root.first("channel")) or _NOTHING
    item = root if root.name == "item" else channel.first("item") or _NOTHING
    link = feeds.address(feeds.text_of(item.first("link")))
    updated = item.of(feeds.ATOM, "updated") or item.of(feeds.DUBLIN_TERMS, "modified")
    return compose(
        uri=_uri(item, link or feeds.text_of(channel.first("link")), link),
        headline=feeds.title(feeds.text_of(item.first("title"))),
        html=feeds.as_written(item.of(feeds.CONTENT, "encoded"))
        or feeds.as_written(item.first("description")),
        language=feeds.text_of(item.of(feeds.DUBLIN_CORE, "language"))
        or feeds.text_of(channel.first("language")),
        provider=feeds.text_of(item.first("source")) or feeds.title(feeds.text_of(channel.first("title"))),
        published=moments.if_readable(
            feeds.text_of(item.first("pubDate")) or feeds.text_of(item.of(feeds.DUBLIN_CORE, "date"))
        ),
        versioncreated=moments.if_readable(feeds.text_of(updated)),
        byline=feeds.text_of(item.of(feeds.DUBLIN_CORE, "creator")) or feeds.text_of(item.first("author")),
        url=link,
    )


def _language_of_all(channel: Element) -> Element | None:
    """RSS 1.0 writes it as `dc:language`."""
    found = channel.of(feeds.DUBLIN_CORE, "language")
    return Element("language", channel.namespace, children=found.children) if found else None


def _uri(item: Element, link: str | None, own: str | None) -> str:
    """Its guid; one that is only a number is made unique by its site."""
    guid = feeds.text_of(item.first("guid")) or item.attribute("about")
    if guid is None:
        if own is None:
            raise ValueError("has neither guid nor link")
        return own
    if ":" in guid:
        return guid
    if site := feeds.site(link):
        return f"{site}#{guid}"
    raise ValueError("has a guid that is no URI, and no link that says whose it is")


DIALECT = Dialect(name="RSS", is_mine=is_mine, article=article, parts=parts)
