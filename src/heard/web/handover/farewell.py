"""The last letter of an IRO, and the first of the one who takes over: looked at, then sent."""

from dataclasses import replace
from datetime import date, timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.models import User
from heard.audit import log
from heard.caseloads import handover_queries as queries
from heard.caseloads.models import Handover
from heard.caseloads.officer_records import photo_of
from heard.caseloads.team import officers
from heard.children.models import Party
from heard.children.party_queries import Person, circle_of
from heard.common import clock
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.correspondence.actions import About
from heard.correspondence.compose import Officer
from heard.correspondence.documents import as_fragment
from heard.correspondence.notices import Notice, Occasion, notify, officer_from, prepare
from heard.correspondence.pictures import NotAPhoto, photo
from heard.correspondence.queries import OUTBOX
from heard.correspondence.recipients import Recipient, SafeContact
from heard.pages.presenters import dates
from heard.web.child.trail import trail_of
from heard.web.handover.forms import LetterForm
from heard.web.handover.presenters import what_of
from heard.web.request import SignedInRequest, or_404, permission_required

ONE_DAY = timedelta(days=1)


@permission_required(OUTBOX)
@require_http_methods(["GET", "HEAD", "POST"])
def letter(request: SignedInRequest, handover_id: int) -> HttpResponse:
    """This will prepare the letter of a change or a goodbye, show it as it would go, and send it."""
    row = or_404(queries.get_handover, handover_id, viewer=request.user)
    today = clock.today()
    child = _child_in_circle(row, request.user)
    reached = child is not None and child.reach.channel != "held"
    language = child.party.language if child else "en"
    form = LetterForm(
        request.POST if request.method == "POST" else None, letters=_letters(row), language=language, asks=not reached
    )
    shown = None
    if request.method == "POST" and form.is_valid():
        occasion, notice = _asked(row, form, child, today)
        try:
            if "send" in request.POST:
                notify(occasion, [notice], by=request.user)
                messages.success(request, _("The letter is in the outbox."))
                return redirect("handover:show", row.pk)
            sending = prepare(occasion, [notice], authority=request.user.authority)[0]
            shown = as_fragment(sending.letter, pictures=occasion.officer.pictures)
            log.read("letter.draft", authority_id=row.authority_id, by=request.user.pk, child_id=row.child_id)
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error(None, error.message)
    context = {
        "form": form,
        "letter": shown,
        "crumbs": trail_of(row.child),
        "what": what_of(row),
        "on": dates.long(row.change_on),
        "name": row.child.shown_name,
        "how": _how(child) if reached else "",
    }
    return render(request, "handover/letter.html.jinja", context)


def _letters(row: Handover) -> list[tuple[str, str]]:
    goodbye = _("Goodbye from %(iro)s") % {"iro": row.appointment.iro.name}
    found = [("goodbye", goodbye)]
    if row.to_iro is not None:
        found.append(("iro-changed", _("First letter from %(iro)s") % {"iro": row.to_iro.name}))
    return found


def _child_in_circle(row: Handover, viewer: User) -> Person | None:
    people = circle_of(row.child, viewer=viewer).people
    return next((person for person in people if person.party.kind == Party.Kind.CHILD), None)


def _how(child: Person | None) -> str:
    if child is None:
        return ""
    if child.reach.channel == "email":
        return _("By e-mail")
    return _("On paper, with the next print batch")


def _asked(row: Handover, form: LetterForm, child: Person | None, today: date) -> tuple[Occasion, Notice]:
    given = form.cleaned_data
    changed = given["which"] == "iro-changed" and row.to_iro is not None
    writer = row.to_iro if changed and row.to_iro is not None else row.appointment.iro
    last_day = row.change_on - ONE_DAY if row.to_iro else row.change_on
    facts: dict[str, str | date | None] = {"last_day": last_day}
    if given["change_reason"].strip():
        facts["change_reason"] = given["change_reason"].strip()
    if changed:
        facts |= {"appointed_on": row.change_on, "previous_officer": row.appointment.iro.name}
        if row.joint_introduction_on and row.joint_introduction_on >= today:
            facts["meeting_on"] = row.joint_introduction_on
    else:
        if given["own_words"].strip():
            facts["own_words"] = given["own_words"].strip()
        if row.to_iro is not None:
            facts["next_officer"] = row.to_iro.name
    occasion = Occasion(
        what="iro-changed" if changed else "goodbye",
        child=row.child,
        about=About(kind="handover", pk=row.pk),
        officer=_officer(writer, today),
        dated_on=today,
        facts=facts,
    )
    name = row.child.preferred_name or row.child.given_name or row.child.shown_name
    return occasion, Notice(
        to=_recipient(row, given.get("address", ""), child), language=given["language"], greeting=name
    )


def _recipient(row: Handover, typed: str, child: Person | None) -> Recipient:
    held = Recipient(kind="child", name=row.child.shown_name, channel="held")
    if child is not None:
        safe = SafeContact(allowed=child.may_be_contacted, blocked=child.blocked)
        held = replace(held, safe=safe)
        if child.reach.channel != "held":
            return replace(held, channel=child.reach.channel, address=child.reach.address)
    return replace(held, channel="print", address=typed.strip()) if typed.strip() else held


def _officer(user: User, today: date) -> Officer:
    profile = next((one.profile for one in officers(user.authority_id, on=today, user_ids=[user.pk])), None)
    try:
        kept = photo(bytes(photo_of(user.pk, authority_id=user.authority_id).content))
    except (NotFound, NotAPhoto):
        kept = None
    return officer_from(
        user,
        telephone=profile.telephone if profile else "",
        words=profile.words_for_young_people if profile else "",
        photo=kept,
    )
