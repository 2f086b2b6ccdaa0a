"""The secret that sessions are signed with."""

import os
import secrets

from consumers.settings import Settings


def secret(settings: Settings) -> str:
    """The one that is set, else one that is made once and kept in Muster's folder, so that a restart signs no one out."""
    if given := settings.desk_secret.get_secret_value():
        return given
    path = settings.home / "desk-secret"
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        if kept := path.read_text(encoding="ascii").strip():
            return kept
        descriptor = os.open(path, os.O_WRONLY | os.O_TRUNC, 0o600)
    made = secrets.token_urlsafe(48)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(made)
    return made
