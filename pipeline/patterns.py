"""Regular expressions that are quick to find."""

import re
from collections.abc import Iterable


def one_of(words: Iterable[str], *, not_after: str) -> str:
    """A pattern for any of the words, where no character of the set `not_after` stands before.

    That is looked at behind the first letter, and not before it: by its first letter a word is found at a glance, and a
    pattern that begins with what may not stand there is tried at each place of a text.
    """
    return "|".join(f"{re.escape(word[0])}(?<!{not_after}.){re.escape(word[1:])}" for word in words)


def by_first_letter(words: Iterable[str]) -> str:
    """A pattern for any of many words, the longest that fits first: a word that begins with another letter is passed over
    at once."""
    rests: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        rests.setdefault(word[0], []).append(re.escape(word[1:]))
    return "|".join(f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in rests.items())
