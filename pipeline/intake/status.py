"""Whether a story may be read: the three words of Muster, from the words of the standards."""

import re
from datetime import datetime

from schemas import PubStatus

_WORDS: dict[str, PubStatus] = {
    "usable": "usable",
    "withheld": "withheld",
    "canceled": "canceled",
    "cancelled": "canceled",
    "killed": "canceled",
    # NITF: for the desk's information, not yet for publication
    "advisory": "withheld",
    "info": "withheld",
}


def status(word: str | None, *, embargoed: datetime | None = None) -> PubStatus:
    """A publication status, plain ("canceled") or a code ("stat:canceled", ".../pubstatusg2/canceled").

    "embargoed" is usable from a time on if it has one, and withheld if it has none.

    Raises `ValueError` on a word that isn't known: it might be a kill.
    """
    if word is None or not word.strip():
        return "usable"
    plain = local(word)
    if plain == "embargoed":
        return "usable" if embargoed else "withheld"
    if plain not in _WORDS:
        raise ValueError(f"the publication status is none of {', '.join(sorted({*_WORDS, 'embargoed'}))}")
    return _WORDS[plain]


def local(code: str) -> str:
    """The last part of a code, in lower case: "ninat:text" and "http://cv.iptc.org/newscodes/ninature/text" are "text"."""
    return re.split(r"[:/#]", code.strip())[-1].lower()
