"""What the people of a review look like on the page."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from heard.children.models import Party, SafeContactRule
from heard.children.party_queries import Person
from heard.correspondence.models import Message
from heard.law import england_and_wales
from heard.pages.presenters import clock, dates
from heard.pages.presenters.parts import Badge, Tone
from heard.reviews.booking.entries import (
    knows_of_it,
    names_another_booking,
    still_adjourned,
    to_withdraw,
    told_of_this_sitting,
    told_otherwise,
    told_wrongly,
    waits_for_answer,
)
from heard.reviews.models import Invitation, Review
from heard.reviews.preparation.answers import may_read
from heard.reviews.preparation.questions import SCHOOLS
from heard.web.due import DueCell, cell_of
from heard.web.inviting.facts import PeopleFacts
from heard.web.inviting.forms import COMING
from heard.web.inviting.need_words import NeedRow, row_of
from heard.web.parties import words as party_words
from heard.web.parties.presenters import HOLDERS, needs_of

MISSING = {
    "child": gettext_lazy("the child"),
    "school": gettext_lazy("a school"),
    "nurse": gettext_lazy("a nurse or another from health"),
}
OPEN_WORK = (Message.State.QUEUED, Message.State.HELD)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One person: who, what they need, whether they are asked, how far it is."""

    name: str
    part: str
    holds: str
    needs: tuple[str, ...]
    warning: str
    wish: str
    quiet: str
    asked: str
    reason: str
    sending: tuple[Badge, ...]
    notes: tuple[str, ...]
    answer: tuple[Badge, ...]
    answered: str
    decide: str
    withdraw: str
    log: str
    read: str
    enter: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """The page of the people of a review."""

    rows: tuple[Row, ...]
    counted: str
    cell: DueCell | None
    done: clock.Clock | None
    no_limit: str
    hints: tuple[str, ...]
    new: tuple[str, ...]
    make: str
    send: str
    remind: str
    again: str
    add: str
    holidays: str
    cancelled: bool
    tell_cancelled: bool
    needs: tuple[NeedRow, ...]
    add_need: str


def page_of(facts: PeopleFacts) -> Page:
    """Give the page."""
    asked = [row for row in facts.invitations if row.invited or row.consulted]
    went = [row for row in asked if knows_of_it(row, facts.review)]
    cancelled = facts.review.state == Review.State.CANCELLED
    last = max((row.sent_on for row in went if row.sent_on), default=None)
    complete = bool(asked) and len(went) == len(asked)
    limit = facts.due.due_on if facts.due else None
    done = None
    if complete and last is not None:
        done = clock.done(
            last, due_on=None if facts.short_notice else limit, today=facts.today, calendar=england_and_wales()
        )
    return Page(
        rows=tuple(_row(row, facts) for row in facts.invitations),
        counted=ngettext("%(done)d of %(n)d person asked", "%(done)d of %(n)d people asked", len(asked))
        % {"done": len(went), "n": len(asked)},
        cell=cell_of(facts.due, about=_("asking everybody"), event="", today=facts.today) if facts.due else None,
        done=done,
        no_limit=_("No limit in Welsh law: ask early enough that everybody can answer.")
        if facts.authority.nation == "wales" and facts.due is None
        else "",
        hints=tuple(_hints(facts, complete=complete)),
        new=tuple(party.shown_name for party in facts.new) if facts.may_arrange and not cancelled else (),
        make=reverse("inviting:list", args=[facts.review.pk]),
        send=reverse("inviting:send", args=[facts.review.pk]) if facts.may_arrange and facts.invitations else "",
        remind=_remind(facts),
        again=reverse("reviews:again", args=[facts.review.pk])
        if facts.may_arrange and still_adjourned(facts.review)
        else "",
        add=reverse("parties:add", args=[facts.review.child_id]) if facts.may_arrange else "",
        holidays=reverse("inviting:holidays") if facts.may_arrange else "",
        cancelled=cancelled,
        tell_cancelled=cancelled and any(told_wrongly(row, facts.review) for row in facts.invitations),
        needs=tuple(row_of(line, facts.review, changes=facts.may_arrange) for line in facts.needs),
        add_need=reverse("inviting:add_need", args=[facts.review.pk])
        if facts.may_arrange and facts.booking is not None
        else "",
    )


def _remind(facts: PeopleFacts) -> str:
    waits = any(waits_for_answer(row, facts.review) for row in facts.invitations)
    return f"{reverse('inviting:send', args=[facts.review.pk])}?what=remind" if facts.may_arrange and waits else ""


def _hints(facts: PeopleFacts, *, complete: bool) -> list[str]:
    found = []
    if facts.short_notice and facts.review.booked_on is not None:
        found.append(
            _(
                "Short notice: the review was booked on %(day)s, after the day for asking people had passed. Ask"
                " everybody all the same; how they were asked is recorded."
            )
            % {"day": dates.long(facts.review.booked_on)}
        )
    schools = [row for row in facts.invitations if row.party.kind in SCHOOLS and not row.answered_on]
    if facts.holiday is not None and schools and facts.day is not None and facts.day >= facts.today:
        found.append(
            _("Schools are closed from %(first)s to %(last)s (%(name)s). Send the school’s questions before that.")
            % {
                "first": dates.long(facts.holiday.first_day),
                "last": dates.long(facts.holiday.last_day),
                "name": facts.holiday.name,
            }
        )
        if facts.due is not None and facts.school_due_on is not None and facts.school_due_on < facts.due.due_on:
            found.append(_("Ask schools by %(day)s.") % {"day": dates.long(facts.school_due_on)})
    if facts.missing and facts.may_arrange and facts.review.state == Review.State.ARRANGED:
        found.append(
            _("Nobody stands among the people as: %(parts)s. Add them, unless there is none.")
            % {"parts": ", ".join(str(MISSING[one]) for one in facts.missing)}
        )
    if still_adjourned(facts.review) is not None:
        found.append(_goes_on(facts))
    if facts.day is None:
        found.append(_("Book the review first: an invitation says when and where."))
    if facts.named is None:
        found.append(_("No IRO is named, and an invitation says who the IRO is. Name the IRO first."))
    return found


def _goes_on(facts: PeopleFacts) -> str:
    booking = facts.booking
    if booking is None:
        return _("The review is adjourned. Enter when and where it goes on; then people can be invited to it.")
    at = dates.clock_time(booking.at) if booking.at else ""
    when = ", ".join(filter(None, [dates.long(booking.on), at, booking.place]))
    return _("The review is adjourned. It goes on: %(when)s.") % {"when": when}


def _row(row: Invitation, facts: PeopleFacts) -> Row:
    party, person, at = row.party, facts.people.get(row.party_id), [row.review_id, row.pk]
    changes = facts.may_arrange and facts.review.state != Review.State.CANCELLED
    reads = may_read(row, viewer=facts.viewer, iro_id=facts.iro_id)
    return Row(
        name=party.shown_name,
        part=party.relation or str(party_words.KINDS[Party.Kind(party.kind)]),
        holds=_("Parental responsibility") if party.parental_responsibility in HOLDERS else "",
        needs=tuple(needs_of(party)),
        warning=warning_of(person),
        wish=facts.childs_wish(row),
        quiet=quiet_of(person),
        asked=asked_words(row),
        reason=row.reason_not,
        sending=tuple(_sending(row, facts)),
        notes=tuple(_notes(row, facts)),
        answer=tuple(_answer(row)),
        answered=dates.short(row.answered_on, today=facts.today) if row.answered_on else "",
        decide=reverse("inviting:decide", args=at) if changes else "",
        withdraw=reverse("inviting:withdraw", args=at) if changes and to_withdraw(row, facts.review) else "",
        log=reverse("inviting:log", args=at) if changes and (row.invited or row.consulted) else "",
        read=reverse("inviting:answer", args=at) if row.answered_on and reads else "",
        enter=reverse("inviting:enter", args=at) if changes and row.answered_on is None else "",
    )


def asked_words(row: Invitation) -> str:
    """Give whether somebody is invited and asked."""
    if row.invited and row.consulted:
        return _("Invited and asked")
    if row.invited:
        return _("Invited")
    return _("Asked, not invited") if row.consulted else _("Neither invited nor asked")


def known_before(row: Invitation, review: Review) -> str:
    """Say what somebody was told that does not stand any more; empty where it stands."""
    if told_otherwise(row):
        return _("Was not told to come")
    if not names_another_booking(row, review):
        return ""
    return _("Knows the old day") if told_of_this_sitting(row, review) else _("Not told of the second sitting")


def warning_of(person: Person | None) -> str:
    """Give the rule of safe contact that matters for letters, if any."""
    if person is None:
        return ""
    if any(rule.kind == SafeContactRule.Kind.DO_NOT_CONTACT for rule in person.rules):
        return _("Do not contact")
    return _("One address must not be used") if person.rules else ""


def quiet_of(person: Person | None) -> str:
    """Give why nothing can be sent though no rule forbids it."""
    if person is None:
        return _("No longer in this part")
    return _("No letters are sent to them") if person.reach.why == "chosen" else ""


def _sending(row: Invitation, facts: PeopleFacts) -> list[Badge]:
    message = facts.messages.get(row.pk)
    found = []
    if row.bounced_on is not None:
        found.append(Badge(text=_("Came back"), tone=Tone.RED))
    elif row.sent_on is not None:
        found.append(Badge(text=_("Sent"), tone=Tone.GREEN))
    elif message is not None and message.state in OPEN_WORK:
        held = message.state == Message.State.HELD
        found.append(Badge(text=_("Held in the outbox") if held else _("On its way"), tone=Tone.ORANGE))
    elif row.invited or row.consulted:
        found.append(Badge(text=_("Not sent yet"), tone=Tone.GREY))
    if to_withdraw(row, facts.review):
        found.append(Badge(text=_("Was told to come"), tone=Tone.ORANGE))
    elif known_before(row, facts.review):
        found.append(Badge(text=known_before(row, facts.review), tone=Tone.ORANGE))
    return found


def _notes(row: Invitation, facts: PeopleFacts) -> list[str]:
    found = []
    limit = facts.due_on(row)
    if row.sent_on is not None:
        late = limit is not None and row.sent_on > limit
        words = _("Sent %(day)s")
        if late:
            words = _("Sent %(day)s, short notice") if facts.short_notice else _("Sent %(day)s, after the limit")
        found.append(words % {"day": dates.short(row.sent_on, today=facts.today)})
    if row.reminded_on is not None:
        found.append(_("Reminded %(day)s") % {"day": dates.short(row.reminded_on, today=facts.today)})
    if row.bounced_on is not None:
        told = {"day": dates.short(row.bounced_on, today=facts.today), "note": row.bounced_note}
        found.append(_("Came back %(day)s: %(note)s") % told)
    if row.cancel_told_on is not None:
        cancelled = facts.review.state == Review.State.CANCELLED
        words = _("Told of the cancellation %(day)s") if cancelled else _("Told not to come %(day)s")
        found.append(words % {"day": dates.short(row.cancel_told_on, today=facts.today)})
    message = facts.messages.get(row.pk)
    if message is not None and message.state == Message.State.HELD:
        found.append(_held(message))
    return found


def _held(message: Message) -> str:
    if message.why_held == Message.WhyHeld.NOT_CONFIGURED:
        return _("E-mail is not set up, so it waits in the outbox")
    return _("The service has no e-mail address of its own, so it waits in the outbox")


def _answer(row: Invitation) -> list[Badge]:
    found = []
    if row.answered_on is not None:
        found.append(Badge(text=str(COMING[Invitation.Coming(row.coming)]), tone=Tone.BLUE))
    if row.wants_separate_talk:
        found.append(Badge(text=_("Own talk with the IRO"), tone=Tone.PURPLE))
    return found
