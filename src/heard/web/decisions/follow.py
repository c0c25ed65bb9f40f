"""One decision with its history, what may be done with it now, and all decisions about one child."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.queries import get_visible
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.deadlines.queries import of_reviews
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Event
from heard.reviews.days import FarAhead
from heard.reviews.decisions import actions
from heard.reviews.decisions.queries import Line, chain_of, get_line, lines_of_child, progress_of
from heard.reviews.models import DecisionProgress, ReviewDecision
from heard.web.child.presenters import top_of
from heard.web.child.views import facts_of
from heard.web.decisions.forms import DoneForm, DropForm, ProgressForm, RemedyForm
from heard.web.decisions.making import BOTH, decisions_link, trail
from heard.web.decisions.receipt import RECEIVED_BY
from heard.web.decisions.rows import Row, answer_in_words, by_letter, review_in_words, row_of
from heard.web.request import SignedInRequest, any_permission_required, or_404, permission_required

State = ReviewDecision.State


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionPage:
    """Everything that the page of one decision shows."""

    row: Row
    crumbs: tuple[Link, ...]
    for_child: str
    reasons: str
    remedy_reason: str
    outcome: str
    outcome_label: str
    concern: bool
    events: tuple[Event, ...]
    deeds: tuple[Link, ...]


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def show(request: SignedInRequest, decision_id: int) -> HttpResponse:
    """A decision, from the review that made it to what became of it."""
    today = clock.today()
    line = or_404(get_line, decision_id, viewer=request.user, today=today)
    one = line.decision
    log.read("decision.page", authority_id=one.authority_id, by=request.user.pk, child_id=one.child_id)
    chain = chain_of(one)
    numbers = of_reviews({step.review_id for step in chain})
    given = getattr(one, "answer", None)
    page = DecisionPage(
        row=row_of(line, nation=request.user.authority.nation, numbers=numbers),
        crumbs=(*trail(one.child, one.review), decisions_link(one.review)),
        for_child=one.words_for_child,
        reasons=given.reasons if given else "",
        remedy_reason=one.remedial_reason,
        outcome=one.outcome,
        outcome_label=_("Why it was dropped") if one.state == State.DROPPED else _("What came of it"),
        concern=given is not None and given.answer == "disagreed" and request.user.may(Permission.REVIEW_RECORD),
        events=tuple(_history(line, chain, progress_of(one), today=today, numbers=numbers)),
        deeds=tuple(_deeds(line, request.user)),
    )
    return render(request, "decisions/show.html.jinja", {"page": page})


def _deeds(line: Line, viewer: User) -> Iterator[Link]:
    """What the viewer may do with it now."""
    one = line.decision
    reviews = viewer.may(Permission.REVIEW_RECORD)
    if line.issued is None and reviews and one.state == State.OPEN:
        yield Link(text=_("Change"), href=reverse("decisions:change", args=[one.pk]))
    if one.state != State.OPEN:
        return
    if reviews or viewer.may(Permission.REVIEW_PREPARE):
        yield Link(text=_("Tell progress"), href=reverse("decisions:progress", args=[one.pk]))
        yield Link(text=_("It is done"), href=reverse("decisions:done", args=[one.pk]))
    if reviews:
        yield Link(text=_("Set a new date"), href=reverse("decisions:remedy", args=[one.pk]))
        yield Link(text=_("Drop it"), href=reverse("decisions:drop", args=[one.pk]))


def _history(
    line: Line, chain: list[ReviewDecision], told: list[DecisionProgress], *, today: date, numbers: Any
) -> list[Event]:
    """From the first review that made it to the last thing that happened; latest first."""
    one, found = line.decision, []
    for place, step in enumerate(chain):
        what = _("Decided") if place == 0 else _("Carried over")
        on = step.review.held_on or step.due_on
        href = "" if step.pk == one.pk else reverse("decisions:show", args=[step.pk])
        text = review_in_words(step.review, numbers, today=today)
        found.append(_event(what, on, today, text=text, href=href, order=0))
    if line.issued:
        text = _("To %(name)s") % {"name": line.issued.manager_name}
        found.append(_event(_("Sent to the manager"), line.issued.issued_on, today, text=text, order=1))
        if line.issued.received_on:
            text = str(RECEIVED_BY.get(line.issued.received_by, ""))
            found.append(_event(_("Received"), line.issued.received_on, today, text=text, order=1))
    if line.answer.on:
        answer = answer_in_words(line.answer, today=today, about=one.words)
        given = getattr(one, "answer", None)
        by = (by_letter(one) or given.answered_by.name) if given else ""
        found.append(_event(answer.text, line.answer.on, today, by=by, text=given.reasons if given else "", order=2))
        if line.answer.late and line.answer.silent_on:
            found.append(_event(_("Agreed by silence"), line.answer.silent_on, today, order=2))
    found += [_event(_("Progress"), row.told_on, today, by=row.told_by.name, text=row.words, order=3) for row in told]
    if one.done_on:
        found.append(_event(_("Done"), one.done_on, today, text=one.outcome, order=4))
    found.sort(key=lambda pair: pair[0], reverse=True)
    return [event for _key, event in found]


def _event(
    title: str, on: date, today: date, *, order: int, by: str = "", text: str = "", href: str = ""
) -> tuple[tuple[date, int], Event]:
    when = dates.short(on, today=today)
    return (on, order), Event(title=title, on=on, when=when, by=by, text=text, href=href)


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def of_child(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Every decision about one child: the open ones, then what became of the others."""
    facts = facts_of(request, or_404(get_visible, child_id, viewer=request.user))
    log.read("child.decisions", authority_id=request.user.authority_id, by=request.user.pk, child_id=child_id)
    lines = lines_of_child(child_id, viewer=request.user, today=facts.today)
    numbers = of_reviews({line.decision.review_id for line in lines})
    nation = facts.nation
    context = {
        "top": top_of(facts, viewer=request.user, current="decisions"),
        "open": [row_of(line, nation=nation, numbers=numbers) for line in lines if line.is_open],
        "rest": [row_of(line, nation=nation, numbers=numbers) for line in lines if not line.is_open],
        "name": facts.name,
    }
    return render(request, "decisions/of_child.html.jinja", context)


@require_http_methods(BOTH)
@any_permission_required(Permission.REVIEW_RECORD, Permission.REVIEW_PREPARE)
def progress(request: SignedInRequest, decision_id: int) -> HttpResponse:
    """Tell what has happened since."""

    def act(form: Form, one: ReviewDecision) -> None:
        words = form.cleaned_data["words"]
        actions.tell_progress(decision_id=one.pk, words=words, today=clock.today(), by=request.user)

    texts = Texts(heading=_("Tell progress"), button=_("Save"), told=_("Your words are kept with the decision."))
    return _small(request, decision_id, ProgressForm, act, texts)


@require_http_methods(BOTH)
@any_permission_required(Permission.REVIEW_RECORD, Permission.REVIEW_PREPARE)
def done(request: SignedInRequest, decision_id: int) -> HttpResponse:
    """Say that it was carried out."""

    def act(form: Form, one: ReviewDecision) -> None:
        given = form.cleaned_data
        actions.mark_done(
            decision_id=one.pk,
            done_on=given["done_on"],
            outcome=given["outcome"],
            version=given["version"] or 0,
            today=clock.today(),
            by=request.user,
        )

    texts = Texts(heading=_("It is done"), button=_("Save"), told=_("The decision is done."))
    return _small(request, decision_id, DoneForm, act, texts)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def drop(request: SignedInRequest, decision_id: int) -> HttpResponse:
    """Drop it, with the reason."""

    def act(form: Form, one: ReviewDecision) -> None:
        given = form.cleaned_data
        actions.drop(
            decision_id=one.pk,
            why=given["why"],
            version=given["version"] or 0,
            today=clock.today(),
            by=request.user,
        )

    texts = Texts(heading=_("Drop this decision"), button=_("Drop it"), told=_("The decision is dropped."))
    return _small(request, decision_id, DropForm, act, texts)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def remedy(request: SignedInRequest, decision_id: int) -> HttpResponse:
    """Set a new day; the first one stays in sight."""

    def act(form: Form, one: ReviewDecision) -> None:
        given = form.cleaned_data
        actions.set_remedy(
            decision_id=one.pk,
            due_on=given["due_on"],
            reason=given["reason"],
            version=given["version"] or 0,
            today=clock.today(),
            by=request.user,
        )

    texts = Texts(heading=_("Set a new date"), button=_("Save"), told=_("The new date is set."))
    return _small(request, decision_id, RemedyForm, act, texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """The words of a page with few questions."""

    heading: str
    button: str
    told: str


FIELD_OF: dict[type[DomainError], str] = {
    actions.NoWords: "words",
    actions.DoneInFuture: "done_on",
    actions.DueBeforeReview: "done_on",
    actions.WhyDropped: "why",
    actions.RemedyNotLater: "due_on",
    FarAhead: "due_on",
    actions.RemedyNeedsReason: "reason",
}


def _small(
    request: SignedInRequest,
    decision_id: int,
    make: type[Form],
    act: Callable[[Form, ReviewDecision], None],
    texts: Texts,
) -> HttpResponse:
    """Ask, do, and go back to the decision; what another did meanwhile is told and nothing typed is lost."""
    one = or_404(get_line, decision_id, viewer=request.user, today=clock.today()).decision
    form = make(request.POST if request.method == "POST" else None, initial={"version": one.version})
    if request.method == "POST" and form.is_valid():
        try:
            act(form, one)
        except ChangedMeanwhile as error:
            typed = request.POST.copy()
            typed["version"] = str(one.version)
            form = make(typed)
            form.is_valid()
            form.add_error(None, error.message)
        except DomainError as error:
            field = FIELD_OF.get(type(error))
            form.add_error(field if field in form.fields else None, error.message)
        else:
            messages.success(request, texts.told)
            return redirect("decisions:show", one.pk)
    context = {
        "form": form,
        "crumbs": (
            *trail(one.child, one.review),
            Link(text=_("The decision"), href=reverse("decisions:show", args=[one.pk])),
        ),
        "heading": texts.heading,
        "quoted": one.words,
        "note": "",
        "button": texts.button,
        "name": one.child.shown_name,
    }
    return render(request, "decisions/small.html.jinja", context)
