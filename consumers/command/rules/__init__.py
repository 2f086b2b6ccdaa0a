"""muster rules: who wants to be told what."""

from consumers.command.rules.commands import app

__all__ = ["app"]
