"""The gateway: newsrooms push stories over HTTP, and have 202 when Kafka has them.

A push goes through these, one file each:

    who         a bearer key (keys), or a signature of the body (superdesk, webhooks) that providers knows
    rates       429 if its provider has pushed too many
    body        read as it comes and unpacked, never more of it than is let; what is held counts against room
    seen        a webhook that was taken before is not taken again
    stories     read as the stage `parse` will read it; what can't be read is refused, with why
    broker      to Kafka with acks=all; 503 if it doesn't have it in time

What is refused is a `Problem` (problems), which is answered as RFC 9457 has it. No body, key or signature is logged
(access) or quoted in an answer.
"""

from consumers.gateway.app import create_app, is_set_up

__all__ = ["create_app", "is_set_up"]
