"""Naming the IRO of a child, and telling those who must know, in one step."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads import actions
from heard.caseloads.involvement_register import register
from heard.caseloads.models import NamedIro
from heard.caseloads.needs import needs_of
from heard.caseloads.queries import named_iros
from heard.caseloads.suggestion import Suggestion, suggest
from heard.children.family import relatives_of
from heard.children.models import Child
from heard.children.queries import care_of, get_visible
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.correspondence.documents import as_fragment
from heard.correspondence.notices import Occasion, notify, prepare
from heard.correspondence.recipients import NoAddress
from heard.deadlines.free_days import free_days
from heard.deadlines.queries import diary_of_child
from heard.pages.presenters import dates
from heard.web.child.trail import trail_of
from heard.web.naming.forms import NameForm
from heard.web.naming.presenters import Told, barred_of, choices_of
from heard.web.naming.strip import first_review, strip_of
from heard.web.naming.telling import Addressee, addressees, notices_of, occasion_of, officer_of
from heard.web.request import SignedInRequest, or_404, permission_required

FIELD_OF = {
    actions.NotAnIro: "iro",
    actions.NotIndependent: "iro",
    actions.AlreadyNamed: "iro",
    actions.AppointedInFuture: "appointed_on",
    actions.AppointedTooEarly: "appointed_on",
    actions.TwoOnOneDay: "appointed_on",
    actions.NotRegistered: "iro",
    actions.NeedsReason: "reason",
    NoAddress: "child_address",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What stands before the choice is made: who could be named, who would be told, who is the IRO now."""

    child: Child
    found: Sequence[Suggestion]
    told: Sequence[Addressee]
    running: NamedIro | None

    def form(self, data: QueryDict | None, today: date) -> NameForm:
        """The form, with what was typed."""
        now = self.running.iro_id if self.running else None
        may_be = [(str(one.user.pk), one.user.name) for one in self.found if one.can_be_named and one.user.pk != now]
        return NameForm(
            data, choices=may_be, told=self.told, running=self.running, today=today, proposed=self._proposed()
        )

    def _proposed(self) -> str:
        """The first of the ranking, where a child has nobody yet and practice would choose no other."""
        first = next((one for one in self.found if one.can_be_named), None)
        return str(first.user.pk) if first and not first.departs and self.running is None else ""


def _before(child: Child, viewer: User, today: date) -> Before:
    return Before(
        child=child,
        found=suggest(child_id=child.pk, today=today, viewer=viewer),
        told=addressees(child, viewer=viewer, today=today),
        running=named_iros([child.pk]).get(child.pk),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IRO_APPOINT)
def name(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Choose who is the child's IRO, from which day, and who is told now."""
    child = or_404(get_visible, child_id, viewer=request.user)
    today = clock.today()
    before = _before(child, request.user, today)
    form = before.form(request.POST if request.method == "POST" else None, today)
    meanwhile = ""
    if request.method == "POST" and form.is_valid():
        try:
            told = _name_and_tell(before, form, by=request.user, today=today)
        except ChangedMeanwhile as error:
            meanwhile = error.message
        except DomainError as error:
            form.add_error(_field(form, error), error.message)
        else:
            messages.success(request, _said(before, form, told))
            return redirect("child:show", child.pk)
    if meanwhile:  # what stands now is shown, and the choice is made anew
        before = _before(child, request.user, today)
        form = before.form(None, today)
    return _shown(request, before, form, today=today, meanwhile=meanwhile)


def _field(form: NameForm, error: DomainError) -> str | None:
    field = FIELD_OF.get(type(error))
    return field if field in form.fields else None


def _said(before: Before, form: NameForm, told: int) -> str:
    iro = next(one.user for one in before.found if str(one.user.pk) == form.cleaned_data["iro"])
    named = _("%(iro)s is the IRO of %(name)s.") % {"iro": iro.name, "name": before.child.shown_name}
    if not told:
        return f"{named} {_('Nobody was told yet.')}"
    letters = ngettext("%(n)d letter is in the outbox.", "%(n)d letters are in the outbox.", told) % {"n": told}
    return f"{named} {letters}"


def _name_and_tell(before: Before, form: NameForm, *, by: User, today: date) -> int:
    """Names the IRO and writes the letters, both or neither; says how many letters. Raises DomainError."""
    given = form.cleaned_data
    with transaction.atomic():
        named = actions.name_iro(
            child_id=before.child.pk,
            iro_id=int(given["iro"]),
            appointed_on=given["appointed_on"],
            today=today,
            by=by,
            reason=given["reason"],
            seen=form.what_was_seen,
        )
        notices = notices_of(before.told, given["tell"], **form.letter_choices)
        if not notices:
            return 0
        occasion = _occasion(before, form, named.pk, today)
        return len(notify(occasion, notices, by=by))


def _occasion(before: Before, form: NameForm, appointment_id: int, today: date) -> Occasion:
    chosen = next(one.user for one in before.found if str(one.user.pk) == form.cleaned_data["iro"])
    review = first_review(diary_of_child(before.child.pk))
    return occasion_of(
        before.child,
        officer=officer_of(chosen, today=today),
        appointed_on=form.cleaned_data["appointed_on"],
        before=before.running,
        review_due_on=review.due_on if review else None,
        appointment_id=appointment_id,
        today=today,
    )


def _shown(
    request: SignedInRequest, before: Before, form: NameForm, *, today: date, meanwhile: str = ""
) -> HttpResponse:
    child, viewer = before.child, request.user
    nation = viewer.authority.nation
    diary = diary_of_child(child.pk)
    relatives = relatives_of(child, viewer=viewer)
    review = first_review(diary)
    until = review.due_on if review else None
    told = Told(
        free=free_days([one.user.pk for one in before.found], after=today, until=until) if until else None,
        until=until,
        involvements=list(register(viewer, child_id=child.pk)),
        now_id=before.running.iro_id if before.running else None,
    )
    strip = strip_of(
        child,
        care=care_of([child.pk])[child.pk],
        diary=diary,
        needs=needs_of(child),
        relatives=relatives,
        iros=named_iros([child.pk, *(one.child.pk for one in relatives)]),
        viewer=viewer,
        today=today,
    )
    ticked = form["tell"].value() or []
    context = {
        "form": form,
        "crumbs": trail_of(child),
        "name": child.shown_name,
        "child_id": child.pk,
        "asks_address": "child_address" in form.fields,
        "meanwhile": meanwhile,
        "strip": strip,
        "until": dates.short(until, today=today) if until else "",
        "choices": choices_of(before.found, told, chosen=str(form["iro"].value() or ""), nation=nation),
        "barred": barred_of(before.found, told, nation=nation),
        "told": [(one, one.key in ticked) for one in before.told],
        "error": " ".join(map(str, form["iro"].errors)),
    }
    return render(request, "naming/name.html.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IRO_APPOINT)
def letter(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Show one letter as it would go, from what stands on the form; nothing is saved."""
    child = or_404(get_visible, child_id, viewer=request.user)
    if request.method != "POST":  # the letter is made from what stands on the form
        return redirect("naming:name", child.pk)
    today = clock.today()
    before = _before(child, request.user, today)
    form = before.form(request.POST, today)
    form.is_valid()
    problem, shown, to = "", None, ""
    asked = [one for one in before.told if one.key == request.POST.get("letter") and one.notice]
    if "iro" not in form.cleaned_data or not form.cleaned_data.get("appointed_on"):
        problem = _("Choose who should be the IRO and from which day, then look at the letter again.")
    elif not asked:
        problem = _("Choose whose letter you want to see.")
    else:
        try:
            notices = notices_of(asked, [asked[0].key], **form.letter_choices)
            sending = prepare(_occasion(before, form, 0, today), notices, authority=request.user.authority)[0]
            shown = as_fragment(sending.letter, pictures=sending.order.officer.pictures)
            to = asked[0].name
        except DomainError as error:
            problem = error.message
    context = {"crumbs": trail_of(child), "name": child.shown_name, "to": to, "letter": shown, "problem": problem}
    return render(request, "naming/letter.html.jinja", context)
