"""muster demo: the whole way on real servers, from the seeds."""

from consumers.command.demo.command import demo

__all__ = ["demo"]
