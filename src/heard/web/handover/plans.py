"""Planned changes of IRO and endings at 18: made, listed, withdrawn."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads import handover_actions as actions
from heard.caseloads import handover_queries as queries
from heard.caseloads.models import NamedIro
from heard.caseloads.queries import named_iros
from heard.caseloads.suggestion import suggest
from heard.caseloads.vacancies import told_of_conflict
from heard.children.models import Child
from heard.children.queries import get_visible
from heard.common import clock
from heard.common.errors import DomainError, NotPermitted
from heard.correspondence.queries import OUTBOX, messages_about
from heard.deadlines.queries import diary_of_child
from heard.law.ages import AGE_OF_LEAVING_CARE
from heard.law.calendar_dates import birthday
from heard.pages.presenters import dates
from heard.reviews.decisions.queries import lines_of_child
from heard.web.child.trail import trail_of
from heard.web.handover import presenters
from heard.web.handover.forms import CarriedForm, ChangeForm
from heard.web.outbox.presenters import row_of
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.service.presenters import tabs

FORM_METHODS = ["GET", "HEAD", "POST"]
FIELD_OF = {
    actions.CannotTakeOver: "to_iro",
    actions.NoReason: "reason",
    actions.PlannedInThePast: "change_on",
}


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def listing(request: SignedInRequest) -> HttpResponse:
    """This will list what is planned, who turns 18 soon without a plan, and which IROs told of a conflict."""
    viewer, today = request.user, clock.today()
    may = viewer.may(Permission.IRO_APPOINT)
    rows = [presenters.plan_row(row, today=today) for row in queries.planned(viewer)]
    near = [presenters.near_row(one, may_plan=may) for one in queries.near_eighteen(viewer, today=today)]
    told = [presenters.told_row(row, may_change=may) for row in told_of_conflict(viewer)]
    children = len(rows) + len(near) + len(told)
    log.read("handover.list", authority_id=viewer.authority_id, by=viewer.pk, children=children)
    context = {"tabs": tabs(viewer, "handover:list"), "rows": rows, "near": near, "told": told}
    return render(request, "handover/list.html.jinja", context)


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(FORM_METHODS)
def change(request: SignedInRequest, child_id: int) -> HttpResponse:
    """This will plan that another IRO takes over on a day."""
    child = or_404(get_visible, child_id, viewer=request.user)
    today = clock.today()
    named = named_iros([child.pk]).get(child.pk)
    if named is None:
        return _no_iro(request, child)
    choices, hints = presenters.choices_of(suggest(child_id=child.pk, today=today, viewer=request.user), named)
    proposed = _proposed(child, request, today)
    form = ChangeForm(
        request.POST if request.method == "POST" else None, choices=choices, hints=hints, proposed=proposed
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        plan = actions.ChangePlan(
            to_iro_id=int(given["to_iro"]),
            change_on=given["change_on"],
            why=given["why"],
            reason=given["reason"],
            joint_introduction_on=given["joint_introduction_on"],
            carried=form.lines,
        )
        try:
            row = actions.plan_change(child_id=child.pk, plan=plan, today=today, by=request.user)
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), error.message)
        else:
            messages.success(request, _("The change of IRO is planned. Nobody is without an IRO until then."))
            return redirect("handover:show", row.pk)
    context = _about(child, named) | {"form": form}
    return render(request, "handover/change.html.jinja", context)


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(FORM_METHODS)
def ending(request: SignedInRequest, child_id: int) -> HttpResponse:
    """This will plan the goodbye on the 18th birthday."""
    child = or_404(get_visible, child_id, viewer=request.user)
    today = clock.today()
    named = named_iros([child.pk]).get(child.pk)
    if named is None:
        return _no_iro(request, child)
    form = CarriedForm(request.POST if request.method == "POST" else None, proposed=_proposed(child, request, today))
    if request.method == "POST" and form.is_valid():
        try:
            row = actions.plan_ending(child_id=child.pk, carried=form.lines, today=today, by=request.user)
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("The goodbye is planned for the 18th birthday."))
            return redirect("handover:show", row.pk)
    context = _about(child, named) | {"form": form, "day": _birthday(child)}
    return render(request, "handover/ending.html.jinja", context)


@permission_required(OUTBOX)
@require_safe
def show(request: SignedInRequest, handover_id: int) -> HttpResponse:
    """This will show one plan, what is carried, and its letters."""
    row = or_404(queries.get_handover, handover_id, viewer=request.user)
    viewer = request.user
    log.read("handover.page", authority_id=viewer.authority_id, by=viewer.pk, child_id=row.child_id)
    page = presenters.plan_page(
        row, today=clock.today(), may_change=viewer.may(Permission.IRO_APPOINT), may_write=viewer.may(OUTBOX)
    )
    letters = [row_of(message, of_child=True) for message in messages_about("handover", row.pk, viewer=viewer)]
    context = {"page": page, "crumbs": trail_of(row.child), "letters": letters}
    return render(request, "handover/show.html.jinja", context)


@permission_required(Permission.IRO_APPOINT)
@require_POST
def withdraw(request: SignedInRequest, handover_id: int) -> HttpResponse:
    """This will take a plan back."""
    row = or_404(queries.get_handover, handover_id, viewer=request.user)
    try:
        actions.withdraw_handover(handover_id=row.pk, by=request.user)
    except NotPermitted:
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(
            request, _("The plan is withdrawn. %(iro)s stays the IRO.") % {"iro": row.appointment.iro.name}
        )
    return redirect("handover:show", row.pk)


def _about(child: Child, named: NamedIro) -> dict[str, object]:
    return {
        "crumbs": trail_of(child),
        "name": child.shown_name,
        "iro": named.iro.name,
        "since": dates.plain(named.appointed_on),
    }


def _birthday(child: Child) -> str:
    if child.born_on is None:
        return ""
    day: date = birthday(child.born_on, AGE_OF_LEAVING_CARE)
    return dates.long(day)


def _proposed(child: Child, request: SignedInRequest, today: date) -> list[str]:
    """What is open for the child and handed on: what the diary owes, and decisions of reviews."""
    decisions = lines_of_child(child.pk, viewer=request.user, today=today)
    return presenters.proposed(diary_of_child(child.pk), decisions)


def _no_iro(request: SignedInRequest, child: Child) -> HttpResponse:
    messages.error(request, actions.NoIroYet().message)
    return redirect("naming:name", child.pk)
