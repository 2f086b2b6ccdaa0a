"""What is still to come, by the verb that ends a German clause: "wollen … entsenden", "sollen … verlegt werden"."""

import re
from collections.abc import Sequence

_WILL = frozenset({"wird", "werden"})
_WANT = frozenset({"will", "wollen", "soll", "sollen", "möchte", "möchten", "wolle"})
_DONE = frozenset({"haben", "sein", "worden"})
_PREFIXES = "ab|an|auf|aus|bei|ein|fest|heim|her|hin|los|mit|nach|statt|um|vor|weg|zurück|zusammen"
_PARTICIPLE = re.compile(rf"(?:{_PREFIXES})?ge[^\W\d_]{{2,}}(?:t|en)")
_ZU_INSIDE = re.compile(rf"(?:{_PREFIXES})zu[^\W\d_]{{2,}}(?:en|ern|eln)")


def is_to_come(clause: Sequence[str]) -> bool:
    """Whether the clause, as its words in lower case, tells of what is to be done.

    "wird … entsenden" and "soll … verlegt werden" do, "wurden … verlegt", "werden … verlegt" and "soll … geschickt
    haben" (which is hearsay) don't; "zu entsenden" and "abzuziehen" hang on another verb and do.
    """
    if not clause:
        return False
    last = clause[-1]
    if len(clause) > 1 and clause[-2] == "zu" and _is_infinitive(last):
        return True
    if _ZU_INSIDE.fullmatch(last):
        return True
    if _WANT & set(clause):
        return last not in _DONE
    return bool(_WILL & set(clause[:-1])) and _is_infinitive(last)


def _is_infinitive(word: str) -> bool:
    return word.endswith(("en", "ern", "eln")) and not _PARTICIPLE.fullmatch(word)
