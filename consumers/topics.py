"""The topics: their names, how long they keep what, and making them."""

from collections.abc import Mapping
from types import MappingProxyType

from kafka.errors import AuthorizationError, TopicAlreadyExistsError, for_code

from consumers.admin import asking
from consumers.errors import Unavailable
from consumers.settings import Settings

ARTICLES = "articles"
PARSED = "stories.parsed"
NAMED = "stories.named"
QUOTED = "stories.quoted"
STORIES = "stories"
STORED = "stories.stored"
CLAIMS = "claims"
ALERTS = "alerts"
DEAD_LETTERS = "dead-letters"

LARGEST_MESSAGE = 64 * 1024 * 1024
"""bytes; what is too large to be an article must still fit, to become a dead letter"""

LARGEST_VALUE = LARGEST_MESSAGE - 64 * 1024
"""bytes; the rest is for the key and for Kafka's own headers"""

_WEEK_MS = 7 * 24 * 3600 * 1000
_FOR_EVER = -1
_NONE = 0

RETENTION_MS: Mapping[str, int] = MappingProxyType(
    {
        # the newsrooms' own words, from which all else can be made again
        ARTICLES: _FOR_EVER,
        PARSED: _WEEK_MS,
        NAMED: _WEEK_MS,
        QUOTED: _WEEK_MS,
        STORIES: _FOR_EVER,
        STORED: _WEEK_MS,
        CLAIMS: _FOR_EVER,
        ALERTS: _FOR_EVER,
        DEAD_LETTERS: 4 * _WEEK_MS,
    }
)
"""every topic, and for how long it keeps its messages"""


def create(settings: Settings) -> list[str]:
    """Make the topics that aren't there yet; gives the names of those that it made.

    Raises `Unavailable` if Kafka can't be reached, or does not make them.
    """
    with asking(settings, bootstrap_timeout_ms=10_000) as admin:
        present = set(admin.list_topics())
        missing = {
            settings.prefix + name: {
                "num_partitions": settings.partitions,
                "replication_factor": settings.replication,
                "configs": _configs(retention),
            }
            for name, retention in RETENTION_MS.items()
            if settings.prefix + name not in present
        }
        if missing:
            # another worker may be quicker: a topic that exists by then is as good as made
            answer = admin.create_topics(missing, raise_errors=False)
            faults = {each["name"]: each["error_code"] for each in answer["topics"]}
            for name, code in faults.items():
                if code not in (_NONE, TopicAlreadyExistsError.errno):
                    raise Unavailable(_refused(settings, name, code))
            admin.wait_for_topics(list(missing))
        return sorted(missing)


def _configs(retention: int) -> dict[str, str]:
    configs = {"retention.ms": str(retention), "max.message.bytes": str(LARGEST_MESSAGE)}
    if retention == _FOR_EVER:
        # a quarter of a story's 17 kB for a tenth of a millisecond; gzip, for whoever reads these topics has it
        configs |= {"compression.type": "gzip", "compression.gzip.level": "1"}
    return configs


def _refused(settings: Settings, name: str, code: int) -> str:
    said = for_code(code)
    who = f"user {settings.kafka_user}" if settings.kafka_user else "nobody in particular"
    if issubclass(said, AuthorizationError):
        return (
            f"Kafka at {settings.kafka} lacks the topic {name}, and {who} may not make it: run muster topics create "
            "as a user who may, see docs/security.md"
        )
    return f"Kafka at {settings.kafka} does not make the topic {name} ({said.__name__}: {said.description})"


def delete(settings: Settings) -> None:
    """Remove the topics and the groups of the installation that `settings.prefix` names.

    Raises `ValueError` without a prefix: that would be everyone's topics.
    """
    if not settings.prefix:
        raise ValueError("topics without a prefix are not removed")
    with asking(settings) as admin:
        ours = [name for name in admin.list_topics() if name.startswith(settings.prefix)]
        admin.delete_topics(ours)
        admin.delete_groups(
            [
                group["group_id"]
                for group in admin.list_groups()
                if group["group_id"].startswith(settings.prefix)
            ]
        )
