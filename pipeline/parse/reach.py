"""Whether a model looks only so far to both sides of a word that a part of a text can be parsed as it would be within
the whole."""

from collections.abc import Mapping
from typing import Any, Final

from spacy.language import Language

FARTHEST: Final = 4
"""tokens on each side that a word's row of numbers may be made from: `lines` has margins for as many"""

_READERS: Final = {
    "tok2vec": "spacy.Tok2Vec.v2",
    "tagger": "spacy.Tagger.v2",
    "parser": "spacy.TransitionBasedParser.v2",
    "ner": "spacy.TransitionBasedParser.v2",
}
_LISTENER: Final = "spacy.Tok2VecListener.v1"
_ENCODERS: Final = ("spacy.MaxoutWindowEncoder.v2", "spacy.MishWindowEncoder.v2")


def is_near_sighted(nlp: Language) -> bool:
    """Whether all networks of a model are of kinds that are known here and none looks farther than `FARTHEST`.

    One with attention, or that reads on from left to right, looks at the whole text.
    """
    components: Mapping[str, Any] = nlp.config["components"]
    return all(
        _looks_near(components[name].get("model", {}), reader)
        for name, reader in _READERS.items()
        if name in nlp.pipe_names
    )


def _looks_near(network: Mapping[str, Any], reader: str) -> bool:
    if network.get("@architectures") != reader:
        return False
    rows = network if reader == _READERS["tok2vec"] else network.get("tok2vec", {})
    if rows.get("@architectures") == _LISTENER:
        return True
    encoder = rows.get("encode", {})
    return (
        rows.get("@architectures") == _READERS["tok2vec"]
        and encoder.get("@architectures") in _ENCODERS
        and encoder["depth"] * encoder["window_size"] <= FARTHEST
    )
