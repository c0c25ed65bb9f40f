"""The decisions of one review: what became of the earlier ones, then those made now, until they are sent."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Child
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError, NotFound
from heard.deadlines.queries import of_reviews
from heard.law import Nation
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.reviews.days import FarAhead
from heard.reviews.decisions import actions
from heard.reviews.decisions.queries import (
    Line,
    became_of,
    get_line,
    issued_of,
    lines_of_review,
    working_with,
)
from heard.reviews.decisions.standing import Standing
from heard.reviews.limits import own_limit
from heard.reviews.listening.queries import wishes_of
from heard.reviews.models import DecisionsIssued, Review, ReviewDecision
from heard.reviews.queries import get_visible
from heard.reviews.settings import own_limits_of
from heard.web import links
from heard.web.child.trail import trail_of
from heard.web.decisions.forms import DecisionForm
from heard.web.decisions.rows import Row, review_in_words, row_of
from heard.web.due import DueCell, cell_of
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.reviews.forms import VersionedForm

BOTH = ["GET", "HEAD", "POST"]
UNANSWERED = (Standing.NOT_RECEIVED, Standing.WAITING, Standing.SILENT)
SEND = "post-decisions-5wd"
FIELD_OF: dict[type[DomainError], str] = {
    actions.NoWords: "words",
    actions.NoOwner: "owner_name",
    actions.NoDate: "due_on",
    actions.DueBeforeReview: "due_on",
    FarAhead: "due_on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewPage:
    """Everything that the page of a review's decisions shows. `sent` and `answers` are sentences."""

    title: str
    sub: str
    crumbs: tuple[Link, ...]
    earlier: tuple[Row, ...]
    rows: tuple[Row, ...]
    open_earlier: frozenset[int]
    due: DueCell | None
    no_limit: str
    sent: str
    answers: tuple[str, ...]
    answer_due: DueCell | None
    concerns: tuple[Row, ...]
    untold: bool
    tell_href: str
    may_make: bool
    may_send: bool
    waits: str
    answer_href: str
    enter_href: str
    receipt: Link | None
    review_pk: int


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def review(request: SignedInRequest, review_id: int) -> HttpResponse:
    """What became of last time's decisions, and what is decided now."""
    found = or_404(get_visible, review_id, viewer=request.user)
    log.read("review.decisions", authority_id=found.authority_id, by=request.user.pk, child_id=found.child_id)
    return render(request, "decisions/review.html.jinja", {"page": _page(found, request.user, clock.today())})


def _page(review: Review, viewer: User, today: date) -> ReviewPage:
    nation = viewer.authority.nation
    lines = lines_of_review(review, viewer=viewer, today=today)
    earlier = became_of(review, viewer=viewer, today=today)
    issued = issued_of(review)
    numbers = of_reviews({review.pk, *(line.decision.review_id for line in earlier)})
    rows = tuple(row_of(line, nation=nation, numbers=numbers) for line in lines)
    makes = viewer.may(Permission.REVIEW_RECORD) and issued is None and review.state == Review.State.HELD
    disagreed = [line.decision.pk for line in lines if line.answer.standing is Standing.DISAGREED]
    unanswered = issued is not None and any(line.answer.standing in UNANSWERED for line in lines)
    answers = viewer.may(Permission.DECISION_ANSWER) and not viewer.may(Permission.REVIEW_RECORD)
    due = own_limit(SEND, Nation(nation), own_limits_of(viewer.authority), counted_from=review.completed_on)
    about = {"name": review.child.shown_name}
    answer_limit = next((line.answer.due for line in lines if line.answer.due), None)
    return ReviewPage(
        title=_("Decisions"),
        sub=f"{review.child.shown_name}, {review_in_words(review, numbers, today=today)}",
        crumbs=trail(review.child, review),
        earlier=tuple(row_of(line, nation=nation, numbers=numbers) for line in earlier),
        rows=rows,
        open_earlier=frozenset(line.decision.pk for line in earlier if line.is_open),
        due=cell_of(
            due,
            about=_("decisions sent, %(name)s") % about,
            event=_("when the review was completed"),
            today=today,
        )
        if due and issued is None
        else None,
        no_limit=_("No limit in Welsh law for sending the decisions.") if due is None and nation == "wales" else "",
        sent=_sent(issued, due.due_on if due else None, today),
        answers=_answers(lines),
        answer_due=cell_of(
            answer_limit,
            about=_("the manager’s answer, %(name)s") % about,
            event=_("when the manager received the decisions"),
            today=today,
        )
        if answer_limit and any(line.answer.standing is Standing.WAITING for line in lines)
        else None,
        concerns=tuple(row for row in rows if row.pk in disagreed),
        untold=any(map(_is_untold, lines)),
        tell_href=links.for_user(viewer, "decisions:tell", review.pk),
        may_make=makes,
        may_send=makes and bool(rows) and review.completed_on is not None,
        waits=_waits(review, rows) if makes else "",
        answer_href=reverse("decisions:answer", args=[review.pk]) if answers and unanswered else "",
        enter_href=reverse("decisions:enter_answer", args=[review.pk]) if unanswered and may_enter(viewer) else "",
        receipt=_receipt(issued, viewer),
        review_pk=review.pk,
    )


def _is_untold(line: Line) -> bool:
    given = getattr(line.decision, "answer", None)
    return given is not None and line.answer.standing is Standing.DISAGREED and given.told_on is None


def trail(child: Child, review: Review) -> tuple[Link, ...]:
    """This will give the way to the decisions of a review."""
    crumbs = trail_of(child, reviews=True)
    page = links.to("review:show", review.pk)
    return (*crumbs, Link(text=_("The review"), href=page)) if page else crumbs


def _sent(issued: DecisionsIssued | None, due_on: date | None, today: date) -> str:
    if issued is None:
        return ""
    told = {"day": dates.day_month(issued.issued_on, today=today), "manager": issued.manager_name}
    sent = _("Sent to %(manager)s on %(day)s. They can no longer be changed.") % told
    if due_on is not None and issued.issued_on > due_on:
        sent = _("Sent to %(manager)s on %(day)s: late. They can no longer be changed.") % told
    if issued.received_on is None:
        return f"{sent} {_('They are not known to be received, so silence does not count.')}"
    received = _("Received on %(day)s.") % {"day": dates.day_month(issued.received_on, today=today)}
    return f"{sent} {received}"


def may_enter(viewer: User) -> bool:
    """Whether somebody enters the answer of a manager without an account, and holds no reviews."""
    return viewer.may(Permission.DECISION_ENTER) and not viewer.may(Permission.REVIEW_RECORD)


def _receipt(issued: DecisionsIssued | None, viewer: User) -> Link | None:
    if issued is None or not viewer.may(Permission.REVIEW_ARRANGE):
        return None
    text = _("Change the day of receipt") if issued.received_on else _("Say when they were received")
    return Link(text=text, href=reverse("decisions:received", args=[issued.review_id]))


def _answers(lines: Sequence[Line]) -> tuple[str, ...]:
    count = {standing: sum(line.answer.standing is standing for line in lines) for standing in Standing}
    texts = {
        Standing.AGREED: ngettext("%(n)d agreed", "%(n)d agreed", count[Standing.AGREED]),
        Standing.SILENT: ngettext("%(n)d agreed by silence", "%(n)d agreed by silence", count[Standing.SILENT]),
        Standing.DISAGREED: ngettext("%(n)d disagreed", "%(n)d disagreed", count[Standing.DISAGREED]),
        Standing.WAITING: ngettext("%(n)d waits", "%(n)d wait", count[Standing.WAITING]),
        Standing.NOT_RECEIVED: ngettext("%(n)d waits", "%(n)d wait", count[Standing.NOT_RECEIVED]),
    }
    return tuple(text % {"n": count[standing]} for standing, text in texts.items() if count[standing])


def _waits(review: Review, rows: Sequence[Row]) -> str:
    if review.completed_on is None:
        return _("They can be sent when the review is completed.")
    return "" if rows else _("Nothing is decided yet. Add each decision with an owner and a date.")


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def add(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Add a decision; `?carry=` carries an open one of an earlier review over."""
    found = or_404(get_visible, review_id, viewer=request.user)
    earlier = _carried(request, found)
    form = _form(request, found, earlier.decision if earlier else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_decision(
                review_id=found.pk,
                decided=form.decided,
                today=clock.today(),
                by=request.user,
                carried_from=earlier.decision.pk if earlier else None,
            )
        except DomainError as error:
            _refuse(form, error)
        else:
            messages.success(request, _("The decision is carried over.") if earlier else _("The decision is added."))
            return redirect("decisions:review", found.pk)
    heading = _("Carry a decision over") if earlier else _("Add a decision")
    return _shown(request, form, found, heading)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def change(request: SignedInRequest, decision_id: int) -> HttpResponse:
    """Mend a decision that was not sent."""
    one = or_404(get_line, decision_id, viewer=request.user, today=clock.today()).decision
    form = _form(request, one.review, one)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_decision(
                decision_id=one.pk,
                decided=form.decided,
                version=form.cleaned_data["version"] or 0,
                today=clock.today(),
                by=request.user,
            )
        except ChangedMeanwhile as error:
            form = _again(form, one)
            form.add_error(None, f"{error.message} {_now(one)}")
        except DomainError as error:
            _refuse(form, error)
        else:
            messages.success(request, _("The decision is changed."))
            return redirect("decisions:review", one.review_id)
    return _shown(request, form, one.review, _("Change a decision"))


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def remove(request: SignedInRequest, decision_id: int) -> HttpResponse:
    """Take back a decision that was not sent."""
    one = or_404(get_line, decision_id, viewer=request.user, today=clock.today()).decision
    form = VersionedForm(request.POST if request.method == "POST" else None, initial={"version": one.version})
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"] or 0
        try:
            actions.remove_decision(decision_id=one.pk, version=version, today=clock.today(), by=request.user)
        except NotFound:
            raise Http404 from None
        except DomainError as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("The decision is taken back."))
        return redirect("decisions:review", one.review_id)
    note = _("It was not sent yet. What it carried over is open again.")
    context = {
        "form": form,
        "crumbs": (*trail(one.child, one.review), decisions_link(one.review)),
        "heading": _("Take this decision back?"),
        "quoted": one.words,
        "note": note,
        "button": _("Take it back"),
        "name": one.child.shown_name,
    }
    return render(request, "decisions/small.html.jinja", context)


def decisions_link(review: Review) -> Link:
    """This will give the link to the decisions of a review."""
    return Link(text=_("Decisions"), href=reverse("decisions:review", args=[review.pk]))


def _carried(request: SignedInRequest, review: Review) -> Line | None:
    """The open decision of an earlier review that is to be carried over."""
    asked = request.GET.get("carry", "")
    if not asked:
        return None
    if not asked.isdecimal() or len(asked) > 15:
        raise Http404
    line = or_404(get_line, int(asked), viewer=request.user, today=clock.today())
    if line.decision.child_id != review.child_id or line.decision.review_id == review.pk:
        raise Http404
    return line


def _form(request: SignedInRequest, review: Review, one: ReviewDecision | None) -> DecisionForm:
    owner = (str(one.owner_id), one.owner_name) if one and one.owner_id else None
    same = one is not None and one.review_id == review.pk
    initial: dict[str, object] = {}
    if one is not None:
        initial = {
            "words": one.words,
            "words_for_child": one.words_for_child,
            "owner": str(one.owner_id or ""),
            "owner_kind": one.owner_kind,
            "owner_name": "" if one.owner_id else one.owner_name,
        }
        if same:
            initial |= {"version": one.version, "wish": str(one.wish_id or ""), "due_on": one.due_on}
    return DecisionForm(
        request.POST if request.method == "POST" else None,
        working=working_with(review.child_id),
        wishes=wishes_of(review),
        owner=owner,
        initial=initial,
    )


def _again(form: DecisionForm, one: ReviewDecision) -> DecisionForm:
    one.refresh_from_db()
    again = form.again(one.version)
    again.is_valid()
    assert isinstance(again, DecisionForm)
    return again


def _now(one: ReviewDecision) -> str:
    told = {"words": one.words, "owner": one.owner_name, "day": dates.plain(one.due_on)}
    return _("It now says: %(words)s (%(owner)s, by %(day)s).") % told


def _refuse(form: DecisionForm, error: DomainError) -> None:
    if isinstance(error, NotFound):
        raise Http404 from error
    form.add_error(FIELD_OF.get(type(error)), error.message)


def _shown(request: SignedInRequest, form: DecisionForm, review: Review, heading: str) -> HttpResponse:
    context = {
        "form": form,
        "crumbs": (*trail(review.child, review), decisions_link(review)),
        "heading": heading,
        "name": review.child.shown_name,
        "wishes": [wish.words for wish in form.wishes],
    }
    return render(request, "decisions/form.html.jinja", context)
