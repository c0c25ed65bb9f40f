"""The log of resource risks: raised, asked, escalated, mitigated, closed."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
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
from heard.pages.presenters import dates, numbers
from heard.pages.presenters.parts import Pair
from heard.quality import risk_actions as actions
from heard.quality import risks
from heard.quality.models import ResourceRisk, RiskStep
from heard.quality.risks import Risk
from heard.web import downloads
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.support.answers import Done, answer_form, sent
from heard.web.support.log_forms import RiskForm, StepForm
from heard.web.support.parts import (
    Cell,
    FormPage,
    Page,
    Panel,
    Table,
    crumbs,
    files,
    heads,
    paragraphs,
    pills,
    tabs,
    tag,
)  # fmt: skip

BOTH = ["GET", "HEAD", "POST"]
HERE = "support:risks"
LENGTH = 90
FIELDS: dict[type[DomainError], str] = {
    actions.RaisedInFuture: "raised_on",
    actions.UnknownChild: "children",
    actions.CountedTwice: "children",
    actions.StepWithoutWhom: "whom",
    actions.StepWithoutWords: "words",
    actions.ClosedWithoutOutcome: "words",
    actions.StepOnWrongDay: "on",
}


@permission_required(Permission.SUPPORT_OWN)
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """This will list the risks, open ones first."""
    viewer = request.user
    rows = tuple(_row(found) for found in risks.listed(viewer))
    table = Table(
        caption=gettext("Risks, open ones first"),
        heads=heads(
            gettext("Risk"), gettext("State"), gettext("Children"), gettext("Asked of"), gettext("Escalated to")
        ),
        rows=rows,
    )
    page = Page(
        title=gettext("Resource risks"),
        sub=gettext("What is missing and puts the quality of the service at risk; it goes into the annual report."),
        tabs=tabs(viewer),
        pills=pills(viewer, HERE),
        buttons=(Link(text=gettext("Raise a risk"), href=reverse("support:raise")),),
        files=files("support:risks_export") if rows else (),
        panels=(Panel(title=gettext("Risks"), id="risks", table=table),) if rows else (),
        empty_title="" if rows else gettext("No risk was raised"),
        empty_text=gettext("Raise what you are short of, so that somebody is asked for it and the report tells it."),
    )
    return render(request, "support/page.html.jinja", {"page": page, "pages": None})


def _row(found: Risk) -> tuple[Cell, ...]:
    row = found.risk
    return (
        Cell(
            text=row.what if len(row.what) <= LENGTH else f"{row.what[:LENGTH]}…",
            href=reverse("support:risk", args=[row.pk]),
            sub=gettext("%(topic)s, raised on %(day)s")
            % {"topic": row.get_topic_display(), "day": dates.plain(row.raised_on)},
        ),
        tag(row.state, row.get_state_display()),
        Cell(text=_affected(found)),
        _to(found, RiskStep.Kind.ASKED),
        _to(found, RiskStep.Kind.ESCALATED),
    )


def _affected(found: Risk) -> str:
    return numbers.whole(found.affected) if found.affected is not None else gettext("Not known")


def _to(found: Risk, kind: str) -> Cell:
    step = found.last(kind)
    return Cell(text=step.whom, sub=dates.plain(step.on)) if step else Cell(text=gettext("Nobody yet"))


@permission_required(Permission.SUPPORT_OWN)
@require_safe
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """This will give the log as a file."""
    if form not in downloads.FORMS:
        raise Http404
    viewer = request.user
    found = risks.listed(viewer)
    children = {child.pk for one in found for child in one.children}
    log.read(f"support.risks.{form}", authority_id=viewer.authority_id, by=viewer.pk, children=len(children))
    titles = (
        gettext("Risk"), gettext("About"), gettext("Raised on"), gettext("Raised by"), gettext("State"),
        gettext("Children affected"), gettext("Asked of"), gettext("Asked on"), gettext("Escalated to"),
        gettext("Escalated on"), gettext("Outcome"),
    )  # fmt: skip
    return downloads.answer(form, "resource-risks", titles, [_file_row(one) for one in found])


def _file_row(found: Risk) -> tuple[downloads.Cell, ...]:
    row = found.risk
    asked, escalated = found.last(RiskStep.Kind.ASKED), found.last(RiskStep.Kind.ESCALATED)
    closed = found.last(RiskStep.Kind.CLOSED) if row.state == ResourceRisk.State.CLOSED else None
    return (
        row.what,
        str(row.get_topic_display()),
        row.raised_on,
        row.raised_by.name,
        str(row.get_state_display()),
        found.affected,
        asked.whom if asked else "",
        asked.on if asked else None,
        escalated.whom if escalated else "",
        escalated.on if escalated else None,
        closed.words if closed else "",
    )


@permission_required(Permission.SUPPORT_OWN)
@require_safe
def risk(request: SignedInRequest, risk_id: int) -> HttpResponse:
    """This will show one risk with what was done about it."""
    viewer = request.user
    found: Risk = or_404(risks.get_risk, risk_id, viewer=viewer)
    row = found.risk
    log.read("support.risk", authority_id=viewer.authority_id, by=viewer.pk, children=len(found.children))
    steps = Table(
        caption=gettext("What was done, in order"),
        heads=heads(gettext("Day"), gettext("What"), gettext("With whom"), gettext("In words")),
        rows=tuple(_step_row(step) for step in found.steps),
    )
    facts = (
        Pair(label=gettext("Raised"), value=row.raised_by.name, note=dates.long(row.raised_on)),
        Pair(label=gettext("About"), value=str(row.get_topic_display())),
        Pair(label=gettext("Children affected"), value=_affected(found)),
    )
    panels = [
        Panel(title=gettext("The risk"), id="risk", pairs=facts, words=paragraphs(row.what)),
        Panel(
            title=gettext("What was done"),
            id="steps",
            table=steps if found.steps else None,
            empty="" if found.steps else gettext("Nothing was asked for yet."),
        ),
    ]
    if found.children:
        panels.append(_children(found))
    page = Page(
        title=gettext("Risk raised on %(day)s") % {"day": dates.plain(row.raised_on)},
        crumbs=crumbs(HERE),
        tag=tag(row.state, row.get_state_display()),
        buttons=_buttons(row, viewer),
        panels=tuple(panels),
    )
    return render(request, "support/page.html.jinja", {"page": page, "pages": None})


def _step_row(step: RiskStep) -> tuple[Cell, ...]:
    return (
        Cell(text=dates.plain(step.on), sub=step.by.name),
        Cell(text=str(step.get_kind_display())),
        Cell(text=step.whom or "–"),
        Cell(text=step.words),
    )


def _children(found: Risk) -> Panel:
    rows = tuple(
        (Cell(text=child.shown_name, href=reverse("child:show", args=[child.pk])), Cell(text=child.local_id))
        for child in found.children
    )
    count = ngettext("%(n)d child is affected", "%(n)d children are affected", len(rows)) % {"n": len(rows)}
    table = Table(caption=count, heads=heads(gettext("Child"), gettext("Number")), rows=rows)
    return Panel(title=count, id="children", table=table)


def _buttons(row: ResourceRisk, viewer: User) -> tuple[Link, ...]:
    if not viewer.may(Permission.SUPPORT_MANAGE):
        return ()
    closed = row.state == ResourceRisk.State.CLOSED
    text = gettext("Open it again") if closed else gettext("Add what was done")
    return (Link(text=text, href=reverse("support:add_step", args=[row.pk])),)


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_OWN)
def raise_(request: SignedInRequest) -> HttpResponse:
    """Raise a risk."""
    today = clock.today()

    def act(given: Mapping[str, Any]) -> Done:
        made = actions.raise_risk(
            risk=actions.Risk(
                topic=given["topic"],
                what=given["what"],
                raised_on=given["raised_on"],
                children_stated=given["children_stated"],
                children=[number for number in given["children"].split(",") if number.strip()],
            ),
            today=today,
            by=request.user,
        )
        return gettext("The risk is raised."), reverse("support:risk", args=[made.pk])

    page = FormPage(title=gettext("Raise a risk"), button=gettext("Raise it"), crumbs=crumbs(HERE))
    form = RiskForm(sent(request), initial={"raised_on": today})
    return answer_form(request, form, act, page=page, fields=FIELDS)


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def add(request: SignedInRequest, risk_id: int) -> HttpResponse:
    """Add what was done about a risk."""
    today = clock.today()
    found: Risk = or_404(risks.get_risk, risk_id, viewer=request.user)
    row = found.risk
    here = reverse("support:risk", args=[risk_id])

    def act(given: Mapping[str, Any]) -> Done:
        step = actions.Step(kind=given["kind"], on=given["on"], words=given["words"], whom=given["whom"])
        actions.add_step(risk_id=risk_id, step=step, today=today, by=request.user)
        return gettext("It is kept with the risk."), here

    text = gettext("Risk raised on %(day)s") % {"day": dates.plain(row.raised_on)}
    page = FormPage(
        title=gettext("Add what was done"),
        button=gettext("Add it"),
        crumbs=crumbs(HERE, more=[Link(text=text, href=here)]),
        words=paragraphs(row.what),
    )
    form = StepForm(sent(request), closed=row.state == ResourceRisk.State.CLOSED, initial={"on": today})
    return answer_form(request, form, act, page=page, fields=FIELDS)
