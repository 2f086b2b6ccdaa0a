"""Parsing: text to words, grammar and sentences. The only stage that needs a model."""

from pipeline.parse.model import DEFAULT_MODEL, ModelMissing, Parser
from pipeline.parse.repeated import Repeated
from pipeline.parse.tokens import Columns, Parse, Sentence, Token

__all__ = ["DEFAULT_MODEL", "Columns", "ModelMissing", "Parse", "Parser", "Repeated", "Sentence", "Token"]
