"""What commands show to people: Rich's console, for text that others have written."""

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.segment import Segment

from consumers.plain import plain


class Terminal(Console):
    """A console on which only its own styles drive the terminal. (Rich itself lets escape sequences through.)"""

    def render(self, *args: Any, **kwargs: Any) -> Iterable[Segment]:
        """What is written, segment by segment."""
        for segment in super().render(*args, **kwargs):
            yield segment if segment.control else Segment(plain(segment.text), segment.style)
