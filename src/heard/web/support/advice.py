"""Independent legal advice: asked, answered, and in how many working days."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Pair
from heard.quality import advice_actions as actions
from heard.quality.access import advisers_of, child_numbered
from heard.quality.advice import Request, get_request, listed
from heard.quality.models import AdviceRequest
from heard.web.request import SignedInRequest, any_permission_required, or_404, permission_required
from heard.web.support.answers import Done, answer_form, sent
from heard.web.support.log_forms import AdviserForm, AnswerForm, AskForm, WithdrawForm
from heard.web.support.parts import (
    Cell,
    FormPage,
    Page,
    Panel,
    Table,
    crumbs,
    heads,
    paragraphs,
    pills,
    tabs,
    tag,
)  # fmt: skip

BOTH = ["GET", "HEAD", "POST"]
HERE = "support:advice"
FIELDS: dict[type[DomainError], str] = {
    actions.NoAdviser: "adviser_name",
    actions.NotIndependentAdviser: "adviser",
    actions.AskedInFuture: "asked_on",
    actions.AnsweredInFuture: "answered_on",
    actions.AnsweredBeforeAsked: "answered_on",
    actions.NotDeclared: "declares",
    actions.NoOutcome: "outcome",
    actions.NoReasonToWithdraw: "because",
}


@any_permission_required(Permission.SUPPORT_OWN, Permission.LEGAL_ADVISE)
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """This will list the questions that the viewer may read, open ones first."""
    viewer, today = request.user, clock.today()
    rows = tuple(_row(found) for found in listed(viewer, today=today))
    table = Table(
        caption=gettext("Questions, open ones first"),
        heads=heads(gettext("Question"), gettext("State"), gettext("Asked by"), gettext("Adviser"), gettext("Days")),
        rows=rows,
    )
    asks = viewer.may(Permission.SUPPORT_OWN)
    page = Page(
        title=gettext("Legal advice"),
        sub=gettext("Read by the officer who asked, the managers of the service and the adviser alone."),
        tabs=tabs(viewer),
        pills=pills(viewer, HERE),
        buttons=(Link(text=gettext("Ask for advice"), href=reverse("support:ask")),) if asks else (),
        panels=(Panel(title=gettext("Questions"), id="questions", table=table),) if rows else (),
        empty_title="" if rows else gettext("No question was asked yet"),
        empty_text=gettext("An IRO can ask a lawyer who does not advise the authority in the case."),
    )
    return render(request, "support/page.html.jinja", {"page": page, "pages": None})


def _row(found: Request) -> tuple[Cell, ...]:
    row = found.request
    return (
        Cell(
            text=gettext("Asked on %(day)s") % {"day": dates.plain(row.asked_on)},
            href=reverse("support:request", args=[row.pk]),
            of=f"{row.officer.name}, {row.pk}",
            sub=_about(found),
        ),
        tag(row.state, row.get_state_display()),
        Cell(text=row.officer.name),
        Cell(text=_adviser(row)),
        Cell(text=_days(found), sub=str(row.get_urgency_display())),
    )


def _about(found: Request) -> str:
    if found.child:
        return gettext("About %(name)s") % {"name": found.child.shown_name}
    return gettext("About a child") if found.about_a_child else gettext("About no single child")


def _adviser(row: AdviceRequest) -> str:
    return row.adviser.name if row.adviser else row.adviser_name or gettext("Not named yet")


def _days(found: Request) -> str:
    if found.working_days is None:
        return "–"
    if found.request.state == AdviceRequest.State.ANSWERED:
        words = ngettext("%(n)d working day", "%(n)d working days", found.working_days)
    else:
        words = ngettext("Waiting %(n)d working day", "Waiting %(n)d working days", found.working_days)
    return words % {"n": found.working_days}


@any_permission_required(Permission.SUPPORT_OWN, Permission.LEGAL_ADVISE)
@require_safe
def request_page(request: SignedInRequest, request_id: int) -> HttpResponse:
    """This will show one question."""
    viewer = request.user
    found: Request = or_404(get_request, request_id, viewer=viewer, today=clock.today())
    row = found.request
    log.read(
        "support.advice",
        authority_id=viewer.authority_id,
        by=viewer.pk,
        child_id=found.child.pk if found.child else None,
        children=1 if found.child else 0,
    )
    facts = (
        Pair(label=gettext("Asked by"), value=row.officer.name, note=dates.long(row.asked_on)),
        Pair(
            label=gettext("About"),
            value=_about(found),
            href=reverse("child:show", args=[found.child.pk]) if found.child else "",
        ),
        Pair(label=gettext("Urgency"), value=str(row.get_urgency_display())),
        Pair(label=gettext("Adviser"), value=_adviser(row), note=_declared(row)),
        Pair(label=gettext("Time"), value=_days(found)),
    )
    panels = [
        Panel(title=gettext("The question"), id="question", words=paragraphs(row.question)),
        Panel(title=gettext("About it"), id="about", pairs=facts),
    ]
    if row.outcome:
        answered = row.state == AdviceRequest.State.ANSWERED
        title = gettext("The advice") if answered else gettext("Why it was withdrawn")
        panels.insert(1, Panel(title=title, id="outcome", words=paragraphs(row.outcome)))
    page = Page(
        title=gettext("Question of %(day)s") % {"day": dates.plain(row.asked_on)},
        crumbs=crumbs(HERE),
        tag=tag(row.state, row.get_state_display()),
        buttons=_buttons(row, viewer),
        panels=tuple(panels),
    )
    return render(request, "support/page.html.jinja", {"page": page, "pages": None})


def _declared(row: AdviceRequest) -> str:
    if row.declares_independence:
        return gettext("Declared not to advise the authority in this case")
    return gettext("No declaration yet")


def _buttons(row: AdviceRequest, viewer: User) -> tuple[Link, ...]:
    if row.state != AdviceRequest.State.OPEN:
        return ()
    found = []
    if row.adviser_id or row.adviser_name:
        found.append(Link(text=gettext("Record the answer"), href=reverse("support:answer", args=[row.pk])))
    if viewer.may(Permission.SUPPORT_OWN):
        found.append(Link(text=gettext("Name the adviser"), href=reverse("support:adviser", args=[row.pk])))
        found.append(Link(text=gettext("Withdraw it"), href=reverse("support:withdraw", args=[row.pk])))
    return tuple(found)


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_OWN)
def ask(request: SignedInRequest) -> HttpResponse:
    """Ask for advice."""
    viewer, today = request.user, clock.today()
    form = AskForm(sent(request), advisers=advisers_of(viewer.authority_id), initial={"asked_on": today})
    child = _child(form, viewer) if request.method == "POST" else None

    def act(given: Mapping[str, Any]) -> Done:
        made = actions.ask_advice(
            question=actions.Question(
                words=given["question"], urgency=given["urgency"], asked_on=given["asked_on"], child_id=child
            ),
            adviser=_chosen(form),
            today=today,
            by=viewer,
        )
        return gettext("The question is kept."), _request(made.pk)

    words = gettext("The officer who asks, the managers of the service and the adviser read it, and nobody else.")
    page = FormPage(
        title=gettext("Ask for advice"), button=gettext("Save the question"), crumbs=crumbs(HERE), words=(words,)
    )
    return answer_form(request, form, act, page=page, fields=FIELDS)


def _child(form: forms.Form, viewer: User) -> int | None:
    """The child whose number was entered; a number that is nobody's the viewer may see is told at the field."""
    if not form.is_valid() or not form.cleaned_data["child"].strip():
        return None
    child = child_numbered(form.cleaned_data["child"], viewer=viewer)
    if child is None:
        form.add_error("child", gettext("There is no child of this number among those whom you may see"))
    return child.pk if child else None


def _chosen(form: AdviserForm) -> actions.Adviser | None:
    name = form.cleaned_data["adviser_name"].strip()
    return actions.Adviser(user_id=form.adviser_id, name=name) if form.adviser_id or name else None


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_OWN)
def adviser(request: SignedInRequest, request_id: int) -> HttpResponse:
    """Name the adviser."""
    found: Request = or_404(get_request, request_id, viewer=request.user, today=clock.today())
    form = AdviserForm(
        sent(request),
        advisers=advisers_of(request.user.authority_id),
        initial={"adviser": str(found.request.adviser_id or ""), "adviser_name": found.request.adviser_name},
    )

    def act(given: Mapping[str, Any]) -> Done:
        chosen = _chosen(form) or actions.Adviser()
        actions.name_adviser(request_id=request_id, adviser=chosen, by=request.user)
        return gettext("The adviser is named."), _request(request_id)

    page = _page(found, gettext("Name the adviser"), gettext("Save the adviser"))
    return answer_form(request, form, act, page=page, fields=FIELDS)


@require_http_methods(BOTH)
@any_permission_required(Permission.SUPPORT_OWN, Permission.LEGAL_ADVISE)
def answer(request: SignedInRequest, request_id: int) -> HttpResponse:
    """Record what the advice came to."""
    today = clock.today()
    found: Request = or_404(get_request, request_id, viewer=request.user, today=today)

    def act(given: Mapping[str, Any]) -> Done:
        actions.record_answer(
            request_id=request_id,
            answered_on=given["answered_on"],
            outcome=given["outcome"],
            declares=given["declares"],
            today=today,
            by=request.user,
        )
        return gettext("The answer is kept."), _request(request_id)

    form = AnswerForm(sent(request), initial={"answered_on": today})
    page = _page(found, gettext("Record the answer"), gettext("Save the answer"))
    return answer_form(request, form, act, page=page, fields=FIELDS)


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_OWN)
def withdraw(request: SignedInRequest, request_id: int) -> HttpResponse:
    """Withdraw a question."""
    found: Request = or_404(get_request, request_id, viewer=request.user, today=clock.today())

    def act(given: Mapping[str, Any]) -> Done:
        actions.withdraw_question(request_id=request_id, because=given["because"], by=request.user)
        return gettext("The question is withdrawn."), _request(request_id)

    page = _page(found, gettext("Withdraw the question"), gettext("Withdraw it"))
    return answer_form(request, WithdrawForm(sent(request)), act, page=page, fields=FIELDS)


def _request(request_id: int) -> str:
    return reverse("support:request", args=[request_id])


def _page(found: Request, title: str, button: str) -> FormPage:
    row = found.request
    text = gettext("Question of %(day)s") % {"day": dates.plain(row.asked_on)}
    facts = (
        Pair(label=gettext("Asked by"), value=row.officer.name),
        Pair(label=gettext("About"), value=_about(found)),
        Pair(label=gettext("Adviser"), value=_adviser(row)),
    )
    way = crumbs(HERE, more=[Link(text=text, href=_request(row.pk))])
    return FormPage(title=title, button=button, crumbs=way, facts=facts)
