"""When and where an adjourned review goes on."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.common import clock
from heard.common.errors import DomainError
from heard.pages.forms import DateField
from heard.pages.presenters import dates
from heard.reviews.booking.actions import Booking
from heard.reviews.booking.entries import still_adjourned
from heard.reviews.meeting.resume_actions import ResumesInPast, set_resumption
from heard.reviews.meeting.sitting_actions import ResumesTooLate
from heard.reviews.models import Adjournment
from heard.reviews.queries import get_visible
from heard.web.child.presenters import completion_due
from heard.web.child.trail import trail_of
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.reviews.bookings import tell_again
from heard.web.reviews.forms import ArrangeForm
from heard.web.reviews.views import refused

FIELD_OF: dict[type[DomainError], str] = {ResumesInPast: "on", ResumesTooLate: "on"}


class AgainForm(ArrangeForm):
    """When and where the second sitting is."""

    on = DateField(what=gettext_lazy("the day on which the review goes on"), label=gettext_lazy("Date"))

    @classmethod
    def initial_of(cls, kept: Adjournment, version: int) -> dict[str, Any]:
        """What stands in the form first."""
        at = dates.clock_time(kept.resume_at) if kept.resume_at else ""
        return {"on": kept.resume_on, "at": at, "place": kept.resume_place, "version": version}


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.REVIEW_ARRANGE)
def again(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Enter when an adjourned review goes on, or change it; whoever knows another day is told then."""
    review = or_404(get_visible, review_id, viewer=request.user)
    kept = still_adjourned(review)
    if kept is None:
        messages.warning(request, _("This review is not adjourned, so it has no second sitting to come."))
        return redirect("review:show", review.pk)
    form = AgainForm(request.POST or None, initial=AgainForm.initial_of(kept, review.version))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            set_resumption(
                review_id=review.pk,
                booking=Booking(on=given["on"], at=given["at"], place=given["place"]),
                version=given["version"] or 0,
                today=clock.today(),
                by=request.user,
            )
        except DomainError as error:
            form = refused(form, error, review, FIELD_OF)
        else:
            messages.success(request, _("The review goes on %(day)s.") % {"day": dates.long(given["on"])})
            return tell_again(request, review.pk) or redirect("review:show", review.pk)
    due = completion_due(review, nation=request.user.authority.nation)
    context = {
        "form": form,
        "crumbs": trail_of(review.child, reviews=True),
        "name": review.child.shown_name,
        "first": dates.long(review.held_on) if review.held_on else "",
        "limit": dates.long(due.due_on) if due else "",
        "source": str(due.citation) if due else "",
    }
    return render(request, "reviews/again.html.jinja", context)
