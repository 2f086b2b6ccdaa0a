"""XML as a tree, read so that nothing in it can reach out or blow up.

It is Python's own expat that reads. It never fetches anything, and it stops at the first declaration: a document
that declares entities of its own is refused before one of them is used, so there is nothing to expand.
"""

import html.entities
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

DEPTH = 100
"""how many elements may lie in one another"""
ELEMENTS = 100_000
"""how many there may be"""

_XML = "http://www.w3.org/XML/1998/namespace"


@dataclass(frozen=True, slots=True)
class Element:
    """An element with what lies in it, in order. `name` is the local name; `xml:lang` keeps its prefix."""

    name: str
    namespace: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    children: "tuple[Element | str, ...]" = ()

    def elements(self) -> "Iterator[Element]":
        """The elements right below."""
        return (child for child in self.children if isinstance(child, Element))

    def all(self, *names: str) -> "tuple[Element, ...]":
        """The elements right below that have one of these names."""
        return tuple(child for child in self.elements() if child.name in names)

    def first(self, *path: str) -> "Element | None":
        """The first element found by going down one name after another, in one namespace: media:title is no title."""
        here: Element | None = self
        for name in path:
            here = here.of(self.namespace, name) if here else None
        return here

    def of(self, namespace: str, name: str) -> "Element | None":
        """The first element right below with a name of a namespace."""
        return next(
            (child for child in self.elements() if child.name == name and child.namespace == namespace), None
        )

    def text(self) -> str:
        """All its text, with white space as in prose."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()

    def attribute(self, name: str) -> str | None:
        """An attribute's value; None if it is missing or blank."""
        return self.attributes.get(name, "").strip() or None


def text_at(element: Element, *path: str) -> str | None:
    """The text of the first element down a path; None if there is none or it is blank."""
    found = element.first(*path)
    return (found.text() or None) if found else None


def parse(text: str) -> Element:
    """The root of an XML document.

    The named characters of HTML (`&nbsp;`, `&mdash;`) are known, for NITF's DTD has them and it is not fetched.

    Raises `ValueError` if it isn't well-formed, declares entities of its own, uses one that nobody declared, or
    has more than `ELEMENTS` elements or any more than `DEPTH` deep.
    """
    builder = _Builder()
    parser = builder.parser
    try:
        # an XML declaration may name the encoding that the text was in; it is UTF-8 now, and expat was told so
        parser.Parse(text.encode(), True)
    except expat.ExpatError as error:
        said = expat.ErrorString(error.code)
        raise ValueError(
            f"is not well-formed XML: {said} at line {error.lineno}, column {error.offset}"
        ) from None
    return builder.root()


class _Builder:
    """Puts the tree together from the bottom, so that every element is finished when it is made."""

    def __init__(self) -> None:
        self._open: list[tuple[str, dict[str, str]]] = []
        self._children: list[list[Element | str]] = [[]]
        self._count = 0
        parser = expat.ParserCreate("utf-8", namespace_separator=" ")
        parser.buffer_text = True
        parser.UseForeignDTD(True)
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.SkippedEntityHandler = self._entity
        self.parser = parser

    def root(self) -> Element:
        return next(child for child in self._children[0] if isinstance(child, Element))

    def _doctype(self, _name: str, _system: str | None, _public: str | None, has_own: bool) -> None:
        if has_own:
            raise ValueError("is XML with declarations of its own (an internal DTD), which are not read")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if self._count > ELEMENTS:
            raise ValueError(f"is XML with more than {ELEMENTS:,} elements")
        if len(self._open) >= DEPTH:
            raise ValueError(f"is XML that nests more than {DEPTH} deep")
        self._open.append((name, attributes))
        self._children.append([])

    def _end(self, _name: str) -> None:
        name, attributes = self._open.pop()
        namespace, _, local = name.rpartition(" ")
        made = Element(
            name=local,
            namespace=namespace,
            attributes={_attribute(key): value for key, value in attributes.items()},
            children=tuple(self._children.pop()),
        )
        self._children[-1].append(made)

    def _text(self, text: str) -> None:
        self._children[-1].append(text)

    def _entity(self, name: str, is_parameter: bool) -> None:
        known = html.entities.html5.get(f"{name};")
        if is_parameter or known is None:
            raise ValueError(f"is XML that uses an entity nobody declared: {name[:40]!r}")
        self._children[-1].append(known)


def _attribute(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return f"xml:{local}" if namespace == _XML else local
