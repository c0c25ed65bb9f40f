"""What happens between two reviews: shown on one page, recorded on small ones."""

from collections.abc import Callable

from django import forms as django_forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Child
from heard.children.queries import get_visible
from heard.common import clock
from heard.common.errors import DomainError
from heard.oversight import actions, queries
from heard.planning import queries as planning
from heard.web.between.forms import ContactForm, MidwayForm, ProgressForm
from heard.web.between.presenters import Read, decisions_of, tab_of
from heard.web.between.taking_back import links_of, mistakes
from heard.web.changes.presenters import between_link
from heard.web.child.presenters import top_of
from heard.web.child.trail import trail_of
from heard.web.child.views import facts_of
from heard.web.request import SignedInRequest, any_permission_required, or_404, permission_required

BOTH = ["GET", "HEAD", "POST"]
READERS = (Permission.REVIEW_RECORD, Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
FIELDS: dict[type[DomainError], str] = {
    actions.InFuture: "on",
    actions.BeforeBirth: "on",
    actions.OnlyTheChild: "seen_alone",
    actions.NobodyIsSeenInWriting: "seen_alone",
    actions.NoWords: "words",
    actions.ChildNotAsked: "why_not_child",
    actions.DriftWithoutStep: "next_steps",
    actions.CheckedAlready: "checked_on",
    actions.BeforeTheReview: "checked_on",
}


@require_safe
@any_permission_required(*READERS)
def show(request: SignedInRequest, child_id: int) -> HttpResponse:
    """All that is kept between reviews, with what the plan owes."""
    facts = facts_of(request, or_404(get_visible, child_id, viewer=request.user))
    log.read("child.between", authority_id=request.user.authority_id, by=request.user.pk, child_id=child_id)
    changes = planning.changes_of(child_id)
    read = Read(
        between=queries.between_of(child_id),
        changes=changes,
        at_reviews=queries.reviews_of_changes(change.pk for change in changes),
        plan_dates=planning.plan_dates_of(child_id),
        midway=queries.midways({child_id: facts.next_review.due_on if facts.next_review else None}).get(child_id),
    )
    context = {
        "top": top_of(facts, viewer=request.user, current="between"),
        "tab": tab_of(facts, read, viewer=request.user),
        "mistakes": links_of(
            mistakes(read.between.contacts, read.between.midways, changes, viewer=request.user), child_id
        ),
        "name": facts.name,
    }
    return render(request, "between/show.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def contact(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Record a contact of the IRO."""
    child = or_404(get_visible, child_id, viewer=request.user)
    form = ContactForm(request.POST or None, initial={"on": clock.today()})

    def save() -> object:
        return actions.record_contact(child_id=child.pk, contact=form.facts, today=clock.today(), by=request.user)

    return _page(request, child, form, save, _("Record a contact"), _("The contact is kept."))


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def midway(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Record the check halfway between two reviews."""
    child = or_404(get_visible, child_id, viewer=request.user)
    form = MidwayForm(request.POST or None, initial={"checked_on": clock.today()})

    def save() -> object:
        return actions.record_midway(child_id=child.pk, midway=form.facts, today=clock.today(), by=request.user)

    beside = decisions_of(queries.between_of(child.pk).decisions, viewer=request.user)
    return _page(request, child, form, save, _("Midway check"), _("The midway check is kept."), decisions=beside)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_PREPARE)
def progress(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Tell the IRO how the work goes."""
    child = or_404(get_visible, child_id, viewer=request.user)
    form = ProgressForm(request.POST or None)

    def save() -> object:
        words = form.cleaned_data["words"]
        return actions.tell_progress(child_id=child.pk, words=words, today=clock.today(), by=request.user)

    return _page(request, child, form, save, _("Tell the IRO of progress"), _("The IRO finds it between reviews."))


def _page(
    request: SignedInRequest,
    child: Child,
    form: django_forms.Form,
    save: Callable[[], object],
    heading: str,
    told: str,
    **more: object,
) -> HttpResponse:
    """Show a small form, save it, and go back."""
    if request.method == "POST" and form.is_valid():
        try:
            save()
        except DomainError as error:
            refuse(form, error, FIELDS)
        else:
            messages.success(request, told)
            return redirect("between:show", child.pk)
    context = {
        "form": form,
        "crumbs": (*trail_of(child), between_link(child)),
        "heading": heading,
        "name": child.shown_name,
        "decisions": (),
    }
    return render(request, "between/form.html.jinja", context | more)


def refuse(form: django_forms.Form, error: DomainError, fields: dict[type[DomainError], str]) -> None:
    """Show what an action says at its field."""
    field = fields.get(type(error))
    form.add_error(field if field in form.fields else None, error.message)
