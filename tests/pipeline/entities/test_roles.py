"""What a person is, where the story says it beside the name."""

from collections.abc import Callable

import pytest

from pipeline.entities import find_entities
from pipeline.parse import Parse

CASES = """
Finance Minister Anna Ross resigned. | Anna Ross: Finance Minister
Regional police chief Anna Ross resigned. | Anna Ross: Regional police chief
Anna Ross, the mayor of Porto, resigned. | Anna Ross: mayor of Porto
The head of the mission, Anna Ross, resigned. | Anna Ross: head of the mission
Norway's defence minister, Anna Ross, resigned. Ross gave no reason. | Anna Ross: defence minister; Anna Ross: defence minister
President Anna Ross met Peter Lang, a retired general. | Anna Ross: President; Peter Lang: retired general
In Oslo Anna Ross slept. | Anna Ross: -
Anna Ross, who is tired, slept. | Anna Ross: -
Anna Ross and Peter Lang slept. | Anna Ross: -; Peter Lang: -
"""

ROWS = [tuple(part.strip() for part in line.split("|")) for line in CASES.strip().splitlines()]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_a_person_has_the_role_of_the_row(parse: Callable[[str], Parse], text: str, expected: str) -> None:
    people = [mention for mention in find_entities(parse(text)) if mention.type == "PERSON"]
    assert "; ".join(f"{mention.name}: {mention.role or '-'}" for mention in people) == expected
