"""Whether a browser's rules can read some HTML in no more than about a second.

HTML5 asks for work with the square of three things: how deep blocks nest, how many formatting elements are left open
(each next paragraph opens them all again, so that 20 kB may ask for 250 MB), and how many attributes one tag has.
What is counted here can be more than what is there, for text may look like a tag, but never less.
"""

import re
from collections import Counter

_TAGS = 10_000
_ATTRIBUTES = 15_000
_WORDS_IN_A_TAG = 2_000
_REOPENED = 500_000

# With its attributes, if they are plain enough to say for certain where the tag ends.
_FORMATTING = re.compile(
    r"""<(?:b|big|code|em|font|i|s|small|strike|strong|tt|u)(?=[\s/>])
    (?:(?:\s++[\w:-]++(?:\s*+=\s*+(?:"[^"<>]*+"|'[^'<>]*+'|[^\s"'<>=`]++))?+)*+\s*+/?+>)?+""",
    re.VERBOSE | re.IGNORECASE,
)
# of formatting elements that are alike, three are opened again
_ALIKE = 3


def is_tame(html: str) -> bool:
    """True for every article that a newsroom writes, up to five thousand elements."""
    tags = html.count("<")
    if tags > _TAGS or html.count("=") > _ATTRIBUTES or _formatting(html) * tags > _REOPENED:
        return False
    # a tag ends at a ">"; one inside an attribute's value has cost an "=", and they are counted
    return all(_words(part) <= _WORDS_IN_A_TAG for part in html.split(">") if len(part) > _WORDS_IN_A_TAG)


def _formatting(html: str) -> int:
    """The most formatting elements that can be open at once."""
    found = Counter(_FORMATTING.findall(html))
    return sum(min(number, _ALIKE) if tag.endswith(">") else number for tag, number in found.items())


def _words(text: str) -> int:
    return len(text.replace("/", " ").split())
