"""Places by name: countries, their people, the seats that stand for them, regions and large cities.

Every lookup takes a name as it stands in a text, with or without "the" before it and "'s" after it,
and answers from tables that are read once, when the first question is asked.
"""

from pipeline.gazetteer.countries import country, country_name, demonym, seat
from pipeline.gazetteer.lesser import lesser_place
from pipeline.gazetteer.places import Found, place

__all__ = ["Found", "country", "country_name", "demonym", "lesser_place", "place", "seat"]
