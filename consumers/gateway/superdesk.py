"""Superdesk's signature: HMAC-SHA1 of the body, keyed with the destination's secret token, in hex.

It signs no time. What was sent once can be sent again by whoever saw it, so only a story that says its version is
taken under it: an older version is nothing to Muster, and the same one neither.

See superdesk-core, superdesk/publish/transmitters/http_push.py.
"""

import hashlib
import hmac
from collections.abc import Mapping
from typing import Final

from pydantic import SecretStr

from consumers.gateway.problems import Problem

HEADER: Final = "x-superdesk-signature"


def check(token: SecretStr, headers: Mapping[str, str], body: bytes) -> None:
    """Raises `Problem` unless the body was signed with the token."""
    # SHA-1 is what Superdesk has; as an HMAC it is not broken
    expected = hmac.new(token.get_secret_value().encode(), body, hashlib.sha1).hexdigest()
    if not hmac.compare_digest(headers[HEADER].encode(), f"sha1={expected}".encode()):
        raise Problem("not-signed", f"{HEADER} is not the signature of this body")
