"""What is counted: "3,000 battle-hardened soldiers", "3,000 of its troops", "a 7,000-strong contingent"."""

from pipeline.numbers.units import Quantity
from pipeline.parse import Parse, Token
from schemas import Item

_NOUNS = ("NOUN", "PROPN")


def item_of(parse: Parse, quantity: Quantity) -> Item | None:
    """The thing that the quantity counts or measures, as the head noun of its phrase."""
    noun = counted_noun(parse, quantity.outer_start, quantity.outer_end, has_unit=quantity.unit is not None)
    return Item(text=noun.text, lemma=noun.lemma.lower() if noun.pos == "NOUN" else noun.lemma) if noun else None


def counted_noun(parse: Parse, start: int, end: int, *, has_unit: bool = False) -> Token | None:
    """The token of the thing that `text[start:end]` counts (unit taken in); None if the text does not say."""
    tokens = parse.tokens_in(start, end)
    if not tokens:
        return None
    last = tokens[-1]
    nouns = _noun_after(parse, last)
    if nouns is not None:
        return nouns
    if not has_unit and last.dep == "nummod" and last.head.pos in _NOUNS and last.head.i > last.i:
        return last.head
    return _in_sentence(last)


def _noun_after(parse: Parse, last: Token) -> Token | None:
    """Across adjectives and partitives to the last noun of the phrase that starts after the number."""
    tokens, i = parse.tokens, last.i + 1
    end = last.sentence.tokens[-1].i + 1
    found: Token | None = None
    steps = 0
    while i < end and steps < 14:
        steps += 1
        token = tokens[i]
        if token.pos in _NOUNS:
            if found is None or token.head is not found:
                found = token
            else:
                break
        elif token.lower == "of" and found is None and i == last.i + 1:
            pass  # "3,000 of its troops"
        elif found is not None and token.tag == "POS":
            found = None  # "10,000 soldiers' families"
        elif found is not None:
            break
        elif token.pos in ("ADJ", "DET") or token.tag in ("VBN", "VBG", "PRP$", "HYPH", "POS", "JJR", "NFP") or token.lower in ("-", "“", '"', "‘", "strong", "odd", "more", "so", "or"):
            if token.lower in ("or", "so") and not (i + 1 < end and tokens[i + 1].lower in ("more", "so", "fewer", "less") or token.lower == "so"):
                break
        elif token.lower == "," and i + 1 < end and tokens[i + 1].pos == "ADJ" and i > last.i + 1:
            pass
        elif token.lower == "and" and i + 1 < end and tokens[i - 1].pos == "ADJ" and tokens[i + 1].pos == "ADJ":
            pass
        elif token.pos == "ADV" and i + 1 < end and tokens[i + 1].pos in ("ADJ", "VERB"):
            pass
        else:
            break
        i += 1
    return found


def _in_sentence(token: Token) -> Token | None:
    """ "the total is now 3,000", "shares rose 6%": the subject of what the number completes."""
    climb = token
    for _ in range(6):
        if climb.head is climb:
            break
        if climb.dep == "pobj" and climb.head.head.pos in _NOUNS:
            return climb.head.head  # "a range of 400 km"
        climb = climb.head
        if climb.pos in ("VERB", "AUX"):
            subject = next((c for c in climb.children if c.dep in ("nsubj", "nsubjpass") and c is not token), None)
            if subject is not None:
                return subject if subject.pos in _NOUNS else None
    return None
