"""Number grammar: "two hundred and five", "1.5 million", "half a dozen", "tens of thousands" become values."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.numbers.atoms import atoms

_DEPTH = 5
"""scales in one number, each below the one before: trillion, billion, million, thousand, hundred"""

Form = Literal["figure", "word", "part", "vague", "about"]


@dataclass(frozen=True, slots=True)
class Value:
    """A number as written: `text[start:end]`. `scale` is the last multiplier in it (1 if none)."""

    start: int
    end: int
    value: float
    scale: float
    form: Form
    surface: str


def values(text: str) -> list[Value]:
    """Every number of the text, in order, not overlapping. Whether it is a quantity is not yet asked."""
    return list(_Reader(text).read())


class _Reader:
    """Reads the longest number at each atom. A method takes the index of an atom and gives (value, next index)."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.atoms = atoms(text)

    def read(self) -> Iterator[Value]:
        i = 0
        while i < len(self.atoms):
            found = self._number(i)
            if found is None:
                i += 1
                continue
            value, scale, form, j = found
            start, end = self._start(i), self.atoms[j - 1].end
            if value < 0 or self._signed(i):
                value = -abs(value)
            yield Value(start, end, value, scale, form, self.text[start:end])
            i = j

    def _start(self, i: int) -> int:
        start = self.atoms[i].start
        return start - 1 if self._signed(i) else start

    def _signed(self, i: int) -> bool:
        """-5 and −5 after a space or a bracket, not the dash of a range or a name."""
        start = self.atoms[i].start
        if self.atoms[i].kind != "figure" or start == 0 or self.text[start - 1] not in "-−":
            return False
        return start == 1 or self.text[start - 2] in " (\u00a0$€£=<>"

    def _is(self, i: int, kind: str, word: str = "") -> bool:
        """Is atom `i` of this kind, and joined to the one before it?"""
        if i >= len(self.atoms) or self.atoms[i].kind != kind:
            return False
        if word and self.atoms[i].text.lower() != word:
            return False
        return i == 0 or self._joined(i)

    def _joined(self, i: int) -> bool:
        gap = self.text[self.atoms[i - 1].end : self.atoms[i].start]
        return len(gap) <= 3 and gap.strip(" \u00a0\u2009\u202f\t") in ("", "-", "‐", "‑")

    def _number(self, i: int) -> tuple[float, float, Form, int] | None:
        atom = self.atoms[i]
        if atom.kind == "link":
            return self._led_by_link(i)
        if atom.kind == "few":
            return self._few(i)
        if atom.kind == "plural":
            return self._vague(i)
        if atom.kind == "part":
            return self._part(i, 1.0)
        if atom.kind == "fold":  # "sixfold"
            return atom.value, 1.0, "word", i + 1
        if atom.kind in ("ones", "tens", "figure"):
            return self._exact(i)
        if atom.kind == "scale" and self._is(i + 1, "scale"):  # "hundred thousand"
            return self._scaled(i, 1.0, "word")
        return None

    def _led_by_link(self, i: int) -> tuple[float, float, Form, int] | None:
        word = self.atoms[i].text.lower()
        if word == "minus" and self.text.startswith(
            "plus or ", max(0, self.atoms[i].start - len("plus or "))
        ):
            return None  # "plus or minus 3 points"
        if word in ("minus", "negative"):  # "minus five"
            counts = any(self._is(i + 1, kind) for kind in ("ones", "tens", "figure"))
            found = self._exact(i + 1) if counts else None
            return (-found[0], *found[1:]) if found else None
        if word in ("a", "an"):
            if self._is(i + 1, "scale") or self._is(i + 1, "dozen"):  # "a hundred", "a dozen"
                return self._scaled(i + 1, 1.0, "word")
            if self._is(i + 1, "few"):  # "a couple of hundred"
                return self._few(i + 1)
            if self._is(i + 1, "part"):  # "a third"
                return self._part(i + 1, 1.0)
        return None

    def _few(self, i: int) -> tuple[float, float, Form, int] | None:
        """ "several hundred", "a few dozen", "a couple of thousand": nothing without a scale."""
        j = i + 2 if self._is(i + 1, "link", "of") else i + 1
        times = self.atoms[i].value
        if self._is(j, "plural"):
            return self._vague(j)
        if not (self._is(j, "scale") or self._is(j, "dozen")) or self.atoms[i].text.lower() == "many":
            return None
        value, scale, _, j = self._scaled(j, times, "word")
        return value, scale, "about" if times == 2 else "vague", j

    def _vague(self, i: int) -> tuple[float, float, Form, int] | None:
        """ "thousands", "tens of thousands"."""
        atom = self.atoms[i]
        if self._is(i + 1, "link", "of") and self._is(i + 2, "plural"):
            return atom.value * self.atoms[i + 2].value, self.atoms[i + 2].value, "vague", i + 3
        if atom.text.lower() in ("tens", "scores") and not self._is(i + 1, "link", "of"):
            return None
        return atom.value, atom.value, "vague", i + 1

    def _part(self, i: int, times: float) -> tuple[float, float, Form, int]:
        """ "half", "two thirds", "half a million", "three quarters of a million"."""
        value, j = times / self.atoms[i].value, i + 1
        of = j + 1 if self._is(j, "link", "of") else j
        article = of + 1 if self._is(of, "link", "a") else of
        if self._is(article, "scale") or self._is(article, "dozen"):
            value, scale, _, j = self._scaled(article, value, "word")
            return value, scale, "word", j
        return value, 1.0, "part", j

    def _exact(self, i: int) -> tuple[float, float, Form, int] | None:
        form: Form = "figure" if self.atoms[i].kind == "figure" else "word"
        allow_and = not self.text[: self.atoms[i].start][-9:].lower().endswith("between ")
        value, scale, j = self._amount(i, float("inf"), allow_and, 0)
        counts = self._is(j, "link", "point") and form == "word"
        if counts and (self._is(j + 1, "ones") or self._is(j + 1, "tens")):  # "five point five"
            value, j = self._decimals(j + 1, value)
            return self._scaled(j, value, form) if self._is(j, "scale") else (value, 1.0, form, j)
        if self._is(j, "part") and scale == 1 and self._is_share(j, value):  # "two thirds", "one-fifth"
            return self._part(j, value)
        half = self._and_a_part(j)
        if half:  # "two and a half million", "one million and a half"
            share, j = half
            if self._is(j, "scale") and self.atoms[j].value < scale:  # "one billion and a half million"
                share, _, _, j = self._scaled(j, share, form)
                return value + share, scale, form, j
            value += share * (scale if scale > 100 else 1)
            if self._is(j, "scale"):
                value, scale, _, j = self._scaled(j, value, form)
        if self._is(j, "plural") and scale == 1:  # "three dozens"
            return value * self.atoms[j].value, self.atoms[j].value, form, j + 1
        return value, scale, form, j

    def _is_share(self, j: int, value: float) -> bool:
        """ "two thirds" and "one third" are shares, "two third brigades" is not."""
        word = self.atoms[j].text.lower()
        return value < 100 and value % 1 == 0 and (value == 1 or word.endswith("s") or word == "half")

    def _decimals(self, i: int, whole: float) -> tuple[float, int]:
        digits = ""
        if self._is(i, "tens"):  # "point seventy-one"
            value, i = self._below_hundred(i)
            return whole + value / 100, i
        while self._is(i, "ones") and len(digits) < 12:
            digits += str(int(self.atoms[i].value))
            i += 1
        return whole + float(f"0.{digits}"), i

    def _and_a_part(self, j: int) -> tuple[float, int] | None:
        if self._is(j, "link", "and") and self._is(j + 1, "link", "a") and self._is(j + 2, "part"):
            return 1 / self.atoms[j + 2].value, j + 3
        if self._is(j, "link", "and") and self._is(j + 1, "ones") and self._is(j + 2, "part"):
            return self.atoms[j + 1].value / self.atoms[j + 2].value, j + 3
        return None

    def _scaled(self, i: int, value: float, form: Form) -> tuple[float, float, Form, int]:
        """Atom `i` is a scale or a dozen: whoever calls has seen to that; nothing need join it to what stands before."""
        scale, j = self.atoms[i].value, i + 1
        while self._is(j, "scale") or self._is(j, "dozen"):
            scale *= self.atoms[j].value
            j += 1
        return value * scale, scale, form, j

    def _amount(self, i: int, limit: float, allow_and: bool, depth: int) -> tuple[float, float, int]:
        """A number below `limit`: a group below a thousand, its scales, and what is added below them."""
        figures = self.atoms[i].kind == "figure"
        value, scale, j = self._group(i, allow_and)
        while self._is(j, "scale") or self._is(j, "dozen") or (figures and self._short(j)):
            value, scale, j = value * self.atoms[j].value, scale * self.atoms[j].value, j + 1
        if scale >= 100 and depth < _DEPTH:
            k = j + 1 if allow_and and self._is(j, "link", "and") else j
            kinds = ("ones", "tens", "figure") if figures else ("ones", "tens")
            if k < len(self.atoms) and self.atoms[k].kind in kinds and self._joined(k):
                more, lesser, after = self._amount(k, scale, allow_and, depth + 1)
                if figures and k > j and scale >= 1000 and lesser == 1:  # "$3 million and 20 vans"
                    return value, scale, j
                if more < min(scale, limit) and (scale > 100 or more < 100) and not self._is(after, "part"):
                    return value + more, scale, after
        return value, scale, j

    def _group(self, i: int, allow_and: bool) -> tuple[float, float, int]:
        """Figures, or words below a hundred, with their hundreds: "two hundred and five"."""
        atom = self.atoms[i]
        if atom.kind == "figure":
            return atom.value, 1.0, i + 1
        value, j = self._below_hundred(i)
        if not self._is(j, "scale", "hundred"):
            return value, 1.0, j
        value, j = value * 100, j + 1
        k = j + 1 if allow_and and self._is(j, "link", "and") else j
        if k < len(self.atoms) and self.atoms[k].kind in ("ones", "tens") and self._joined(k):
            more, after = self._below_hundred(k)
            if not self._is(after, "scale", "hundred") and not self._is(after, "part"):
                return value + more, 1.0, after
        return value, 100.0, j

    def _below_hundred(self, i: int) -> tuple[float, int]:
        value, j = self.atoms[i].value, i + 1
        if self.atoms[i].kind == "tens" and self._is(j, "ones") and 0 < self.atoms[j].value < 10:
            return value + self.atoms[j].value, j + 1
        return value, j

    def _short(self, j: int) -> bool:
        """ "1.5m", "3k", "2 bn"; single letters and "mm" only when they touch the figure."""
        if j >= len(self.atoms) or self.atoms[j].kind != "short":
            return False
        gap = self.text[self.atoms[j - 1].end : self.atoms[j].start]
        word = self.atoms[j].text
        if word == "mm" or self.text[self.atoms[j].end : self.atoms[j].end + 1] in (
            "/",
            "²",
            "³",
            *"0123456789",
        ):
            return False  # "32m2", "5 m/s"
        return gap == "" or (gap in " \u00a0" and (len(word) > 1 or word in "BM"))
