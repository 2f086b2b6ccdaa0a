"""Standard Webhooks, coming in: https://github.com/standard-webhooks/standard-webhooks"""

import hashlib
import re
from collections.abc import Mapping
from typing import Final

from pydantic import SecretStr
from standardwebhooks import Webhook, WebhookVerificationError

from consumers.gateway.problems import Problem
from consumers.gateway.seen import Stamp

HEADERS: Final = ("webhook-id", "webhook-timestamp", "webhook-signature")
_TIMESTAMP: Final = re.compile(r"[0-9]{1,12}")


def check(provider: str, secret: SecretStr, headers: Mapping[str, str], body: bytes) -> Stamp:
    """What the signature vouches for. Raises `Problem` if it isn't of this body, or not of these five minutes."""
    missing = [name for name in HEADERS if not headers.get(name)]
    if missing:
        raise Problem(
            "not-signed",
            f"{', '.join(missing)} is missing; Standard Webhooks has all of {', '.join(HEADERS)}",
        )
    if not _TIMESTAMP.fullmatch(headers["webhook-timestamp"]):
        # the library would take 1.0 for 1, and one signature for that of two requests
        raise Problem("not-signed", "webhook-timestamp is not a time in whole seconds since 1970")
    try:
        text = body.decode()
    except UnicodeDecodeError:
        raise Problem("not-signed", "Standard Webhooks signs UTF-8, and the body is none") from None
    try:
        Webhook(secret.get_secret_value()).verify(
            text, {name: headers[name] for name in HEADERS}, json_parse=False
        )
    except WebhookVerificationError as error:
        said = str(error)
        raise Problem(
            "not-signed",
            f"webhook-timestamp is {said.rpartition('timestamp ')[2]}; five minutes either way are let pass"
            if "too" in said
            else "webhook-signature is not the signature of this body",
        ) from None
    except ValueError:
        raise Problem("not-signed", "webhook-signature is not v1, and base64 behind it") from None
    return Stamp(
        provider,
        headers["webhook-id"],
        int(headers["webhook-timestamp"]),
        hashlib.sha256(body).digest(),
    )
