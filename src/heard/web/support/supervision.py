"""Supervision: planned with cases drawn by lot, recorded, agreed on."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair
from heard.quality import supervision_actions as actions
from heard.quality.access import officer_named, supervised_of
from heard.quality.models import SupervisionSession
from heard.quality.settings_actions import BadCasesDrawn, BadWeeks, change_support_settings
from heard.quality.supervision import Session, clocks, get_action, get_session, sessions_listed, settings_of
from heard.web.paging import page_asked
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.support import supervision_page
from heard.web.support.answers import Done, answer_form, sent
from heard.web.support.forms import AgreeForm, CancelForm, DoneForm, PlanForm, RecordForm, SettingsForm
from heard.web.support.parts import FormPage, crumbs

BOTH = ["GET", "HEAD", "POST"]
HERE = "support:supervision"
A_PAGE = 50


@permission_required(Permission.SUPPORT_OWN)
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """This will list sessions: all of the service for a manager, or those of one officer; an officer's own."""
    viewer, today = request.user, clock.today()
    manages = viewer.may(Permission.SUPPORT_MANAGE)
    officer = None
    asked = request.GET.get("officer", "")
    if asked and manages:
        if not asked.isdecimal() or len(asked) > 18:
            raise Http404
        officer = or_404(officer_named, int(asked), authority_id=viewer.authority_id)
    whose = officer.pk if officer else None if manages else viewer.pk
    sessions = sessions_listed(viewer, officer_id=whose)
    page_of = page_asked(request.GET, count=sessions.count(), size=A_PAGE)
    due = clocks(viewer.authority_id, today=today, officer_ids=None if whose is None else [whose])
    page = supervision_page.list_page(
        list(sessions[page_of.offset : page_of.ends]),
        due,
        viewer=viewer,
        of=officer.name if officer else "",
        today=today,
    )
    links = page_of.links(request.path, {"officer": asked} if officer else {})
    return render(request, "support/page.html.jinja", {"page": page, "pages": links})


@permission_required(Permission.SUPPORT_OWN)
@require_safe
def session(request: SignedInRequest, session_id: int) -> HttpResponse:
    """This will show one session."""
    viewer = request.user
    found: Session = or_404(get_session, session_id, viewer=viewer)
    log.read("support.session", authority_id=viewer.authority_id, by=viewer.pk, children=len(found.cases))
    page = supervision_page.session_page(found, viewer=viewer, today=clock.today())
    return render(request, "support/page.html.jinja", {"page": page, "pages": None})


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def plan(request: SignedInRequest) -> HttpResponse:
    """Plan a session; its cases are drawn."""
    viewer, today = request.user, clock.today()
    officers = [user for user in supervised_of(viewer.authority_id) if user.pk != viewer.pk]
    cases = settings_of(viewer.authority_id).cases_drawn
    initial = {"planned_for": today, "cases": cases, "kind": "supervision", "officer": request.GET.get("officer", "")}
    form = PlanForm(sent(request), officers=officers, initial=initial)

    def act(given: Mapping[str, Any]) -> Done:
        wanted = actions.Plan(
            officer_id=int(given["officer"]),
            kind=given["kind"],
            planned_for=given["planned_for"],
            cases=given["cases"],
        )
        made = actions.plan_session(plan=wanted, today=today, by=viewer)
        return gettext("The session is planned and its cases are drawn."), reverse("support:session", args=[made.pk])

    page = FormPage(title=gettext("Plan a session"), button=gettext("Plan it and draw the cases"), crumbs=crumbs(HERE))
    fields: dict[type[DomainError], str] = {
        actions.EmptyCaseload: "officer",
        actions.SupervisesThemselves: "officer",
        actions.PlannedAlready: "officer",
        actions.PlannedInThePast: "planned_for",
        actions.BadNumberOfCases: "cases",
    }
    return answer_form(request, form, act, page=page, fields=fields)


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def record(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Record what came of a session."""
    viewer, today = request.user, clock.today()
    found: Session = or_404(get_session, session_id, viewer=viewer)
    cases = [(case.pk, case.child.shown_name) for case in found.cases]
    held_on = min(found.session.planned_for, today)
    form = RecordForm(sent(request), cases=cases, initial={"held_on": held_on})

    def act(given: Mapping[str, Any]) -> Done:
        told = {pk: actions.Told(child_centred=given[f"finding_{pk}"], words=given[f"words_{pk}"]) for pk, _n in cases}
        actions.record_session(
            session_id=session_id,
            held_on=given["held_on"],
            next_on=given["next_on"],
            note=given["note"],
            told=told,
            today=today,
            by=viewer,
        )
        return gettext("The session is recorded."), _session(session_id)

    fields: dict[type[DomainError], str] = {actions.HeldInFuture: "held_on", actions.NextIsNotLater: "next_on"}
    page = _page(found.session, gettext("Record this session"), gettext("Save the session"))
    return answer_form(request, form, act, page=page, fields=fields)


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def cancel(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Cancel a planned session."""
    found: Session = or_404(get_session, session_id, viewer=request.user)

    def act(given: Mapping[str, Any]) -> Done:
        actions.cancel_session(session_id=session_id, because=given["because"], by=request.user)
        return gettext("The session is cancelled; its draw is kept."), _session(session_id)

    page = _page(found.session, gettext("Cancel this session"), gettext("Cancel the session"))
    return answer_form(request, CancelForm(sent(request)), act, page=page, fields={actions.NoReasonToCancel: "because"})


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def agree(request: SignedInRequest, session_id: int) -> HttpResponse:
    """Add something that was agreed."""
    found: Session = or_404(get_session, session_id, viewer=request.user)

    def act(given: Mapping[str, Any]) -> Done:
        actions.agree_action(
            session_id=session_id, what=given["what"], who=given["who"], due_on=given["due_on"], by=request.user
        )
        return gettext("It is kept with the session."), _session(session_id)

    fields: dict[type[DomainError], str] = {actions.DueBeforeAgreed: "due_on", actions.AgreedNothing: "what"}
    page = _page(found.session, gettext("Add what was agreed"), gettext("Add it"))
    return answer_form(request, AgreeForm(sent(request)), act, page=page, fields=fields)


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_OWN)
def done(request: SignedInRequest, action_id: int) -> HttpResponse:
    """Record that something agreed was done."""
    today = clock.today()
    action = or_404(get_action, action_id, viewer=request.user)

    def act(given: Mapping[str, Any]) -> Done:
        actions.finish_action(action_id=action_id, done_on=given["done_on"], today=today, by=request.user)
        return gettext("It is recorded as done."), _session(action.session_id)

    page = FormPage(
        title=gettext("Say that it is done"),
        button=gettext("Save"),
        crumbs=_way(action.session),
        facts=(
            Pair(label=gettext("Agreed"), value=action.what),
            Pair(label=pgettext("a date", "By"), value=dates.long(action.due_on)),
        ),
    )
    form = DoneForm(sent(request), initial={"done_on": today})
    return answer_form(request, form, act, page=page, fields={actions.DoneInFuture: "done_on"})


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def settings(request: SignedInRequest) -> HttpResponse:
    """Set how often supervision is held."""
    kept = settings_of(request.user.authority_id)
    initial = {"supervision_weeks": kept.supervision_weeks, "cases_drawn": kept.cases_drawn}

    def act(given: Mapping[str, Any]) -> Done:
        change_support_settings(
            supervision_weeks=given["supervision_weeks"], cases_drawn=given["cases_drawn"], by=request.user
        )
        return gettext("The settings are saved."), reverse(HERE)

    page = FormPage(title=gettext("How often supervision is held"), button=gettext("Save"), crumbs=crumbs(HERE))
    fields: dict[type[DomainError], str] = {BadWeeks: "supervision_weeks", BadCasesDrawn: "cases_drawn"}
    return answer_form(request, SettingsForm(sent(request), initial=initial), act, page=page, fields=fields)


def _session(session_id: int) -> str:
    return reverse("support:session", args=[session_id])


def _way(session: SupervisionSession) -> tuple[Link, ...]:
    text = f"{session.get_kind_display()}, {dates.plain(session.held_on or session.planned_for)}"
    return crumbs(HERE, more=[Link(text=text, href=_session(session.pk))])


def _page(session: SupervisionSession, title: str, button: str) -> FormPage:
    facts = (
        Pair(label=gettext("Officer"), value=session.officer.name),
        Pair(label=gettext("Planned for"), value=dates.long(session.planned_for)),
    )
    return FormPage(title=title, button=button, crumbs=_way(session), facts=facts)
