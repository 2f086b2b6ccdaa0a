"""How a newsroom makes a new version of a story out of the last one, and an outlet its own out of an agency's."""

import random
import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

_PARAGRAPH = re.compile(r"[^\n]*(?:\n\s*|$)")
_LONGER = re.compile(r"\b\w{4,}\b")

Edit = Callable[[list[str], list[str], random.Random], None]
"""changes the paragraphs of a story, each with the line breaks behind it; the second list is another story's"""


def paragraphs(text: str) -> list[str]:
    """The lines of a text, each with the line breaks and spaces behind it: together they are the text."""
    return [found for found in _PARAGRAPH.findall(text) if found]


def edited(text: str, other: str, edit: Edit, chance: random.Random) -> str:
    """A text after an edit, with words of another where it needs some. One without a line stays as it is."""
    own, others = paragraphs(text), paragraphs(other)
    if own and others:
        edit(own, others, chance)
    return "".join(own)


def changed(own: list[str], others: list[str], chance: random.Random) -> None:
    """A paragraph is another story's."""
    own[chance.randrange(len(own))] = _ended(chance.choice(others))


def third_changed(own: list[str], others: list[str], chance: random.Random) -> None:
    """A third of the paragraphs, one behind the other, are another story's."""
    number = (len(own) + 1) // 3
    first = chance.randint(0, len(own) - number)
    own[first : first + number] = [_ended(chance.choice(others)) for _ in range(number)]


def every_third_changed(own: list[str], others: list[str], chance: random.Random) -> None:
    """Every third paragraph is another story's, so that hardly one stands where it stood."""
    for at in range(chance.randrange(3), len(own), 3):
        own[at] = _ended(chance.choice(others))


def at_the_beginning(own: list[str], others: list[str], chance: random.Random) -> None:
    """A paragraph more, in front of all."""
    own.insert(0, _ended(chance.choice(others)))


def in_the_middle(own: list[str], others: list[str], chance: random.Random) -> None:
    """A paragraph more, somewhere."""
    own.insert(chance.randint(1, len(own)), _ended(chance.choice(others)))


def at_the_end(own: list[str], others: list[str], chance: random.Random) -> None:
    """A paragraph more, behind all."""
    own[-1] = _ended(own[-1])
    own.append(chance.choice(others))


def removed(own: list[str], others: list[str], chance: random.Random) -> None:
    """A paragraph less."""
    del own[chance.randrange(len(own))]


def swapped(own: list[str], others: list[str], chance: random.Random) -> None:
    """Two paragraphs have changed places."""
    one, two = chance.randrange(len(own)), chance.randrange(len(own))
    own[one], own[two] = _ended(own[two]), _ended(own[one])


def headline(own: list[str], others: list[str], chance: random.Random) -> None:
    """The first line is another story's."""
    own[0] = _ended(others[0])


def word(own: list[str], others: list[str], chance: random.Random) -> None:
    """A word is another."""
    at = chance.randrange(len(own))
    words = list(_LONGER.finditer(own[at]))
    new = _LONGER.findall(chance.choice(others))
    if words and new:
        old = chance.choice(words)
        own[at] = own[at][: old.start()] + chance.choice(new) + own[at][old.end() :]


def run_on(own: list[str], others: list[str], chance: random.Random) -> None:
    """Two paragraphs have become one."""
    at = chance.randrange(len(own))
    own[at] = own[at].rstrip() + " "


EDITS: Mapping[str, Edit] = MappingProxyType(
    {
        each.__name__: each
        for each in (
            changed,
            third_changed,
            every_third_changed,
            at_the_beginning,
            in_the_middle,
            at_the_end,
            removed,
            swapped,
            headline,
            word,
            run_on,
        )
    }
)


def _ended(paragraph: str) -> str:
    """With a line break behind it, which the last one of a story may not have."""
    return paragraph if paragraph.endswith("\n") else f"{paragraph}\n\n"
