"""Who changed what about a child, and who opened the page."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from heard.audit.models import Event, Reading
from heard.caseloads.models import Conflict, Handover, Introduction, NamedIro
from heard.common.history import Change
from heard.correspondence.models import Message
from heard.pages.presenters import dates
from heard.reviews.models import BookingChange, Review
from heard.web.changes.words import DECISIONS
from heard.web.child import event_words, words

EVENTS: dict[str, str | Promise] = {
    "review.arranged": gettext_lazy("Arranged a review"),
    "review.moved": gettext_lazy("Moved a review"),
    "review.cancelled": gettext_lazy("Cancelled a review"),
    "review.held": gettext_lazy("Recorded a review as held"),
    "review.completed": gettext_lazy("Recorded that a review was completed"),
    "review.corrected": gettext_lazy("Mended the days of a review"),
    "review.sitting_removed": gettext_lazy("Took back a sitting"),
    "review.separate_talk_removed": gettext_lazy("Took back a talk with somebody on their own"),
    "contact.removed": gettext_lazy("Took back a contact of the IRO"),
    "midway.removed": gettext_lazy("Took back a midway check"),
    "change.removed": gettext_lazy("Took back a change that was told"),
    "review.explained": gettext_lazy("Gave the reason why a review was late"),
    "iro.named": gettext_lazy("Named the IRO"),
    "iro.accepted": gettext_lazy("Accepted being the IRO, and declared independence"),
    "iro.told_of_conflict": gettext_lazy("Told of a conflict of independence"),
    "iro.introduced": gettext_lazy("Recorded that the IRO met the child"),
    "iro.change_planned": gettext_lazy("Planned a change of IRO"),
    "iro.ending_planned": gettext_lazy("Planned the goodbye at 18"),
    "iro.handover_withdrawn": gettext_lazy("Withdrew a planned change of IRO"),
    "iro.handover_failed": gettext_lazy("A planned change of IRO could not be carried out"),
    "iro.handed_over": gettext_lazy("The planned change of IRO was carried out"),
    "independence.conflict_found": gettext_lazy("Found that the IRO is no longer independent"),
    "independence.conflict_resolved": gettext_lazy("A conflict of independence is over"),
    "message.queued": gettext_lazy("A letter is on its way"),
    "message.held": gettext_lazy("A letter is held"),
    "message.sent": gettext_lazy("A letter was sent"),
    "message.failed": gettext_lazy("A letter could not be delivered"),
    "message.printed": gettext_lazy("A letter was printed"),
    "message.withdrawn": gettext_lazy("A letter was taken back"),
    "child.named": gettext_lazy("Gave the child’s name"),
    "child.changed": gettext_lazy("Changed facts about the child"),
    "access.refused": gettext_lazy("Was refused a page"),
}
EVENTS |= event_words.ISSUE_OF_REVIEWS | event_words.BETWEEN | event_words.CIRCLE
THINGS = {
    "child": gettext_lazy("Child"),
    "period": gettext_lazy("Period of care"),
    "episode": gettext_lazy("Episode of care"),
    "review": gettext_lazy("Review"),
}
HOW = {"insert": gettext_lazy("added"), "update": gettext_lazy("changed"), "delete": gettext_lazy("removed")}
FIELDS: dict[str, str | Promise] = {
    "local_id": gettext_lazy("number"),
    "given_name": gettext_lazy("given name"),
    "family_name": gettext_lazy("family name"),
    "preferred_name": gettext_lazy("likes to be called"),
    "born_on": gettext_lazy("born"),
    "died_on": gettext_lazy("died"),
    "unaccompanied": gettext_lazy("seeking asylum alone"),
    "restricted": gettext_lazy("restricted"),
    "team_id": gettext_lazy("team"),
    "stream": gettext_lazy("kind of care"),
    "started_on": gettext_lazy("began"),
    "ceased_on": gettext_lazy("ended"),
    "reason_ceased": gettext_lazy("reason it ended"),
    "authorised_to_place_on": gettext_lazy("authority to place for adoption"),
    "placed_for_adoption_on": gettext_lazy("placed for adoption"),
    "legal_status": gettext_lazy("legal status"),
    "placement_type": gettext_lazy("placement"),
    "category_of_need": gettext_lazy("main need"),
    "state": gettext_lazy("state"),
    "arranged_for": gettext_lazy("arranged for"),
    "arranged_time": gettext_lazy("time"),
    "place": gettext_lazy("place"),
    "held_on": gettext_lazy("held"),
    "completed_on": gettext_lazy("completed"),
    "participation_code": gettext_lazy("part taken"),
    "late_reason": gettext_lazy("reason for lateness"),
    "late_note": gettext_lazy("note on lateness"),
    "cancelled_reason": gettext_lazy("reason for cancelling"),
    "on": gettext_lazy("from"),
    "moved_from": gettext_lazy("moved from"),
    "participation": gettext_lazy("part taken"),
    "reason": gettext_lazy("reason"),
    "iro": gettext_lazy("IRO"),
    "to_iro": gettext_lazy("new IRO"),
    "since": gettext_lazy("since"),
    "how": gettext_lazy("how"),
    "why": gettext_lazy("why"),
    "rule": gettext_lazy("rule"),
    "channel": gettext_lazy("way"),
    "recipient": gettext_lazy("to"),
} | event_words.FIELDS
PEOPLE = ("iro", "to_iro")
OPENED = {
    "child.page": gettext_lazy("The child’s page"),
    "child.reviews": gettext_lazy("The list of reviews"),
    "child.history": gettext_lazy("The history"),
    "child.between": gettext_lazy("What happens between reviews"),
    "child.people": gettext_lazy("The people"),
    "child.person": gettext_lazy("Somebody among the people"),
    "change.page": gettext_lazy("A significant change"),
    "child.letters": gettext_lazy("The list of letters"),
    "letter.page": gettext_lazy("A letter"),
    "letter.pdf": gettext_lazy("A letter as PDF"),
    "letter.txt": gettext_lazy("A letter as text"),
    "letter.file": gettext_lazy("A file with a letter"),
    "letter.draft": gettext_lazy("A letter before it was sent"),
    "handover.page": gettext_lazy("The change of IRO"),
    "reason.page": gettext_lazy("The reason of a date"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of the history."""

    at: str
    iso: str
    who: str
    what: str
    details: tuple[str, ...]


def lines_of(events: Sequence[Event], changes: Sequence[Change], names: Mapping[int, str], nation: str) -> list[Line]:
    """Give events and changes of rows as one list, latest first."""
    found = [(event.at, _event_line(event, names, nation)) for event in events]
    found += [(change.at, _change_line(change, names, nation)) for change in changes if _says_something(change)]
    return [line for _at, line in sorted(found, key=lambda pair: pair[0], reverse=True)]


def reading_lines(readings: Iterable[Reading], names: Mapping[int, str]) -> list[Line]:
    """Give who opened what, latest first."""
    return [_line(one.at, one.actor_id, str(OPENED.get(one.what, one.what)), (), names) for one in readings]


def people_in(events: Iterable[Event], changes: Iterable[Change], readings: Iterable[Reading]) -> set[int]:
    """Give the people whose names are needed."""
    found = {event.actor_id for event in events} | {change.by for change in changes}
    found |= {reading.actor_id for reading in readings}
    found |= {event.facts[key] for event in events for key in PEOPLE if key in event.facts}
    return {pk for pk in found if pk is not None}


def _says_something(change: Change) -> bool:
    return change.how != "update" or change.before is None or bool(change.changed)


def _event_line(event: Event, names: Mapping[int, str], nation: str) -> Line:
    told = {key: value for key, value in event.facts.items() if key in FIELDS and value not in ("", None)}
    details = tuple(
        f"{FIELDS[key]}: {names.get(value, value) if key in PEOPLE else _value(key, value, nation)}"
        for key, value in told.items()
        if key in PEOPLE or _value(key, value, nation)
    )
    return _line(event.at, event.actor_id, str(EVENTS.get(event.name, event.name)), details, names)


def _change_line(change: Change, names: Mapping[int, str], nation: str) -> Line:
    what = f"{THINGS[change.what]} {HOW[change.how]}"
    if change.how == "update" and change.before is not None:
        details = tuple(
            _("%(field)s: %(old)s, now %(new)s")
            % {"field": FIELDS[name], "old": _value(name, old, nation), "new": _value(name, new, nation)}
            for name, (old, new) in change.changed.items()
        )
    else:
        details = tuple(
            f"{FIELDS[name]}: {_value(name, value, nation)}"
            for name, value in change.after.items()
            if value not in ("", None, False)
        )
    return _line(change.at, change.by, what, details, names)


def _line(at: datetime, who: int | None, what: str, details: tuple[str, ...], names: Mapping[int, str]) -> Line:
    return Line(
        at=dates.instant(at),
        iso=at.isoformat(),
        who=names.get(who, _("Somebody")) if who is not None else _("Heard itself"),
        what=what,
        details=details,
    )


def _value(name: str, value: Any, nation: str) -> str:
    if value in ("", None):
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, date):
        return dates.plain(value)
    if isinstance(value, time):
        return dates.clock_time(value)
    words_of = _WORDS.get(name)
    return words_of(str(value), nation) if words_of else _as_date(str(value))


def _as_date(text: str) -> str:
    try:
        return dates.plain(date.fromisoformat(text))
    except ValueError:
        return text


_HOW = (Introduction.How, Conflict.Resolution)
_WHY = (Handover.Why, BookingChange.Why)
_WORDS: dict[str, Callable[[str, str], str]] = {
    "legal_status": lambda code, nation: words.legal_status(code, nation=nation),
    "placement_type": lambda code, _nation: words.placement(code),
    "category_of_need": lambda code, _nation: words.category_of_need(code),
    "reason_ceased": lambda code, _nation: words.reason_ceased(code),
    "state": lambda code, _nation: _(Review.State(code).label),
    "late_reason": lambda code, _nation: str(Review.LateReason(code).label),
    "reason": lambda code, _nation: (
        str(Review.LateReason(code).label) if code in Review.LateReason.values else str(code)
    ),
    "channel": lambda code, _nation: _(Message.Channel(code).label),
    "recipient": lambda code, _nation: _(Message.Recipient(code).label),
    "why": lambda code, _nation: next((_(str(kind(code).label)) for kind in _WHY if code in kind.values), str(code)),
    "how": lambda code, _nation: next((_(str(kind(code).label)) for kind in _HOW if code in kind.values), str(code)),
    "kind": lambda code, _nation: event_words.kind_in_words(code),
    "decided": lambda code, _nation: str(DECISIONS.get(code, "")),
    "reason_ended": lambda code, _nation: _(NamedIro.ReasonEnded(code).label),
}
