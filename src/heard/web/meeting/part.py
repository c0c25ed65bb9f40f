"""Who took part in a review and how; the national code is worked out while the answers are given."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from heard.accounts.permissions import Permission
from heard.children.models import Party
from heard.common import clock
from heard.common.errors import DomainError
from heard.law.calendar_dates import age_on
from heard.reviews.listening.participation import PartCannotBe
from heard.reviews.meeting import actions
from heard.reviews.meeting.queries import TookPart, chairing_from_age, who_took_part
from heard.reviews.models import Invitation, Review
from heard.web.meeting.part_forms import PartForm
from heard.web.meeting.top import BOTH, back_to, crumbs_of, first_name, review_of
from heard.web.parties.words import KINDS
from heard.web.request import SignedInRequest, permission_required
from heard.web.reviews.part_fields import initial_of
from heard.web.reviews.views import refused

FIELDS: dict[type[DomainError], str] = {PartCannotBe: "part"}
COMING = {
    Invitation.Coming.WHOLE: gettext_lazy("Said: coming"),
    Invitation.Coming.PART: gettext_lazy("Said: coming for a part"),
    Invitation.Coming.WRITING: gettext_lazy("Said: in writing"),
    Invitation.Coming.NO: gettext_lazy("Said: not coming"),
}


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def taking_part(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Record who took part."""
    review = review_of(request, review_id)
    if review.held_on is None:
        return not_held(request, review)
    known = who_took_part(review, today=clock.today())
    form = _form(request, review, known)
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_taking_part(
                review_id=review.pk,
                child=form.cleaned_data["did"],
                others=form.persons(),
                today=clock.today(),
                by=request.user,
                version=form.cleaned_data["version"] or 0,
            )
        except DomainError as error:
            form = refused(form, error, review, FIELDS)
        else:
            messages.success(request, _("Who took part is recorded."))
            return redirect(back_to(review))
    context = {
        "form": form,
        "crumbs": crumbs_of(review),
        "name": review.child.shown_name,
        "first_name": first_name(review),
        "code": form.code,
        "code_href": reverse("meeting:code", args=[review.pk]),
        "offers_chairing": _offers_chairing(review, review.held_on),
        "rows": [
            {"name": party.shown_name, "part": _part(party, known), "presence": there, "way": way, "note": note}
            for party, there, way, note in form.rows()
        ],
        "people_href": reverse("parties:show", args=[review.child_id]),
    }
    return render(request, "meeting/part.html.jinja", context)


@require_POST
@permission_required(Permission.REVIEW_RECORD)
def code(request: SignedInRequest, review_id: int) -> HttpResponse:
    """The national code that the answers typed so far lead to. Nothing is kept."""
    review = review_of(request, review_id)
    if review.held_on is None:
        return not_held(request, review)
    form = PartForm(request.POST, review=review, people=(), others={})
    form.is_valid()
    return render(request, "reviews/_code.html.jinja", {"code": form.code})


def not_held(request: SignedInRequest, review: Review) -> HttpResponse:
    """Send somebody on whose review has no first sitting yet."""
    messages.warning(request, _("This review has not been held yet. Record its first sitting first."))
    return redirect(back_to(review))


def _form(request: SignedInRequest, review: Review, known: TookPart) -> PartForm:
    initial = initial_of(known.child, code=review.participation_code, child=review.child)
    told = {"version": review.version, "note": known.child.note if known.child else ""}
    return PartForm(
        request.POST or None, review=review, people=known.people, others=known.others, initial=initial | told
    )


def _offers_chairing(review: Review, held_on: date) -> bool:
    born_on = review.child.born_on
    return born_on is None or age_on(born_on, held_on) >= chairing_from_age(review.authority_id)


def _part(party: Party, known: TookPart) -> str:
    part = party.relation or str(KINDS[Party.Kind(party.kind)])
    invited = known.invited.get(party.pk)
    said = COMING.get(Invitation.Coming(invited.coming)) if invited else None
    return _("%(part)s. %(said)s.") % {"part": part, "said": said} if said else part
