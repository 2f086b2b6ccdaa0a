"""Numbers: every quantity of a text, its ends, its unit and the thing counted (DESIGN 3, *number*)."""

from pipeline.numbers.find import find_numbers

__all__ = ["find_numbers"]
