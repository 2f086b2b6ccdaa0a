"""Logs: one event a line, readable on a terminal, JSON in production. Never bodies, never secrets.

What is said of one story has its uri as `story`, in every stage: it is what a person has in hand, and finds in search, in
Kafka and at the newsroom too.
"""

import logging
import sys
import time

import structlog

from consumers.plain import plain
from consumers.settings import Settings

_QUIET = ("aiokafka", "elastic_transport", "faust", "kafka", "mode")
"""libraries that say much; their warnings are enough"""
_OURS = ("consumers", "pipeline", "schemas")

_STARTING = ("aiokafka", "consumers.health")
"""who says so when a broker that has just started has no coordinators yet"""
_YOUNG = 60.0
"""seconds in which a worker that was started with its broker has to wait for it"""


def set_up(settings: Settings, *, as_json: bool | None = None) -> None:
    """Send all logs to stderr in one form, the libraries' own too; as the settings say, if `as_json` doesn't."""
    if as_json is None:
        as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    level = logging.getLevelNamesMapping()[settings.log_level.upper()]
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if as_json
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(),
            pad_event_to=12,
            # the pretty one shows what variables hold: bodies, secrets
            exception_formatter=structlog.dev.plain_traceback,
        )
    )
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=shared,
        processors=[
            structlog.stdlib.ProcessorFormatter.remove_processors_meta,
            *([structlog.processors.format_exc_info] if as_json else [_plain]),
            last,
        ],
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(formatter)
    # what libraries say to those who mend them may hold bodies and secrets
    logging.basicConfig(handlers=[handler], level=max(level, logging.INFO), force=True)
    for name in _OURS:
        logging.getLogger(name).setLevel(level)
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(level, logging.WARNING))
    handler.addFilter(_Young(time.monotonic()))
    handler.addFilter(_of_use)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )


def _plain(_logger: object, _name: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
    """A story's uri, a file's name: what others have written can't drive the terminal."""
    return {name: plain(value) if isinstance(value, str) else value for name, value in event.items()}


def _of_use(record: logging.LogRecord) -> bool:
    """Faust's members tell one another more than the protocol has a form for, and kafka-python warns of each of them
    each time that it looks at a group: eight long lines every five seconds. Nobody here reads what it can't."""
    return (
        record.name != "kafka.admin._groups" or "Unable to decode member_metadata" not in record.getMessage()
    )


class _Young(logging.Filter):
    """A broker that has just started has no coordinators for a moment, and the client calls that an error, many times
    over; so does who asks after the groups. If it lasts, it is shown."""

    def __init__(self, since: float) -> None:
        super().__init__()
        self._since = since

    def filter(self, record: logging.LogRecord) -> bool:
        if not record.name.startswith(_STARTING) or time.monotonic() - self._since > _YOUNG:
            return True
        said = record.getMessage()
        return "CoordinatorNotAvailable" not in said and "Marking the coordinator dead" not in said
