"""What a story claims, and when a claim is news.

The index stage asks `succession` what becomes of a story's new version; the count stage asks `decide` what
becomes of each claim. Both are pure: they read what is stored and say what is to be stored and told.
"""

from pipeline.claims.again import counted_again
from pipeline.claims.compare import force_key
from pipeline.claims.decide import Decision, decide
from pipeline.claims.estimate import Estimate, Said, Told
from pipeline.claims.ledger import Ledger, ledger_key
from pipeline.claims.make import claims_of
from pipeline.claims.play import Played, play
from pipeline.claims.rules import takes
from pipeline.claims.succession import StoredStory, Succession, Verdict, succession
from pipeline.claims.timeline import Point, timeline
from pipeline.claims.words import words

__all__ = [
    "Decision",
    "Estimate",
    "Ledger",
    "Played",
    "Point",
    "Said",
    "StoredStory",
    "Succession",
    "Told",
    "Verdict",
    "claims_of",
    "counted_again",
    "decide",
    "force_key",
    "ledger_key",
    "play",
    "succession",
    "takes",
    "timeline",
    "words",
]
