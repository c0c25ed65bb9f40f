"""Words that people write under headings and sign: kept with a version, so that nobody overwrites another, and known
again by their fingerprint once they are signed."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db.models.functions import Now

from heard.accounts.models import User
from heard.common.errors import ChangedMeanwhile
from heard.common.texts import one_line
from heard.reviews.models import RecordSection, ReportSection


class WrittenMeanwhile(ChangedMeanwhile):
    """Somebody else saved this heading while you were writing. Nothing of yours is lost: both texts are shown."""


def keep_words(section: RecordSection | ReportSection, *, version: int, by: User, **texts: str) -> bool:
    """This will keep what was typed under a heading. `version` is the one that the writer started from, 0 for an empty
    heading. Gives whether anything was changed: what is the same as before is not saved again. Raises WrittenMeanwhile.
    """
    if section.version != version:
        raise WrittenMeanwhile
    kept = {name: as_kept(text) for name, text in texts.items()}
    if all(getattr(section, name) == text for name, text in kept.items()):
        return False
    for name, text in kept.items():
        setattr(section, name, text)
    section.saved_by, section.version, section.saved_at = by, section.version + 1, Now()
    section.save()
    section.refresh_from_db(fields=["saved_at"])
    return True


def as_kept(text: str) -> str:
    """The text with its paragraphs, each without marks that cannot be seen."""
    kept = [one_line(line) for line in text.replace("\r\n", "\n").split("\n")]
    return "\n".join(kept).strip("\n")


def fingerprint(plain: dict[str, Any]) -> str:
    """This will give the SHA-256 of plain data."""
    return hashlib.sha256(json.dumps(plain, sort_keys=True).encode()).hexdigest()


def iso(day: date | None) -> str:
    """The day as it stands in what is signed; nothing where there is none."""
    return day.isoformat() if day else ""
