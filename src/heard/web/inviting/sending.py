"""Sending invitations, reminders and cancellations; the letter before it goes; the calendar file."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

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
from heard.correspondence.calendar import MEDIA_TYPE
from heard.correspondence.compose import Officer, compose
from heard.correspondence.documents import as_fragment
from heard.correspondence.invitations import INVITE, Desk, Ended, Written, desk_of, sending_of
from heard.correspondence.models import Message
from heard.reviews.entries import names_another_booking, told_wrongly
from heard.reviews.models import Invitation, Review
from heard.web.inviting.facts import PeopleFacts, crumbs_of, note_reading, read
from heard.web.inviting.forms import SendForm
from heard.web.inviting.presenters import asked_words
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
    lines, not_going = _lines(facts)
    form = SendForm(
        request.POST or None,
        choices=[(line.value, line.name) for line in lines],
        chosen=[line.value for line in lines if line.chosen],
    )
    if request.method == "POST" and form.is_valid():
        act: Callable[..., Written] = letters.send_invitations
        if form.cleaned_data["what"] == "remind":
            act = letters.send_reminders
        try:
            done = act(
                review_id=review_id,
                invitation_ids=form.cleaned_data["people"],
                officer=_officer(facts),
                today=facts.today,
                now=clock.now(),
                by=request.user,
            )
        except DomainError as error:
            form.add_error("people", error.message)
        else:
            _tell(request, done)
            return redirect("inviting:people", review_id)
    context = {
        "form": form,
        "lines": lines,
        "not_going": not_going,
        "chosen": set(form["people"].value() or ()) if form.is_bound else {line.value for line in lines if line.chosen},
        "place": facts.review.place,
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
        order = _sending(row, facts, _desk(facts)).order
        photo = order.officer.photo
        shown = as_fragment(compose(order), pictures={photo.digest: photo} if photo else {})
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
        file = letters.attachment_of(row, person, cancelled=cancelled, desk=_desk(facts))
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
                review_id=facts.review.pk, officer=_officer(facts), today=facts.today, now=clock.now(), by=request.user
            )
        except DomainError as error:
            messages.warning(request, error.message)
        else:
            _tell(request, done)
        return redirect("inviting:people", facts.review.pk)
    context = {"people": [row.party.shown_name for row in knew], "name": facts.name, "crumbs": crumbs_of(facts.review)}
    return render(request, "inviting/cancelled.html.jinja", context)


def _tell(request: SignedInRequest, done: Written) -> None:
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


def _officer(facts: PeopleFacts) -> Officer | None:
    return officer_of(facts.named.iro, today=facts.today) if facts.named else None


def _desk(facts: PeopleFacts) -> Desk:
    officer = _officer(facts)
    if officer is None:
        raise letters.NobodyToSign
    return desk_of(facts.review, authority=facts.authority, officer=officer, today=facts.today, now=clock.now())


def _sending(row: Invitation, facts: PeopleFacts, desk: Desk) -> Any:
    person = facts.people.get(row.party_id)
    if person is None:
        raise Ended
    return sending_of(row, person, what=INVITE, desk=desk)


def _lines(facts: PeopleFacts) -> tuple[list[Line], list[NotGoing]]:
    """Who can get a letter and who cannot, each with the reason that the action itself would give."""
    lines, not_going = [], []
    asked = [row for row in facts.invitations if row.invited or row.consulted]
    if facts.named is None or facts.day is None:
        return [], []
    desk = _desk(facts)
    for row in asked:
        at = [row.review_id, row.pk]
        try:
            sending = _sending(row, facts, desk)
        except DomainError as error:
            href = reverse("inviting:log", args=at)
            not_going.append(NotGoing(name=row.party.shown_name, why=error.message, log=href))
            continue
        changed = names_another_booking(row, facts.review)
        new = (row.told_on is None and row.sent_on is None) or row.bounced_on is not None
        lines.append(
            Line(
                value=str(row.pk),
                name=row.party.shown_name,
                how=_how(sending.to.channel, sending.to.address),
                asked=asked_words(row),
                letter=reverse("inviting:letter", args=at),
                chosen=new or changed,
                again=_("Knows the old day") if changed else "" if new else _("Has it already"),
            )
        )
    return lines, not_going


def _how(channel: str, address: str) -> str:
    if channel == Message.Channel.EMAIL:
        return _("By e-mail to %(address)s") % {"address": address}
    return _("On paper, with the next print batch")
