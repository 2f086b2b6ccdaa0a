"""The networks of a loaded model, and putting quicker parts in the place of spaCy's."""

from collections.abc import Callable
from typing import Any

from spacy.language import Language
from thinc.api import Model

Node = Model[Any, Any]


def replace(nlp: Language, is_known: Callable[[Node], bool], quicker: Callable[[Node], Node]) -> None:
    """Put what `quicker` makes of it in the place of every part that is known, in every network. The others stay."""
    for _, pipe in nlp.pipeline:
        model = getattr(pipe, "model", None)
        if isinstance(model, Model):
            for node in [each for each in model.walk() if is_known(each)]:
                model.replace_node(node, quicker(node))
