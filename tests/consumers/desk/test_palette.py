"""The colours of sources: seen on their ground, and told apart by people who see few colours."""

import math
import re
from itertools import combinations

import pytest

from consumers.desk.chart import COLOURS
from consumers.desk.page import STATIC

# Machado, Oliveira, Fernandes 2009, severity 1.0
SEEING = {
    "all colours": ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.01182, 0.04294, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.3039),
    ),
}
Colour = tuple[float, float, float]


def linear(colour: str) -> Colour:
    def part(at: int) -> float:
        value = int(colour[at : at + 2], 16) / 255
        return value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4

    return part(1), part(3), part(5)


def luminance(colour: str) -> float:
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def lab(colour: Colour) -> Colour:
    red, green, blue = (min(1.0, max(0.0, part)) for part in colour)

    def root(value: float) -> float:
        return float(value ** (1 / 3)) if value > 0.008856 else 7.787 * value + 16 / 116

    x = root((0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.95047)
    y = root(0.2126 * red + 0.7152 * green + 0.0722 * blue)
    z = root((0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.08883)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def seen(colour: str, matrix: tuple[Colour, Colour, Colour]) -> Colour:
    parts = linear(colour)
    made = [sum(weight * part for weight, part in zip(row, parts, strict=True)) for row in matrix]
    return lab((made[0], made[1], made[2]))


def palettes() -> list[list[str]]:
    style = "".join((STATIC / name).read_text(encoding="utf-8") for name in ("chart.css", "counts.css"))
    return [
        re.findall(r"--source-\d: (#[0-9a-f]{6})", block) for block in re.findall(r":root \{([^}]*)\}", style)
    ]


@pytest.mark.parametrize(
    ("palette", "ground"), list(zip(palettes(), ("#ffffff", "#1b1e24", "#ffffff"), strict=True))
)
def test_a_mark_is_seen_on_its_ground_and_told_from_every_other(palette: list[str], ground: str) -> None:
    assert len(palette) == COLOURS + 1
    assert all(contrast(colour, ground) >= 3 for colour in palette)
    for matrix in SEEING.values():
        assert (
            min(math.dist(seen(one, matrix), seen(other, matrix)) for one, other in combinations(palette, 2))
            >= 15
        )


def test_each_colour_of_the_dark_page_has_another_on_paper() -> None:
    style = (STATIC / "desk.css").read_text(encoding="utf-8")
    _, dark, paper = (
        set(re.findall(r"(--[\w-]+):", block)) for block in re.findall(r":root \{([^}]*)\}", style)
    )
    assert dark <= paper, "else what is printed from a dark page is pale on white"
