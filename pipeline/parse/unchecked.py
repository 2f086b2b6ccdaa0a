"""Without blis checking the arguments of each product.

spaCy's parsers score every step through a text by blis, whatever NumPy multiplies by: for a text that comes alone a
product of one row each time, two or three a word, and blis looks its arguments over as it would for a large one. They are
always alike, and spaCy's code gives them. It is a tenth of the parse; what is computed is the same.
"""

import ctypes

import blis.cy

_NONE = 0
"""BLIS's name for it is BLIS_NO_ERROR_CHECKING"""


def without_checks() -> bool:
    """Whether blis looks at no arguments from now on, in all of this process. One that does not let itself be told is
    as quick as before."""
    try:
        library = ctypes.CDLL(blis.cy.__file__)
        library.bli_error_checking_level_set(_NONE)
        return int(library.bli_error_checking_level()) == _NONE
    except (AttributeError, OSError):
        return False
