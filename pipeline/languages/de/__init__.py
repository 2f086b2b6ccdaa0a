"""German. The tables beside this file say what can be said in tables; two things can't be."""

from pipeline.languages.de.number_words import compound
from pipeline.languages.de.tense import is_to_come
from pipeline.languages.language import Language

LANGUAGE = Language("de", compound=compound, is_to_come=is_to_come)
