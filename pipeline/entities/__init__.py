"""Names: who and what is named in a story, where, and who that is."""

from pipeline.entities.acronyms import acronyms
from pipeline.entities.bodies import of_states, with_their_kind
from pipeline.entities.known import from_tables
from pipeline.entities.lines import in_prose, of_datelines
from pipeline.entities.link import link
from pipeline.entities.mentions import from_model
from pipeline.entities.not_names import NotNames
from pipeline.entities.people import majority, people
from pipeline.entities.seen import seen_again
from pipeline.entities.settle import settle
from pipeline.entities.shapes import by_shape
from pipeline.entities.towns import countries, towns
from pipeline.entities.units import units
from pipeline.entities.whole import whole
from pipeline.furniture import Furniture
from pipeline.parse import Parse
from schemas.story import EntityMention

__all__ = ["find_entities"]


def find_entities(parse: Parse, marks: Furniture | None = None) -> tuple[EntityMention, ...]:
    """The people, bodies and places that a text names, in text order, none over another.

    `marks` is the text's furniture, looked for here where it is not given.
    `name` is the fullest form of a name in the story; `id` is a country's ISO code or a place's GeoNames id.
    """
    marks = marks or Furniture(parse.text)
    not_names = NotNames(parse)
    shaped = [*of_datelines(parse), *units(parse), *by_shape(parse), *of_states(parse)]
    mentions = settle(parse, from_model(parse), from_tables(parse), shaped)
    mentions = in_prose(parse, marks, not_names.left_out(whole(parse, mentions)))
    mentions = acronyms(parse, countries(parse, towns(parse, mentions)))
    mentions = seen_again(parse, majority(parse, people(parse, mentions)))
    mentions = in_prose(parse, marks, not_names.left_out(mentions))
    return link(parse, with_their_kind(parse, mentions))
