"""The secrets that webhooks are signed with, by the Standard Webhooks scheme: ours that go out, others' that come in."""

import base64
import binascii
from typing import Final

from pydantic import SecretStr

_PREFIX: Final = "whsec_"
_SHORTEST_KEY, _LONGEST_KEY = 24, 64
"""bytes, as the Standard Webhooks scheme has them"""


def check_secret(secret: SecretStr) -> None:
    """Raises `ValueError`, without the secret in it, unless one can sign with it."""
    prefix, _, encoded = secret.get_secret_value().partition(_PREFIX)
    try:
        key = base64.b64decode(encoded, validate=True) if not prefix and encoded else b""
    except binascii.Error:
        key = b""
    if not _SHORTEST_KEY <= len(key) <= _LONGEST_KEY:
        raise ValueError(
            f"must be {_PREFIX} and then {_SHORTEST_KEY} to {_LONGEST_KEY} random bytes in base64; "
            f'make one with: echo "{_PREFIX}$(openssl rand -base64 32)"'
        )
