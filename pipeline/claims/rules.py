"""Whether a rule asks for a piece of news."""

from pipeline.claims.compare import is_vague
from schemas import AlertKind, Figure, Rule


def takes(rule: Rule, kind: AlertKind, figure: Figure) -> bool:
    """Whether a rule asks to be told of a figure, as this kind of news.

    `at_least` is met by a figure that may be as high: "between 3,000 and 5,000" meets 4,000. A figure without
    a place meets no rule that names places, one without a force none that names forces.
    """
    return (
        kind in rule.kinds
        and (not rule.forces or _is_force(rule, figure))
        and (not rule.places or any(place.iso in rule.places for place in figure.places))
        and (not rule.roles or figure.role in rule.roles)
        and (not rule.statuses or figure.status in rule.statuses)
        and (not rule.measures or figure.measure in rule.measures)
        and (rule.at_least is None or _is_as_high(rule.at_least, figure))
        and (rule.historic or not figure.historic)
        and (rule.vague or not is_vague(figure))
        and (rule.unnamed or figure.force is not None)
    )


def _is_force(rule: Rule, figure: Figure) -> bool:
    if figure.force is None:
        return False
    names = {name.casefold() for name in (figure.force.name, figure.force.iso) if name}
    return any(wanted.casefold() in names for wanted in rule.forces)


def _is_as_high(least: float, figure: Figure) -> bool:
    most = figure.high if figure.high is not None else figure.low
    return most is not None and most >= least
