"""Dead letters after the fact: which there are, what has become of each, and sending them back."""

from consumers.letters.dealt import STATES, Dealt, State
from consumers.letters.letter import Letter, Wanted, letters, whole
from consumers.letters.resend import Resent, resend
from consumers.letters.waiting import Waits, waiting, waiting_by_stage

__all__ = [
    "STATES",
    "Dealt",
    "Letter",
    "Resent",
    "State",
    "Waits",
    "Wanted",
    "letters",
    "resend",
    "waiting",
    "waiting_by_stage",
    "whole",
]
