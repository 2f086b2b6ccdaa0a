"""Dead letters after the fact: which there are, what has become of each, and sending them back."""

from consumers.letters.dealt import STATES, Dealt, State
from consumers.letters.letter import Letter, Wanted, letters, whole
from consumers.letters.resend import Resent, resend
from consumers.letters.waiting import waiting

__all__ = ["STATES", "Dealt", "Letter", "Resent", "State", "Wanted", "letters", "resend", "waiting", "whole"]
