"""What the page of the private talk says to one viewer."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair
from heard.reviews.listening.queries import TalkSeen
from heard.reviews.models import NoteOpening, PrivateTalk, Review
from heard.web.meeting import words


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """One opening of the note, in words."""

    head: str
    reason: str
    told: str
    waits: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """One talk as the viewer may see it. `note` is None for those who may not read it. `which` tells its links apart
    from those of other talks; empty where there is but one."""

    key: int
    which: str
    facts: tuple[Pair, ...]
    shared: str
    shared_with: str
    note: str | None
    openings: tuple[Opened, ...]
    change: str
    open: str
    tell: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkPage:
    """All talks of a review, the latest first, and the way to record one."""

    talks: tuple[Talk, ...]
    record: Link | None


def page_of(review: Review, found: Sequence[TalkSeen], *, viewer: User) -> TalkPage:
    """Give what the viewer may see, and what they may do."""
    text = _("Record another talk") if found else _("Record the talk")
    link = Link(text=text, href=reverse("meeting:talk_record", args=[review.pk]))
    return TalkPage(
        talks=tuple(_talk(review, seen, viewer, several=len(found) > 1) for seen in found),
        record=link if viewer.may(Permission.REVIEW_RECORD) else None,
    )


def _talk(review: Review, seen: TalkSeen, viewer: User, *, several: bool) -> Talk:
    records, oversees = viewer.may(Permission.REVIEW_RECORD), viewer.may(Permission.IRO_APPOINT)
    talk = seen.talk
    may_tell = records and bool(seen.to_tell) and (seen.is_writer or oversees)
    return Talk(
        key=talk.pk,
        which=_which(talk) if several else "",
        facts=_facts(talk),
        shared=seen.shared or "",
        shared_with=_with_whom(talk) if seen.shared else "",
        note=seen.note.words if seen.note and seen.note.words else None,
        openings=tuple(_opened(one) for one in seen.openings),
        change=_href(review, "meeting:talk_record", talk, shown=records and seen.is_writer),
        open=_href(review, "meeting:talk_open", talk, shown=records and seen.may_open),
        tell=_href(review, "meeting:talk_told", talk, shown=may_tell),
    )


def _which(talk: PrivateTalk) -> str:
    told = {"name": talk.recorded_by.name, "outcome": words.OUTCOMES[PrivateTalk.Outcome(talk.outcome)]}
    if talk.talked_on is None:
        return _("%(name)s: %(outcome)s") % told
    return _("%(name)s, %(day)s") % (told | {"day": dates.plain(talk.talked_on)})


def _href(review: Review, name: str, talk: PrivateTalk, *, shown: bool) -> str:
    return f"{reverse(name, args=[review.pk])}?talk={talk.pk}" if shown else ""


def _facts(talk: PrivateTalk) -> tuple[Pair, ...]:
    found = [Pair(label=_("Talked alone?"), value=str(words.OUTCOMES[PrivateTalk.Outcome(talk.outcome)]))]
    if talk.talked_on:
        found.append(Pair(label=_("When"), value=dates.long(talk.talked_on)))
        found.append(Pair(label=_("How"), value=str(words.TALK_WAYS[PrivateTalk.Way(talk.way)])))
        alone = _("Nobody else was there or could hear") if talk.seen_alone else _("Not said that nobody could hear")
        found.append(Pair(label=_("Alone"), value=alone))
        limits = _("Told first when the IRO must pass on what is said") if talk.told_of_limits else _("Not told")
        found.append(Pair(label=_("Limits"), value=limits))
    else:
        found.append(Pair(label=_("Why"), value=talk.reason))
    if talk.other_way_offered:
        found.append(Pair(label=_("Another way offered"), value=talk.other_way_offered))
    found.append(Pair(label=_("With"), value=talk.recorded_by.name))
    return tuple(found)


def _with_whom(talk: PrivateTalk) -> str:
    named = [str(words.AUDIENCES[PrivateTalk.Audience(who)]) for who in talk.shared_with]
    return _("Shared with: %(who)s") % {"who": "; ".join(named)}


def _opened(one: NoteOpening) -> Opened:
    told = {
        "reader": one.to_user.name,
        "by": one.opened_by.name,
        "day": dates.long(one.opened_on),
        "ground": words.GROUNDS[NoteOpening.Ground(one.ground)],
    }
    waits = one.ground == NoteOpening.Ground.SAFEGUARDING and one.child_told_on is None
    if one.child_told_on:
        say = _("The child was told on %(day)s.") % {"day": dates.long(one.child_told_on)}
    elif waits:
        say = _("The child has not been told yet: %(why)s") % {"why": one.child_not_told_because}
    else:
        say = ""
    return Opened(
        head=_("Opened to %(reader)s by %(by)s on %(day)s. %(ground)s.") % told,
        reason=one.reason,
        told=say,
        waits=waits,
    )
