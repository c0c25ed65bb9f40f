"""Sending invitations, reminders and cancellations; the letter before it goes; the calendar file."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.common import clock
from heard.common.errors import DomainError
from heard.correspondence import invitations as letters
from heard.correspondence.actions import Sending
from heard.correspondence.calendar import MEDIA_TYPE
from heard.correspondence.compose import Officer
from heard.correspondence.documents import as_fragment
from heard.correspondence.invitation_letters import (
    INVITE,
    REMIND,
    Desk,
    Ended,
    attachment_of,
    desk_of,
    sending_of,
)
from heard.correspondence.invitations import NobodyToSign, Written
from heard.correspondence.just_sent import SentJustNow
from heard.correspondence.models import Message
from heard.pages.presenters import dates
from heard.reviews.booking.entries import told_wrongly
from heard.reviews.models import Invitation, Review
from heard.web.inviting.facts import PeopleFacts, chosen_in, crumbs_of, note_reading, read
from heard.web.inviting.forms import SendForm
from heard.web.inviting.presenters import asked_words, known_before
from heard.web.naming.telling import officer_of
from heard.web.request import SignedInRequest, permission_required


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One person to whom something can go."""

    value: str
    name: str
    how: str
    asked: str
    letter: str
    chosen: bool
    again: str
    unwelcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NotGoing:
    """One person to whom nothing can go, and why."""

    name: str
    why: str
    log: str


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.REVIEW_ARRANGE)
def send(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Choose who gets an invitation or a reminder, and send it; of a cancelled review, tell those who knew of it."""
    facts = read(request, review_id)
    if facts.review.state == Review.State.CANCELLED:
        return _cancelled(request, facts)
    remind = (request.POST.get("what") or request.GET.get("what")) == "remind"
    lines, not_going = _lines(facts, REMIND if remind else INVITE)
    form = SendForm(
        request.POST or None,
        choices=[(line.value, line.name) for line in lines],
        chosen=[line.value for line in lines if line.chosen],
    )
    asks_again = False
    if request.method == "POST" and form.is_valid():
        act: Callable[..., Written] = letters.send_reminders if remind else letters.send_invitations
        try:
            done = act(
                review_id=review_id,
                invitation_ids=form.cleaned_data["people"],
                officer=officer_in(facts),
                today=facts.today,
                now=clock.now(),
                by=request.user,
                again=form.cleaned_data["again"],
            )
        except SentJustNow as error:
            asks_again = True
            form.add_error("again", error.message)
        except DomainError as error:
            form.add_error("people", error.message)
        else:
            tell_outcome(request, done)
            return redirect("inviting:people", review_id)
    chosen, chosen_title = chosen_in(facts)
    context = {
        "form": form,
        "remind": remind,
        "asks_again": asks_again,
        "lines": lines,
        "not_going": not_going,
        "chosen": set(form["people"].value() or ()) if form.is_bound else {line.value for line in lines if line.chosen},
        "place": facts.booking.place if facts.booking and not remind else "",
        "why_nothing": _why_nothing(facts, remind=remind),
        "choices": chosen,
        "choices_title": chosen_title,
        "name": facts.name,
        "crumbs": crumbs_of(facts.review),
    }
    return render(request, "inviting/send.html.jinja", context)


@require_safe
@permission_required(Permission.REVIEW_ARRANGE)
def letter(request: SignedInRequest, review_id: int, invitation_id: int) -> HttpResponse:
    """One letter as it would go now."""
    facts = read(request, review_id)
    row = facts.of(invitation_id)
    problem, shown = "", None
    try:
        sending = sending_to(row, facts, desk_in(facts), what=INVITE)
        shown = as_fragment(sending.letter, pictures=sending.order.officer.pictures)
    except DomainError as error:
        problem = error.message
    context = {"letter": shown, "problem": problem, "to": row.party.shown_name, "crumbs": crumbs_of(facts.review)}
    return render(request, "inviting/letter.html.jinja", context)


@require_safe
@permission_required(Permission.REVIEW_ARRANGE)
def calendar(request: SignedInRequest, review_id: int, invitation_id: int) -> HttpResponse:
    """The calendar file of one person as it stands, to be handed over in another way."""
    facts = read(request, review_id)
    row = facts.of(invitation_id)
    person = facts.people.get(row.party_id)
    cancelled = facts.review.state == Review.State.CANCELLED
    try:
        if person is None:
            raise Ended
        file = attachment_of(row, person, cancelled=cancelled, desk=desk_in(facts))
    except DomainError as error:
        messages.warning(request, error.message)
        return redirect("inviting:people", review_id)
    note_reading(request, "review.calendar", facts.review)
    response = HttpResponse(file.content, content_type=f"{MEDIA_TYPE}; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{file.file_name}"'
    response["Cache-Control"] = "no-store"
    return response


def _cancelled(request: SignedInRequest, facts: PeopleFacts) -> HttpResponse:
    knew = [row for row in facts.invitations if told_wrongly(row, facts.review)]
    if request.method == "POST":
        try:
            done = letters.send_cancellations(
                review_id=facts.review.pk,
                officer=officer_in(facts),
                today=facts.today,
                now=clock.now(),
                by=request.user,
            )
        except DomainError as error:
            messages.warning(request, error.message)
        else:
            tell_outcome(request, done)
        return redirect("inviting:people", facts.review.pk)
    context = {"people": [row.party.shown_name for row in knew], "name": facts.name, "crumbs": crumbs_of(facts.review)}
    return render(request, "inviting/cancelled.html.jinja", context)


def tell_outcome(request: SignedInRequest, done: Written) -> None:
    """Say how many letters there are, which are held, and to whom nothing goes and why."""
    held = sum(message.state == Message.State.HELD for message in done.messages)
    number = len(done.messages) - held
    if number:
        words = ngettext("%(n)d letter is in the outbox.", "%(n)d letters are in the outbox.", number)
        messages.success(request, words % {"n": number})
    if held:
        words = ngettext(
            "%(n)d letter is held in the outbox, for want of a mail server. It counts as sent once it leaves.",
            "%(n)d letters are held in the outbox, for want of a mail server. They count as sent once they leave.",
            held,
        )
        messages.warning(request, words % {"n": held})
    for one in done.refused:
        messages.warning(request, _("Nothing goes to %(name)s. %(why)s") % {"name": one.name, "why": one.why})


def officer_in(facts: PeopleFacts) -> Officer | None:
    """Give the IRO who signs the letters."""
    return officer_of(facts.named.iro, today=facts.today) if facts.named else None


def desk_in(facts: PeopleFacts) -> Desk:
    """Give what the letters of the review share. Raises NobodyToSign."""
    officer = officer_in(facts)
    if officer is None:
        raise NobodyToSign
    return desk_of(facts.review, authority=facts.authority, officer=officer, today=facts.today, now=clock.now())


def sending_to(row: Invitation, facts: PeopleFacts, desk: Desk, *, what: str) -> Sending:
    """Give what one person would be sent. Raises Ended and what `sending_of` raises."""
    person = facts.people.get(row.party_id)
    if person is None:
        raise Ended
    return sending_of(row, person, what=what, desk=desk)


def _why_nothing(facts: PeopleFacts, *, remind: bool) -> str:
    """Say why nothing can be sent to anybody."""
    try:
        letters.still_to_come(facts.review)
    except DomainError as error:
        return str(error.message)
    if remind and facts.named is not None:
        return _("Nobody waits to be reminded: who was asked has answered, or nobody has been asked yet.")
    return _("Make the list of people, book the review and name the IRO; then the invitations can go.")


def _lines(facts: PeopleFacts, what: str) -> tuple[list[Line], list[NotGoing]]:
    """Who can get a letter and who cannot, each with the reason that the action itself would give."""
    lines: list[Line] = []
    not_going: list[NotGoing] = []
    asked = [row for row in facts.invitations if row.invited or row.consulted]
    if facts.named is None or facts.booking is None:
        return [], []
    desk = desk_in(facts)
    for row in asked:
        try:
            sending = sending_to(row, facts, desk, what=what)
        except DomainError as error:
            href = reverse("inviting:log", args=[row.review_id, row.pk])
            not_going.append(NotGoing(name=row.party.shown_name, why=error.message, log=href))
        else:
            lines.append(_line(row, facts, sending, what))
    return lines, not_going


def _line(row: Invitation, facts: PeopleFacts, sending: Sending, what: str) -> Line:
    """One person. Chosen beforehand is who does not know yet what stands; for a reminder, everybody who is silent."""
    before = known_before(row, facts.review)
    new = (row.told_on is None and row.sent_on is None) or row.bounced_on is not None
    unwelcome = facts.unwelcome(row) if row.invited else ""
    chosen = (new or bool(before)) and not unwelcome
    asked = _("Reminded %(day)s") if row.reminded_on else _("Sent %(day)s")
    day = row.reminded_on or row.sent_on
    since = asked % {"day": dates.short(day, today=facts.today)} if day else ""
    return Line(
        value=str(row.pk),
        name=row.party.shown_name,
        how=_how(sending.to.channel, sending.to.address),
        asked=asked_words(row),
        letter=reverse("inviting:letter", args=[row.review_id, row.pk]) if what == INVITE else "",
        chosen=True if what == REMIND else chosen,
        again=since if what == REMIND else before or ("" if new else _("Has it already")),
        unwelcome=unwelcome if what == INVITE else "",
    )


def _how(channel: str, address: str) -> str:
    if channel == Message.Channel.EMAIL:
        return _("By e-mail to %(address)s") % {"address": address}
    return _("On paper, with the next print batch")
