"""The letter's own words, and checking it."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError, NotPermitted
from heard.correspondence.distribution import Papers
from heard.correspondence.records.letter import is_young
from heard.reviews.models import RecordOfReview, Review
from heard.reviews.queries import get_visible
from heard.reviews.record import actions as record_actions
from heard.reviews.record.letters import letter_fingerprint
from heard.reviews.writing import as_kept
from heard.web.record.editor import pane_of, refused
from heard.web.record.forms import LetterForm
from heard.web.record.scene import not_held, papers_for, trail
from heard.web.request import SignedInRequest, or_404, permission_required

BOTH = ["GET", "HEAD", "POST"]


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def letter(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Keep the language, the opening, the closing and the pictures of the letter; say that it was checked."""
    review = or_404(get_visible, review_id, viewer=request.user)
    if review.held_on is None or review.state != Review.State.HELD:
        return not_held(request, review)
    today = clock.today()
    papers = papers_for(request, review, today=today)
    form = LetterForm(request.POST or None, initial=_initial(papers, review))
    if request.method == "POST" and form.is_valid():
        try:
            return _keep(request, review, papers, form)
        except NotPermitted:
            raise
        except DomainError as error:
            form = _refused(form, error, papers)
    elif request.method != "POST":
        log.read("letter", authority_id=request.user.authority_id, by=request.user.pk, child_id=review.child_id)
    context = {
        "form": form,
        "pane": pane_of(papers),
        "refused": refused(papers.content),
        "seen": letter_fingerprint(papers.record, papers.content) if papers.record else "",
        "crumbs": trail(review),
        "name": papers.greeting,
    }
    return render(request, "record/letter.html.jinja", context)


def _initial(papers: Papers, review: Review) -> dict[str, object]:
    record = papers.record
    if record is None:
        young = is_young(review.child.born_on, on=papers.paper.dated_on)
        return {"version": 1, "language": "en", "pictures": young}
    return {
        "version": record.version,
        "language": record.letter_language,
        "opening": record.letter_opening,
        "closing": record.letter_closing,
        "pictures": record.letter_pictures,
    }


def _keep(request: SignedInRequest, review: Review, papers: Papers, form: LetterForm) -> HttpResponse:
    """Save the words, or say that the letter was read as it stands; words that were just typed are read first."""
    given, today = form.cleaned_data, clock.today()
    if "checked" in request.POST and papers.record is not None and not _changed(given, papers.record):
        record_actions.check_letter(
            review_id=review.pk,
            version=given["version"] or 0,
            seen=request.POST.get("seen", ""),
            today=today,
            by=request.user,
        )
        messages.success(request, _("The letter is checked. It can go out."))
        return redirect("record:write", review.pk)
    record_actions.write_letter(
        review_id=review.pk,
        language=given["language"],
        opening=given["opening"],
        closing=given["closing"],
        pictures=given["pictures"],
        version=given["version"] or 0,
        today=today,
        by=request.user,
    )
    messages.success(request, _("The letter is saved. Read it through, then say that it is checked."))
    return redirect("record:letter", review.pk)


def _changed(given: dict[str, Any], record: RecordOfReview) -> bool:
    """Whether other words stand in the form than those that are kept, and shown beside it."""
    kept = (record.letter_language, record.letter_opening, record.letter_closing, record.letter_pictures)
    told = (
        given["language"],
        as_kept(given["opening"]),
        as_kept(given["closing"]),
        given["pictures"],
    )
    return told != kept


def _refused(form: LetterForm, error: DomainError, papers: Papers) -> LetterForm:
    if isinstance(error, ChangedMeanwhile) and papers.record is not None:
        again = form.again(papers.record.version)
        again.is_valid()
        again.add_error(None, error.message)
        assert isinstance(again, LetterForm)
        return again
    form.add_error(None, error.message)
    return form
