"""A mark's index has a field for each of its own."""

from schemas.elasticsearch import index_template
from schemas.feedback import Feedback


def test_fields_and_mappings_are_the_same() -> None:
    mapped = index_template("feedback")["template"]["mappings"]["properties"]
    assert set(mapped) == set(Feedback.model_fields)
