"""What somebody reads when a verb cannot do its work: one sentence, never a traceback."""

import json
import os
import sys
import tempfile
import traceback
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

REFUSED = 1
INTERRUPTED = 130


def complain(program: str, error: Exception, *, as_json: bool = False) -> int:
    """This will say in one line on stderr why the verb stopped, and give the exit code; with `as_json` on stdout too.

    Errors of our own speak for themselves. For anything else the details go into a file that only the account of
    this process can read.
    """
    said = sentence_of(error)
    if said is None:
        said = f"Something went wrong that should not have. Nothing half-done was kept. Details: {_kept(error)}"
    said = " ".join(said.split())
    with suppress(BrokenPipeError):
        sys.stderr.write(f"{program}: {said}\n")
        if as_json:
            sys.stdout.write(json.dumps({"refused": said}, ensure_ascii=False) + "\n")
            sys.stdout.flush()
    return REFUSED


def sentence_of(error: Exception) -> str | None:
    """This will give the sentence that an error carries for people, or None when it was not made for them."""
    if type(error).__module__.partition(".")[0] == "heard":
        return str(error)
    if _is_lost_database(error):
        return f"The database cannot be reached. Start again, or check DATABASE_URL. PostgreSQL says: {error}"
    if isinstance(error, OSError) and error.filename is not None and error.strerror:
        return f"{os.fsdecode(error.filename)}: {error.strerror}."
    return None


def _is_lost_database(error: Exception) -> bool:
    names = {(kind.__module__, kind.__name__) for kind in type(error).__mro__}
    return bool(names & {("django.db.utils", "OperationalError"), ("psycopg", "OperationalError")})


def _kept(error: Exception) -> str:
    lines = traceback.format_exception(error)
    stamp = datetime.now(UTC).isoformat(timespec="seconds")
    for folder in (_log_folder(), Path(tempfile.gettempdir())):
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path = folder / f"heard-errors-{os.getuid()}.log"
            flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW
            with os.fdopen(os.open(path, flags, 0o600), "a", encoding="utf-8") as log:
                log.write(f"{stamp} {' '.join(sys.argv[:2])}\n{''.join(lines)}\n")
            return str(path)
    return "could not be written anywhere"


def _log_folder() -> Path:
    return Path(os.environ.get("HEARD_HOME") or Path(__file__).resolve().parents[3] / "var") / "log"
