"""Sharing children out among the IROs: the plan, what may be changed of it, and carrying it out."""

from collections.abc import Sequence
from datetime import date

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.actions import AppointedInFuture, AppointedTooEarly, NeedsReason, Seen, TwoOnOneDay
from heard.caseloads.batch import NoAnswer, NobodyChosen, Plan, plan_batch, plan_leaver
from heard.caseloads.batch_actions import BatchRefused, Chosen, apply_batch
from heard.caseloads.queries import CaseloadCount, caseloads, named_iros
from heard.common import clock
from heard.common.errors import DomainError, NotFound
from heard.pages.forms import DateField
from heard.web.naming.sharing_page import share_page
from heard.web.naming.telling import tell_all
from heard.web.request import SignedInRequest, permission_required

FIELDS = {
    NeedsReason: "reason",
    AppointedInFuture: "appointed_on",
    AppointedTooEarly: "appointed_on",
    TwoOnOneDay: "appointed_on",
}

SEEN = "seen-"


class ShareForm(forms.Form):
    """From which day the plan holds, and why it departs from practice where it does."""

    appointed_on = DateField(
        what=gettext_lazy("the day of the appointments"), label=gettext_lazy("Day of the appointments")
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason, kept with each appointment that departs from practice"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    tell = forms.BooleanField(
        label=gettext_lazy("Tell the child, family, carers, social worker and legal officer of each now"),
        help_text=gettext_lazy(
            "The letters stand in the outbox. Where nobody knows yet how to reach somebody, the letter waits there."
        ),
        required=False,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IRO_APPOINT)
def share(request: SignedInRequest) -> HttpResponse:
    """Plan who takes these children, or all of somebody who leaves; show it; carry it out when it is confirmed."""
    viewer, today = request.user, clock.today()
    asked = request.POST if request.method == "POST" else request.GET
    child_ids, leaver = _numbers(asked.getlist("child")), _leaver(asked.get("leaver", ""), viewer)
    if not child_ids and leaver is None:
        return _ask(request, viewer, nothing="child" in asked or "leaver" in asked or request.method == "POST")
    try:
        plan = _plan(child_ids, leaver, viewer=viewer, today=today)
    except NotFound as error:
        raise Http404 from error
    except (NobodyChosen, NoAnswer) as error:
        return _ask(request, viewer, problem=error.message, leaver=leaver)
    chosen = {move.child.pk: request.POST.get(f"iro-{move.child.pk}", str(move.to.pk)) for move in plan.moves}
    confirmed = request.method == "POST" and "confirm" in request.POST
    form = ShareForm(request.POST if request.method == "POST" else None, initial={"appointed_on": today, "tell": True})
    row_error: tuple[int, str] | None = None
    if confirmed and form.is_valid():
        try:
            said = _carry_out(_wanted(request), form, by=viewer, today=today)
        except BatchRefused as error:
            field = FIELDS.get(type(error.__cause__))  # type: ignore[arg-type]
            form.add_error(field, error.message)
            row_error = (error.child_id, error.message) if error.child_id and field is None else None
            plan = _again(plan, child_ids, leaver, viewer=viewer, today=today)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, said)
            return redirect("service:without_iro")
    log.read("service.share", authority_id=viewer.authority_id, by=viewer.pk, children=len(plan.moves))
    page = share_page(plan, chosen, nation=viewer.authority.nation, leaver=leaver, refused=row_error)
    shown = form if confirmed or request.method != "POST" else _unjudged(form, today)
    return render(request, "naming/share.html.jinja", {"page": page, "form": shown})


def _carry_out(wanted: list[Chosen], form: ShareForm, *, by: User, today: date) -> str:
    """Names the IROs and writes the letters, all or none; says what was done. Raises DomainError."""
    given = form.cleaned_data
    with transaction.atomic():
        before = named_iros(one.child_id for one in wanted)
        named = apply_batch(
            chosen=wanted, appointed_on=given["appointed_on"], today=today, by=by, reason=given["reason"]
        )
        letters = tell_all(named, before=before, by=by, today=today) if given["tell"] else 0
    n = len(named)
    words = ngettext("%(n)d child has an IRO by this plan.", "%(n)d children have an IRO by this plan.", n) % {"n": n}
    if not given["tell"]:
        return f"{words} {_('Nobody was told yet.')}"
    told = ngettext("%(n)d letter is in the outbox.", "%(n)d letters are in the outbox.", letters) % {"n": letters}
    return f"{words} {told}"


def _unjudged(form: ShareForm, today: date) -> ShareForm:
    """The same form with what was typed, of which nothing is asked yet."""
    form.is_valid()
    typed = form.cleaned_data
    return ShareForm(
        initial={
            "appointed_on": typed.get("appointed_on") or today,
            "reason": form.data.get("reason", ""),
            "tell": "tell" in form.data,
        }
    )


def _numbers(given: Sequence[str]) -> list[int]:
    return sorted({int(one) for one in given if one.isdecimal() and len(one) < 19})


def _leaver(given: str, viewer: User) -> User | None:
    """The officer who leaves. Raises Http404 for somebody of another authority or nobody."""
    if not given:
        return None
    found = next((one.iro for one in caseloads(viewer.authority_id) if str(one.iro.pk) == given), None)
    if found is None:
        raise Http404
    return found


def _plan(child_ids: list[int], leaver: User | None, *, viewer: User, today: date) -> Plan:
    if leaver is not None:
        return plan_leaver(user_id=leaver.pk, today=today, viewer=viewer)
    return plan_batch(child_ids=child_ids, today=today, viewer=viewer)


def _again(plan: Plan, child_ids: list[int], leaver: User | None, *, viewer: User, today: date) -> Plan:
    """The plan as things stand after a refusal; the first one where none can be made now."""
    try:
        return _plan(child_ids, leaver, viewer=viewer, today=today)
    except DomainError:
        return plan


def _wanted(request: SignedInRequest) -> list[Chosen]:
    """What was confirmed: without the children left for now and those who stay with their IRO.

    It is read from the form alone, with what the manager saw of each child, and not from the plan made again: a child
    for whom somebody was named meanwhile must refuse the whole.
    """
    wanted = []
    for key, told in request.POST.items():
        child = key.removeprefix(SEEN)
        if child == key or not child.isdecimal():
            continue
        iro = request.POST.get(f"iro-{child}", "")
        appointment, _dash, now = str(told).partition("-")
        if not iro.isdecimal() or iro == now:
            continue
        seen = Seen(appointment_id=int(appointment) if appointment.isdecimal() else None)
        wanted.append(Chosen(child_id=int(child), iro_id=int(iro), seen=seen))
    return wanted


def _ask(
    request: SignedInRequest, viewer: User, *, nothing: bool = False, problem: str = "", leaver: User | None = None
) -> HttpResponse:
    """The page that asks whose caseload is shared out."""
    if nothing:
        problem = _("Choose at least one child, or whose caseload is shared out")
    if problem and leaver is not None:
        problem = _("%(name)s carries no looked-after child. Choose somebody else.") % {"name": leaver.name}
    context = {
        "problem": problem,
        "officers": [(one.iro.pk, _carries(one)) for one in caseloads(viewer.authority_id) if one.all],
    }
    return render(request, "naming/share_ask.html.jinja", context)


def _carries(one: CaseloadCount) -> str:
    words = ngettext("%(name)s: %(n)d child", "%(name)s: %(n)d children", one.all)
    return words % {"name": one.iro.name, "n": one.all}
