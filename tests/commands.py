"""Every command that `muster` has, from the command itself."""

import typer


def commands(group: typer.Typer, before: str = "muster") -> list[str]:
    """The commands of a group and of the groups in it, as one would type them."""
    found = []
    for each in group.registered_commands:
        assert each.callback is not None
        found.append(f"{before} {each.name or each.callback.__name__}")
    for each_group in group.registered_groups:
        assert each_group.typer_instance is not None
        found += commands(each_group.typer_instance, f"{before} {each_group.name}")
    return found
