"""What every page of a record begins with: the review, its record, the letterhead and who signs."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from heard.caseloads.queries import named_iros
from heard.correspondence.distribution import Papers, papers_of
from heard.correspondence.queries import letterhead_of
from heard.correspondence.records.letter import Paper
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.reviews.models import Review
from heard.reviews.record import queries as record_queries
from heard.web.child.trail import trail_of
from heard.web.links import to
from heard.web.naming.telling import greeting, officer_of
from heard.web.request import SignedInRequest


def papers_for(request: SignedInRequest, review: Review, *, today: date) -> Papers:
    """This will read the record with the letterhead of the authority; the named IRO signs, else whoever writes."""
    named = named_iros([review.child_id]).get(review.child_id)
    paper = Paper(
        letterhead=letterhead_of(request.user.authority),
        officer=officer_of(named.iro if named else request.user, today=today),
        dated_on=today,
    )
    return papers_of(review, paper=paper, greeting=record_queries.called(review) or greeting(review.child))


def trail(review: Review, *, record: bool = True) -> tuple[Link, ...]:
    """This will give the way to a page of the record."""
    found = list(trail_of(review.child, reviews=True))
    page = to("review:show", review.pk)
    if page:
        found.append(Link(text=title_of(review), href=page))
    if record:
        found.append(Link(text=_("Record and letter"), href=reverse("record:write", args=[review.pk])))
    return tuple(found)


def title_of(review: Review) -> str:
    """This will name the review by its day."""
    return _("Review of %(day)s") % {"day": dates.plain(review.held_on)} if review.held_on else _("Review")


def not_held(request: SignedInRequest, review: Review) -> HttpResponse:
    """This will send somebody back who asks for the record of a review that was not held."""
    if review.state == Review.State.CANCELLED:
        messages.warning(request, _("This review was cancelled, so it has no record."))
    else:
        messages.warning(request, _("This review has not been held yet. Its record begins with its first sitting."))
    return redirect("child:reviews", review.child_id)
