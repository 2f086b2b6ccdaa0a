"""A row of an archive as an Article: columns are known by the names that people give them.

"id,title,body,date" will do. What has a body that is HTML has it as HTML; a row without a time of its version has
that of its publication, so that the same row read twice is the same version twice.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from pipeline.intake.moments import required
from pipeline.intake.reader import is_of_a_standard, read_object
from pipeline.text import looks_like_html
from schemas import Article

# fields of an article that a column's name may be another word for; the first that is there counts
_WORDS: Final[Mapping[str, tuple[str, ...]]] = {
    "uri": ("uri", "id", "guid"),
    "headline": ("headline", "title"),
    "body": ("body", "content"),
    "published": ("published", "date", "pubdate"),
    "versioncreated": ("versioncreated", "updated"),
    "provider": ("provider", "source", "publisher"),
    "language": ("language", "lang"),
    "byline": ("byline", "author"),
    "url": ("url", "link"),
}
FIELDS: Final = frozenset(Article.model_fields) | {"body"}
"""what a column can be; `body` is text or html, as it looks"""

_SHAPES: Final = 1_000
"""sets of columns that are remembered"""


class Reading:
    """How the rows of one archive are read: `given` says which column gives which field, by field, where its name
    does not; `uri` is what a row's id is put into, at {}. `unknown` counts the columns that nobody asked for."""

    def __init__(self, given: Mapping[str, str], *, uri: str = "{}") -> None:
        self.unknown = Counter[str]()
        self._given = given
        self._uri = uri
        # by a row's columns: most rows have the same
        self._chosen: dict[tuple[str, ...], dict[str, str]] = {}

    @property
    def said(self) -> str:
        """What was asked for, as text: with something else asked for, the same archive is another."""
        return "\n".join([self._uri, *(f"{field}={name}" for field, name in sorted(self._given.items()))])

    def check(self, names: Sequence[str]) -> None:
        """Raise `ValueError` if no row with these columns can be an article."""
        found = columns(names, self._given)
        for needed in (["uri"], ["text", "html", "body", "headline"]):
            if not found.keys() & needed:
                raise ValueError(
                    f"has no column for {' or '.join(needed)} (--map {needed[0]}=COLUMN); "
                    f"its columns are {', '.join(map(repr, names))[:200]}"
                )

    def article(self, row: Mapping[str, Any], *, is_table: bool) -> Article:
        """The article that a row is. JSON without a body of ours may be of any dialect. Raises `ValueError` that says why it is none."""
        names = tuple(row)
        if names not in self._chosen:
            if len(self._chosen) >= _SHAPES:
                self._chosen.clear()
            self._chosen[names] = columns(names, self._given)
        chosen = self._chosen[names]
        found = fields(row, chosen, uri=self._uri)
        if not is_table and not {"text", "html"} & found.keys() and is_of_a_standard(row):
            return read_object(row)
        article = Article.model_validate(found)
        self.unknown.update(set(names) - set(chosen.values()))
        return article


def columns(names: Iterable[str], given: Mapping[str, str]) -> dict[str, str]:
    """Which column gives which field, by field. `given` says so for some, and comes first.

    Raises `ValueError` if a column that was given isn't there.
    """
    known: dict[str, str] = {}
    for name in names:
        known.setdefault(name.strip().casefold(), name)
    found = {}
    for field, name in given.items():
        if name.strip().casefold() not in known:
            raise ValueError(f"has no column {name!r}; it has {', '.join(map(repr, known.values()))[:200]}")
        found[field] = known[name.strip().casefold()]
    for field in sorted(FIELDS):
        for word in _WORDS.get(field, (field,)):
            if field not in found and word in known and known[word] not in found.values():
                found[field] = known[word]
    if "uri" not in found and "url" in found:
        found["uri"] = found["url"]
    return found


def fields(row: Mapping[str, Any], chosen: Mapping[str, str], *, uri: str = "{}") -> dict[str, Any]:
    """A row's values under the names of an article's fields, without what is empty. `uri` is what its uri is put
    into. Raises `ValueError` that names a time that is none."""
    found: dict[str, Any] = {}
    for field, name in chosen.items():
        value = row.get(name)
        if value is not None and not (isinstance(value, str) and not value.strip()):
            found[field] = value
    if isinstance(found.get("uri"), str | int):
        found["uri"] = uri.replace("{}", str(found["uri"]).strip())
    body = found.pop("body", None)
    if isinstance(body, str):
        found.setdefault("html" if looks_like_html(body) else "text", body)
    for field in ("published", "versioncreated", "embargoed"):
        if isinstance(found.get(field), str):
            found[field] = required(field, found[field])
    return found


def versioned(article: Article, otherwise: datetime) -> Article:
    """The article with a version of its own: when it was published, or `otherwise`."""
    if article.versioncreated is not None:
        return article
    return article.model_copy(update={"versioncreated": article.published or otherwise})
