"""The IRO's own answer to an appointment, and the introduction to the child."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads import handover_actions as actions
from heard.caseloads import handover_queries as queries
from heard.caseloads.vacancies import to_answer as waiting_for
from heard.common import clock
from heard.common.errors import DomainError, NotPermitted
from heard.pages.presenters import dates
from heard.web.child.trail import trail_of
from heard.web.handover import presenters
from heard.web.handover.forms import AnswerForm, IntroductionForm
from heard.web.request import SignedInRequest, or_404, permission_required

FORM_METHODS = ["GET", "HEAD", "POST"]


@permission_required(Permission.WORKLIST_OWN)
@require_safe
def to_answer(request: SignedInRequest) -> HttpResponse:
    """This will list one's own appointments that wait for an answer."""
    today = clock.today()
    rows = [presenters.to_answer(named, today=today) for named in waiting_for(request.user)]
    log.read("appointments.page", authority_id=request.user.authority_id, by=request.user.pk, children=len(rows))
    return render(request, "handover/to_answer.html.jinja", {"rows": rows})


@permission_required(Permission.WORKLIST_OWN)
@require_http_methods(FORM_METHODS)
def answer(request: SignedInRequest, appointment_id: int) -> HttpResponse:
    """This will take the IRO's answer: accepted with the declaration, or a conflict in words."""
    named = or_404(queries.own_appointment, appointment_id, iro=request.user)
    today = clock.today()
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        conflict = form.cleaned_data["conflict"] if form.cleaned_data["answer"] == "conflict" else ""
        try:
            actions.answer_appointment(appointment_id=named.pk, conflict=conflict, today=today, by=request.user)
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            name = {"name": named.child.shown_name}
            said = _("The manager is told. You stay the IRO of %(name)s until somebody else is named.") % name
            messages.success(request, said if conflict else _("You accepted to be the IRO of %(name)s.") % name)
            return redirect("child:show", named.child_id)
    context = {
        "form": form,
        "crumbs": trail_of(named.child),
        "name": named.child.shown_name,
        "since": dates.long(named.appointed_on),
        "declaration": presenters.declaration(request.user.authority.nation, today=today),
        "answered": getattr(named, "acceptance", None) is not None,
    }
    return render(request, "handover/answer.html.jinja", context)


@permission_required(Permission.REVIEW_RECORD)
@require_http_methods(FORM_METHODS)
def introduce(request: SignedInRequest, appointment_id: int) -> HttpResponse:
    """This will record that the IRO met the child."""
    named = or_404(queries.running_appointment, appointment_id, viewer=request.user)
    form = IntroductionForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.record_introduction(
                appointment_id=named.pk, met_on=given["met_on"], how=given["how"], today=clock.today(), by=request.user
            )
        except NotPermitted:
            raise
        except DomainError as error:
            form.add_error("how" if isinstance(error, actions.UnknownWay) else "met_on", error.message)
        else:
            told = {"iro": named.iro.name, "name": named.child.shown_name}
            messages.success(request, _("It is recorded that %(iro)s met %(name)s.") % told)
            return redirect("child:show", named.child_id)
    context = {
        "form": form,
        "crumbs": trail_of(named.child),
        "name": named.child.shown_name,
        "iro": named.iro.name,
        "since": dates.long(named.appointed_on),
    }
    return render(request, "handover/introduce.html.jinja", context)
