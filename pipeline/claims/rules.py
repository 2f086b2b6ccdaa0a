"""Whether a rule asks for a piece of news."""

import math
from collections.abc import Collection

from pipeline.claims.compare import is_vague, point
from schemas import AlertKind, Claim, Figure, Rule


def takes(
    rule: Rule,
    kind: AlertKind,
    figure: Claim | Figure,
    *,
    standing: Figure | None = None,
    found: Collection[str] = frozenset(),
) -> bool:
    """Whether a rule asks to be told of a figure, as this kind of news.

    `standing` is the figure that a revision revises; `found` are the names of the rules whose search finds the
    figure's story. A paused rule asks for nothing, and one that watches stories for no figure.

    `at_least` is met by a figure that may be as high: "between 3,000 and 5,000" meets 4,000. A figure without
    a place meets no rule that names places, one without a force none that names forces, and one without a
    provider, or that no story says, none that names providers. `least_change` is asked of a revision only.
    """
    return (
        not rule.paused
        and rule.watch == "counts"
        and kind in rule.kinds
        and _is_about(rule, figure)
        and (rule.at_least is None or _is_as_high(rule.at_least, figure))
        and (kind != "revised" or standing is None or _is_change_enough(rule, figure, standing))
        and (rule.historic or not figure.historic)
        and (rule.vague or not is_vague(figure))
        and is_from(rule, figure.provider if isinstance(figure, Claim) else None)
        and (rule.search is None or rule.name in found)
    )


def follows(rule: Rule, kind: AlertKind, figure: Figure, *, standing: Figure) -> bool:
    """Whether a rule that told of `standing` asks to hear what it became, though it would not take that by itself:
    who was told of 3,000 must hear of 800, however high the least figure is. A change may still be too small."""
    return (
        not rule.paused
        and rule.watch == "counts"
        and kind in rule.kinds
        and _is_change_enough(rule, figure, standing)
    )


def is_from(rule: Rule, provider: str | None) -> bool:
    """Whether a rule asks for what this provider publishes: "test wire" is "Test Wire"."""
    if not rule.providers:
        return True
    return provider is not None and _fold(provider) in map(_fold, rule.providers)


def _is_about(rule: Rule, figure: Figure) -> bool:
    return (
        (rule.unnamed or figure.force is not None)
        and (not rule.forces or _is_force(rule, figure))
        and (not rule.places or any(place.iso in rule.places for place in figure.places))
        and (not rule.roles or figure.role in rule.roles)
        and (not rule.statuses or figure.status in rule.statuses)
        and (not rule.measures or figure.measure in rule.measures)
    )


def _is_force(rule: Rule, figure: Figure) -> bool:
    if figure.force is None:
        return False
    names = {_fold(name) for name in (figure.force.name, figure.force.iso) if name}
    return any(_fold(wanted) in names for wanted in rule.forces)


def _is_as_high(least: float, figure: Figure) -> bool:
    most = figure.high if figure.high is not None else figure.low
    return most is not None and most >= least


def _is_change_enough(rule: Rule, figure: Figure, standing: Figure) -> bool:
    """3,300 after 3,000 is a change of 0.1, and so is 2,700; anything after none at all is a change beyond measure."""
    to, since = point(figure), point(standing)
    if rule.least_change is None or not since or to is None:
        return True
    change = abs(to - since) / abs(since)
    # 2,700 after 3,000 must not fall short of a tenth by the last bit
    return change >= rule.least_change or math.isclose(change, rule.least_change)


def _fold(name: str) -> str:
    return " ".join(name.casefold().split())
