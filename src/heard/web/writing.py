"""What pages share on which words are written under headings: when they were saved, and what somebody else saved."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from heard.pages.presenters import dates
from heard.reviews.models import RecordSection, ReportSection

NO_VERSION = -1  # fits no row: what was sent is not a version


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """What somebody else saved while this was written. A report has no words of a letter."""

    by: str
    at: str
    words: str
    letter_words: str = ""


def theirs_of(section: RecordSection | ReportSection) -> Theirs:
    """This will show what another person saved."""
    return Theirs(
        by=section.saved_by.name,
        at=dates.clock_time(section.saved_at),
        words=section.words,
        letter_words=section.letter_words if isinstance(section, RecordSection) else "",
    )


def saved_words(section: RecordSection | ReportSection | None) -> str:
    """This will say when a heading was saved last: "Saved 10:42, version 7"."""
    if section is None or not section.pk or not section.version:
        return ""
    told = {"time": dates.clock_time(section.saved_at), "version": section.version}
    return _("Saved %(time)s, version %(version)s") % told


def version_of(told: str) -> int:
    """This will read the version that a page sent."""
    return int(told) if told.isdecimal() and len(told) < 10 else NO_VERSION
