"""What each person had before, and whether it is still what stands now: who holds an old version is given the new."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from heard.correspondence.distribution import Papers
from heard.pages.presenters import dates
from heard.reviews.models import Copy, SentCopy
from heard.web.record import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Had:
    """The last copy somebody was given, in words; `is_current`: they have what stands now, or it is on its way."""

    words: str = ""
    is_current: bool = False


NOTHING = Had()


def had_before(sent: Iterable[SentCopy], papers: Papers) -> Mapping[str, Had]:
    """This will say it of each person by number, or by name where they have none. `sent` is the latest first.

    The decisions alone, which go out with those to the manager, do not stand for a record.
    """
    found: dict[str, Had] = {}
    for row in sent:
        key = str(row.party_id or row.recipient_name)
        before = found.get(key, NOTHING)
        if before.words and (before.is_current or row.copy == Copy.DECISIONS):
            continue
        found[key] = Had(words=before.words or _words(row, papers), is_current=_is_current(row, papers))
    return found


def _is_current(row: SentCopy, papers: Papers) -> bool:
    return not row.failed and row.copy != Copy.DECISIONS and not _is_old(row, papers)


def _is_old(row: SentCopy, papers: Papers) -> bool:
    if row.signed_version is not None:
        return papers.signed is not None and row.signed_version.number < papers.signed.number
    now = papers.record.letter_sha256 if papers.record and papers.own.checked else ""
    return bool(row.letter_sha256 and now) and row.letter_sha256 != now


def _words(row: SentCopy, papers: Papers) -> str:
    told = {
        "copy": words.COPIES[Copy(row.copy)],
        "day": dates.plain(row.left_on or row.sent_on),
        "had": row.signed_version.number if row.signed_version else 0,
        "now": papers.signed.number if papers.signed else 0,
    }
    if row.failed:
        return _("%(copy)s, %(day)s: did not arrive") % told
    if row.signed_version is not None and _is_old(row, papers):
        return _("%(copy)s, %(day)s: had version %(had)s, now version %(now)s") % told
    if _is_old(row, papers):
        return _("%(copy)s, %(day)s: the letter was changed since") % told
    if row.left_on is None:
        return _("%(copy)s, in the outbox since %(day)s") % told
    return _("%(copy)s, %(day)s") % told
