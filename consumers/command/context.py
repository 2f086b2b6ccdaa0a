"""What every command needs first: the settings, with the servers that they mean."""

import os

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from consumers.errors import MusterError
from consumers.settings import Settings, variable
from deploy.local import Addresses, addresses

LOCAL_ANALYZER = "standard"
"""the Elasticsearch of Maven Central has no `english` (DESIGN 5)"""


def settings() -> Settings:
    """The settings as the environment has them. Raises `MusterError` naming each variable that is wrong."""
    try:
        return Settings()
    except ValidationError as error:
        raise MusterError("; ".join(map(_fault, error.errors()))) from None


def _fault(fault: ErrorDetails) -> str:
    if not fault["loc"]:
        # settings that contradict each other, in our own words
        return str(fault["msg"]).removeprefix("Value error, ")
    name = str(fault["loc"][0])
    return f"{variable(name)} ({Settings.model_fields[name].description}): {fault['msg']}"


def connected() -> Settings:
    """The settings with both addresses filled in: those that are set, else those of the local servers."""
    found = settings()
    if found.kafka and found.elasticsearch:
        return found
    local = addresses(found.home / "servers")
    if local is None:
        missing = " and ".join(
            name
            for name, value in (("MUSTER_KAFKA", found.kafka), ("MUSTER_ELASTICSEARCH", found.elasticsearch))
            if not value
        )
        raise MusterError(f"no servers: set {missing}, or run: muster servers start")
    return on_local_servers(found, local)


def on_local_servers(found: Settings, local: Addresses) -> Settings:
    """The settings with the local servers in the place of what isn't set."""
    analyzer = found.analyzer if found.elasticsearch or "MUSTER_ANALYZER" in os.environ else LOCAL_ANALYZER
    return found.model_copy(
        update={
            "kafka": found.kafka or local.kafka,
            "elasticsearch": found.elasticsearch or local.elasticsearch,
            "analyzer": analyzer,
        }
    )
