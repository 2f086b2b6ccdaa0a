"""A field of a form that was left blank."""

from typing import Any, Final

from pydantic import BeforeValidator


def _none_if_blank(value: Any) -> Any:
    return None if value == "" else value


Blank: Final = BeforeValidator(_none_if_blank)
"""browsers send what was left out as nothing: `?kind=&since=`"""
