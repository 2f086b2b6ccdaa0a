"""What the two servers have in common: the shape that `supervise` and `servers` work with."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from deploy.local.process import Command

#: The log of a server below its folder; up to three files of 20 MB.
LOG = Path("logs", "server.log")
#: What it prints apart from its log: Java's own complaints, mostly.
OUTPUT = Path("logs", "output.txt")

LOG4J = """\
rootLogger.level = info
rootLogger.appenderRef.file.ref = file
appender.file.type = RollingFile
appender.file.name = file
appender.file.fileName = {log}
appender.file.filePattern = {log}.%i
appender.file.layout.type = PatternLayout
appender.file.layout.pattern = %d{{ISO8601}} %p %m (%c{{1}})%n
appender.file.policies.type = Policies
appender.file.policies.size.type = SizeBasedTriggeringPolicy
appender.file.policies.size.size = 20MB
appender.file.strategy.type = DefaultRolloverStrategy
appender.file.strategy.max = 2
"""


class Program(Protocol):
    """One of the servers, installed and not yet running; all it knows of its whereabouts is passed in."""

    @property
    def name(self) -> str:
        """ "kafka" or "elasticsearch": also the name of its folder."""

    @property
    def version(self) -> str:
        """Its exact version."""

    @property
    def stop_patience(self) -> float:
        """Seconds that it may take to stop cleanly."""

    def prepare(self, home: Path, ports: tuple[int, int]) -> Command:
        """Write its configuration below `home` and say how it is started; raises ServersError.

        The first port is for clients, the second one for itself.
        """

    def address(self, port: int) -> str:
        """What a client is told."""

    def ready(self, port: int) -> bool:
        """Whether it answers, and can do its work."""


def write_log4j(path: Path, log: Path) -> None:
    """Write a log4j configuration that keeps the log at `log` small."""
    path.write_text(LOG4J.format(log=log), encoding="utf-8")
