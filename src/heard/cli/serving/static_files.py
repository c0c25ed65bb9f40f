"""The files that browsers load, collected once and again when one changed."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command

BUILT = "built"


class NotBuilt(Exception):
    """The stylesheets are not built. Run script/setup."""


def collect() -> bool:
    """This will collect the files when any changed since last time, and say whether it did. Raises NotBuilt."""
    if not any((Path(folder) / BUILT).is_dir() for folder in settings.STATICFILES_DIRS):
        raise NotBuilt(NotBuilt.__doc__)
    root = Path(settings.STATIC_ROOT)
    kept, now = root / ".stamp", _stamp()
    if kept.exists() and kept.read_text() == now:
        return False
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    kept.unlink(missing_ok=True)
    call_command("collectstatic", interactive=False, clear=True, verbosity=0)
    kept.write_text(now)
    return True


def _stamp() -> str:
    digest = hashlib.sha256()
    for finder in get_finders():
        for name, storage in finder.list([]):
            state = Path(storage.path(name)).stat()
            digest.update(f"{name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return digest.hexdigest()
