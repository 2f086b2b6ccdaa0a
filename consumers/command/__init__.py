"""The `muster` command."""


def main() -> None:
    """Run it."""
    # the processes that read stories import this module with the script that runs it, and need none of the commands
    from consumers.command.app import main as run

    run()


__all__ = ["main"]
