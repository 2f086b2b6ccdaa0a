"""Which language a text is in, where its newsroom doesn't say.

By py3langid, a naive Bayes model over byte sequences: no network, no chance in it, a quarter of a millisecond a
story. Its model takes 75 MB and a second to load, so it is loaded when a story first needs it.
"""

from collections import Counter
from functools import cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

READ = 1_000
"""as many characters are looked at; more make no difference"""

_LEAST_BYTES = 24
"""of letters: four short words of English, eight characters of Chinese; names alone mislead"""
_SURE = 0.5

# Languages in which news is published. The model knows more, among them dialects that a headline in their
# neighbour's language is easily taken for (Wu for Chinese, Extremaduran for Spanish, Nigerian Pidgin for English).
_LANGUAGES = frozenset(
    {"af", "am", "ar", "az", "be", "bg", "bn", "bs", "ca", "cs", "cy", "da", "de", "el", "en"}
    | {"es", "et", "eu", "fa", "fi", "fr", "ga", "gl", "gu", "ha", "he", "hi", "hr", "ht", "hu"}
    | {"hy", "id", "ig", "is", "it", "ja", "ka", "kk", "km", "kn", "ko", "ku", "ky", "lb", "lo"}
    | {"lt", "lv", "mg", "mk", "ml", "mn", "mr", "ms", "mt", "my", "ne", "nl", "nn", "no", "om"}
    | {"or", "pa", "pl", "ps", "pt", "ro", "ru", "rw", "si", "sk", "sl", "sn", "so", "sq", "sr"}
    | {"sv", "sw", "ta", "te", "tg", "th", "tk", "tl", "tr", "tt", "ug", "uk", "ur", "uz", "vi"}
    | {"xh", "yo", "zh", "zu"}
)
# Bokmål and Nynorsk share most words of a sentence, and the code of Norwegian
_OF_BOTH = {"nn": "no"}


def language_of(text: str) -> str | None:
    """The ISO 639-1 code of a text's language, such as "en"; None where it is too short to say or says too little.

    Serbian, Bosnian and Croatian, or Malay and Indonesian, are easily taken for one another.
    """
    start = text[:READ]
    if not _has_enough(start):
        return None
    sureness: Counter[str] = Counter()
    for language, share in _identifier().rank(start):
        sureness[_OF_BOTH.get(language, language)] += share
    [(language, share)] = sureness.most_common(1)
    return language if share >= _SURE else None


def _has_enough(text: str) -> bool:
    left = _LEAST_BYTES
    for letter in text:
        if letter.isalpha():
            left -= len(letter.encode(errors="replace"))
        if left <= 0:
            return True
    return False


def warm() -> None:
    """Load the model now, so that no story waits for it."""
    _identifier()


@cache
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(_LANGUAGES)
    return identifier
