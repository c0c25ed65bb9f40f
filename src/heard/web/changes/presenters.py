"""What the pages of significant changes show."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import User
from heard.children.models import Child
from heard.law import LawError, Nation, catalogue, england_and_wales
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair
from heard.planning.kinds import PLAN_CHANGES, KindInLaw
from heard.planning.models import ChangeDecision, SignificantChange
from heard.reviews.models import Review
from heard.web.changes import words

ACKNOWLEDGE = 2  # working days: what this service suggests; no law sets a number


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangePage:
    """One change, what the law says of it, and what was decided."""

    title: str
    told: tuple[Pair, ...]
    text: str
    group: str
    provision: str
    to_be_confirmed: bool
    hint: str
    decision: tuple[Pair, ...]
    made: tuple[Pair, ...]
    made_href: str


def change_page(change: SignificantChange, law: KindInLaw | None, *, viewer: User, today: date) -> ChangePage:
    """Give the page of one change."""
    decided = getattr(change, "decision", None)
    return ChangePage(
        title=str(words.KINDS[change.kind]),
        told=tuple(_told(change)),
        text=change.words,
        group=str(words.GROUPS[law.group]) if law else "",
        provision=law.provision if law else "",
        to_be_confirmed=bool(law and law.to_be_confirmed),
        hint="" if decided else _acknowledge(change.told_on),
        decision=tuple(decision_pairs(decided)) if decided else (),
        made=tuple(_made(change)),
        made_href=reverse("changes:made", args=[change.pk]) if change.proposed or _made(change) else "",
    )


def _told(change: SignificantChange) -> list[Pair]:
    pairs = [
        Pair(
            label=_("Told"),
            value=dates.plain(change.told_on),
            note=_("%(who)s, entered by %(name)s")
            % {"who": words.TOLD_BY[change.told_by], "name": change.recorded_by.name},
        ),
        Pair(label=_("State"), value=_("Proposed") if change.proposed else _("It has happened")),
    ]
    if change.happens_on:
        label = _("Planned for") if change.proposed else _("Happened on")
        pairs.append(Pair(label=label, value=dates.plain(change.happens_on)))
    if change.child_wishes:
        pairs.append(Pair(label=_("What the child wishes, as told"), value=change.child_wishes))
    return pairs


def decision_pairs(decided: ChangeDecision) -> list[Pair]:
    """Give what was decided on a change, by whom, and what the child said."""
    by = _("%(day)s, by %(name)s") % {"day": dates.plain(decided.decided_on), "name": decided.decided_by.name}
    pairs = [
        Pair(label=_("Decided"), value=str(words.DECISIONS[decided.decision]), note=by),
        Pair(label=_("Because"), value=decided.reason),
    ]
    if decided.wishes_sought:
        pairs.append(Pair(label=_("The child wishes"), value=decided.wishes))
    else:
        pairs.append(Pair(label=_("The child was not asked"), value=decided.why_not_sought))
    if decided.explained_on:
        day = dates.plain(decided.explained_on)
        pairs.append(Pair(label=_("Explained to the child"), value=decided.explained, note=day))
    if decided.child_told_on:
        told = dates.plain(decided.child_told_on)
        pairs.append(Pair(label=_("The child was told"), value=decided.words_for_child, note=told))
    return pairs


def _made(change: SignificantChange) -> list[Pair]:
    made = getattr(change, "without_review", None)
    if made is None:
        return []
    by = _("%(day)s, decided by %(name)s") % {"day": dates.plain(made.made_on), "name": made.decided_by_name}
    return [Pair(label=_("Made without a review"), value=made.reason, note=by)]


def _acknowledge(told_on: date) -> str:
    try:
        by = england_and_wales().add_working_days(told_on, ACKNOWLEDGE)
    except LawError:
        return ""
    text = _("Answer by %(day)s: 2 working days are good practice. No law sets a limit.")
    return text % {"day": dates.day(by)}


def practicable(nation: Nation) -> str:
    """Give the provision that lets a change be made without a review where one is not reasonably practicable."""
    return str(catalogue().rule(PLAN_CHANGES, nation).latest.citation)


def who_is_told(iro: str) -> str:
    """Say who now knows of a change."""
    if iro:
        return _("%(name)s is told, and decides what follows.") % {"name": iro}
    return _("It is kept. Nobody is named as IRO yet: whoever is named finds it here.")


def booked_already(booking: Review) -> str:
    """Say that a review is booked, so that it is moved forward or left."""
    day = dates.day(booking.arranged_for) if booking.arranged_for else ""
    text = _("What you decided is kept. A review is arranged for %(day)s: move it forward, or leave it.")
    return text % {"day": day}


def between_link(child: Child) -> Link:
    """Give the link to what happens between reviews."""
    return Link(text=_("Between reviews"), href=reverse("between:show", args=[child.pk]))
