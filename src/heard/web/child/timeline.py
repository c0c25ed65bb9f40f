"""What happened to a child, latest first, with its filter."""

from collections.abc import Iterable
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from heard.children.models import EpisodeOfCare, PeriodOfCare
from heard.deadlines.models import Deadline
from heard.law import england_and_wales
from heard.pages.presenters import clock, dates
from heard.pages.presenters.parts import Event, Pill, address
from heard.reviews.models import Review
from heard.web.child import words
from heard.web.child.presenters import REVIEWS, Facts

Entry = tuple[date, int, str, Event]  # the day, the order on that day, the kind, what is shown


def kinds() -> dict[str, str]:
    """Give the kinds of events, in the order of the pills, with their words."""
    return {
        "all": _("All"),
        "care": _("Care"),
        "reviews": _("Reviews"),
        "homes": _("Homes"),
        "law": _("Legal status"),
        "iro": _("IRO"),
    }


def timeline_of(facts: Facts, *, kind: str) -> list[Event]:
    """Give the events of one kind, or of all, latest first."""
    found = [*_care(facts), *_episodes(facts), *_reviews(facts), *_iros(facts)]
    found.sort(key=lambda entry: (entry[0], entry[1]), reverse=True)
    return [event for _day, _order, of, event in found if kind in ("all", of)]


def pills_of(path: str, *, kind: str) -> list[Pill]:
    """Give the filter, which is kept in the address."""
    return [
        Pill(text=text, href=address(path, {}, t=None if key == "all" else key), current=key == kind)
        for key, text in kinds().items()
    ]


def _event(day: date, title: str, *, by: str = "", text: str = "") -> Event:
    return Event(title=title, on=day, when=dates.long(day), by=by, text=text)


def _care(facts: Facts) -> Iterable[Entry]:
    for period in facts.periods:
        short = period.stream == PeriodOfCare.Stream.SHORT_BREAK
        first = next((one for one in reversed(facts.episodes) if one.period_id == period.pk), None)
        title = _("Short breaks began") if short else _("Became looked after")
        yield period.started_on, 0, "care", _event(period.started_on, title, text=_first_words(first, facts))
        if period.authorised_to_place_on:
            day = period.authorised_to_place_on
            yield day, 1, "law", _event(day, _("The authority was allowed to place for adoption"))
        if period.placed_for_adoption_on:
            day = period.placed_for_adoption_on
            yield day, 2, "homes", _event(day, _("Placed for adoption"), text=_("Reviews now follow adoption law."))
        if period.ceased_on:
            title = _("Short breaks ended") if short else _("Stopped being looked after")
            text = f"{words.reason_ceased(period.reason_ceased)}."
            yield period.ceased_on, 9, "care", _event(period.ceased_on, title, text=text)


def _first_words(episode: EpisodeOfCare | None, facts: Facts) -> str:
    if episode is None:
        return ""
    status = words.legal_status(episode.legal_status, nation=facts.nation)
    return f"{status}. {words.placement(episode.placement_type)}."


def _episodes(facts: Facts) -> Iterable[Entry]:
    for before, after in pairwise(reversed(facts.episodes)):
        if before.period_id != after.period_id:
            continue
        day = after.started_on
        if after.legal_status != before.legal_status:
            title = _("Legal status changed: %(status)s") % {
                "status": words.legal_status(after.legal_status, nation=facts.nation)
            }
            text = _("Before: %(status)s. The review clock does not start again.") % {
                "status": words.legal_status(before.legal_status, nation=facts.nation)
            }
            yield day, 3, "law", _event(day, title, text=text)
        if _moved(before, after):
            title = _("Moved: %(placement)s") % {"placement": words.placement(after.placement_type)}
            text = _("Before: %(placement)s.") % {"placement": words.placement(before.placement_type)}
            yield day, 4, "homes", _event(day, title, text=text)


def _moved(before: EpisodeOfCare, after: EpisodeOfCare) -> bool:
    return (
        before.placement_type != after.placement_type
        or before.placement_postcode != after.placement_postcode
        or after.reason_started in ("P", "T", "B", "U")
    )


def _reviews(facts: Facts) -> Iterable[Entry]:
    met: dict[int, list[Deadline]] = {}
    for row in facts.diary:
        if row.review_id and row.kind in REVIEWS:
            met.setdefault(row.review_id, []).append(row)
    for review in facts.reviews:
        if review.state != Review.State.HELD or review.held_on is None:
            continue
        rows = met.get(review.pk, [])
        title = _("%(review)s held") % {"review": ", ".join(map(words.title_of, rows))} if rows else _("Review held")
        parts = [_in_time(row, review, facts) for row in rows] or [
            _("It does not count: the child was not looked after on that day.")
        ]
        part = words.took_part(review, nation=facts.nation)
        parts += [f"{part}."] if part else []
        by = review.recorded_by.name if review.recorded_by else _("import")
        yield review.held_on, 5, "reviews", _event(review.held_on, title, by=by, text=" ".join(dict.fromkeys(parts)))


def _in_time(row: Deadline, review: Review, facts: Facts) -> str:
    if row.in_time is None or review.held_on is None or row.due_on is None:
        return _("Goes on.") if row.in_time is None and row.complete_by else ""
    if row.in_time:
        return _("In time.")
    chip = clock.done(review.held_on, due_on=row.due_on, today=facts.today, calendar=england_and_wales())
    late = chip.words.partition(", ")[2]
    if review.held_on <= row.due_on:
        return _("Late: it was completed too late after its first sitting.")
    text = _("%(late)s, in the relaxed period of 2020.") if row.relaxed else "%(late)s."
    return text % {"late": late[:1].upper() + late[1:]}


def _iros(facts: Facts) -> Iterable[Entry]:
    for one in facts.appointments:
        title = _("IRO named: %(name)s") % {"name": one.iro.name}
        by = one.appointed_by.name if one.appointed_by else ""
        yield one.appointed_on, 6, "iro", _event(one.appointed_on, title, by=by)
