"""What OpenAPI says of answers that every call may give."""

from typing import Any, Final

from pydantic import BaseModel, ConfigDict


class Fault(BaseModel):
    """Why there is no answer, in one line."""

    model_config = ConfigDict(
        json_schema_extra={"example": {"detail": "most: Input should be less than or equal to 500"}}
    )

    detail: str


FAULTS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Fault, "description": "what is asked can't be"},
    401: {"model": Fault, "description": "sign in first"},
    403: {"model": Fault, "description": "this is for those who may do more"},
    422: {"model": Fault, "description": "a parameter, or the body, is not as described"},
    503: {"model": Fault, "description": "Elasticsearch is away; ask again in a few seconds"},
}
