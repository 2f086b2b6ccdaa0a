"""The marks and words of money and units, as the tables give them: "$", "US $", "km²", "cubic metres"."""

import re
from functools import cache
from string import ascii_uppercase

from pipeline.numbers.tables import table


def money_name(unit: str) -> str:
    """The name of a currency's unit ("USD": "dollar"); any other unit as it is."""
    return _money_names().get(unit, unit)


@cache
def money_codes() -> frozenset[str]:
    import pycountry

    codes = {currency.alpha_3 for currency in pycountry.currencies} - {
        "ALL",
        "TOP",
        "MOP",
        "CUP",
        "GEL",
        "MAD",
    }
    return frozenset(codes | {row[0] for row in table("currencies.tsv")} - {"XXX", "XTS"})


@cache
def _money_names() -> dict[str, str]:
    return {row[0]: row[2].partition(",")[0] for row in table("currencies.tsv")}


@cache
def _marks() -> dict[str, str]:
    return {mark: row[0] for row in table("currencies.tsv") for mark in row[1].split()}


@cache
def mark_codes() -> dict[str, str]:
    return {mark.lower(): code for mark, code in reversed(_marks().items())}


@cache
def marks_before() -> re.Pattern[str]:
    """A money mark that ends right before a figure, "US $" and "HK $" too."""
    forms = []
    for mark in sorted(_marks(), key=len, reverse=True):
        form = re.escape(mark)
        if mark[0].isalpha() and mark.endswith("$") and mark != "A$":  # "S $5", not "A $5 note"
            form = f"{form[:-2]} ?\\$"
            form = form if mark == "S$" else f"(?i:{form})"  # "US $", "hk $", not "its $"
        forms.append(rf"(?<![A-Za-z.'’]){form}" if mark[0].isalpha() else form)
    return re.compile(rf"({'|'.join(forms)})[ \u00a0]?$")


@cache
def marks_end_with() -> frozenset[str]:
    """The last letters of money marks and codes: most figures have another before them, and no money."""
    return frozenset(
        form[-1] for mark in _marks() for form in (mark, mark.lower(), mark.upper())
    ) | frozenset(ascii_uppercase)


@cache
def symbols() -> dict[str, str]:
    symbols = {symbol: row[0] for row in table("units.tsv") if len(row) > 2 for symbol in row[2].split()}
    signs = {
        mark: code
        for mark, code in _marks().items()
        if not (mark[0].isalpha() and mark.isascii()) and mark not in ("Y=",)
    }
    return signs | symbols


@cache
def symbols_after() -> re.Pattern[str]:
    longest = sorted(symbols(), key=len, reverse=True)
    return re.compile(
        "|".join(re.escape(s) + (r"(?![\w-])" if s[-1].isalnum() else r"(?!s\b)") for s in longest)
    )


@cache
def unit_words() -> dict[str, str]:
    found: dict[str, str] = {}
    for row in table("units.tsv"):
        found.update({word: row[0] for word in row[1].split(", ") if word})
    for row in table("currencies.tsv"):
        found.update({word: row[0] for word in row[2].split(", ") if word})
    return found
