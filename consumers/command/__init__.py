"""The `muster` command."""

from consumers.command.app import main

__all__ = ["main"]
