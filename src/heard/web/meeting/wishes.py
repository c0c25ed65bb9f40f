"""The child's wishes and feelings, each with its answer and the reason."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError, NotFound
from heard.pages.frame import Link
from heard.reviews.listening import wish_actions as actions
from heard.reviews.listening.queries import shared_to_all, wishes_of
from heard.reviews.models import Wish
from heard.web.meeting import words
from heard.web.meeting.top import BOTH, crumbs_of, first_name, refuse, review_of
from heard.web.meeting.wish_forms import WishForm
from heard.web.request import SignedInRequest, number_in, permission_required, row_asked
from heard.web.reviews.forms import changed

FIELDS: dict[type[DomainError], str] = {
    actions.NoWords: "wish",
    actions.WhyMissing: "why",
    actions.NotShared: "came_by",
    actions.AnswersNotShared: "came_by",
}
TONES = {"yes": "green", "partly": "yellow", "not_now": "blue", "no": "grey"}


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def wishes(request: SignedInRequest, review_id: int) -> HttpResponse:
    """The wishes so far, and a form for one more or, with ?wish=, for one of them."""
    review = review_of(request, review_id)
    found = wishes_of(review)
    chosen = row_asked(request, "wish", found)
    form = WishForm(request.POST or None, initial=_initial(chosen))
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, review.pk, form, chosen)
        except ChangedMeanwhile as error:
            form = WishForm(changed(form, "version", str(chosen.version if chosen else 0)))
            form.is_valid()
            form.add_error(None, error.message)
        except DomainError as error:
            refuse(form, error, FIELDS)
        else:
            messages.success(request, _("The wish is recorded."))
            return redirect("meeting:wishes", review.pk)
    context = {
        "form": form,
        "crumbs": crumbs_of(review),
        "name": review.child.shown_name,
        "first_name": first_name(review),
        "changing": chosen is not None,
        "wishes": [_row(one, review.pk) for one in found],
        "shared": shared_to_all(review.pk),
    }
    return render(request, "meeting/wishes.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def remove(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Take the wish of ?wish= out of the review, when its reader has said so."""
    review = review_of(request, review_id)
    chosen = row_asked(request, "wish", wishes_of(review))
    if chosen is None:
        return redirect("meeting:wishes", review.pk)
    if request.method == "POST":
        told = number_in(request.POST.get("version"))
        try:
            actions.remove_wish(wish_id=chosen.pk, version=told or 0, today=clock.today(), by=request.user)
        except (ChangedMeanwhile, NotFound) as error:
            messages.warning(request, error.message)
        else:
            messages.success(request, _("The wish is taken out. What was signed and sent before stays as it was."))
        return redirect("meeting:wishes", review.pk)
    context = {
        "crumbs": crumbs_of(review, Link(text=_("Wishes"), href=reverse("meeting:wishes", args=[review.pk]))),
        "name": review.child.shown_name,
        "wish": chosen.words,
        "version": chosen.version,
    }
    return render(request, "meeting/wish_remove.html.jinja", context)


def _save(request: SignedInRequest, review_id: int, form: WishForm, chosen: Wish | None) -> None:
    if chosen is None:
        actions.add_wish(review_id=review_id, told=form.told, today=clock.today(), by=request.user)
        return
    actions.change_wish(
        wish_id=chosen.pk,
        told=form.told,
        version=form.cleaned_data["version"] or 0,
        today=clock.today(),
        by=request.user,
    )


def _initial(chosen: Wish | None) -> dict[str, object]:
    if chosen is None:
        return {}
    told = ("came_by", "answer", "why", "weight", "version")
    return {name: getattr(chosen, name) for name in told} | {"wish": chosen.words}


def _row(wish: Wish, review_id: int) -> dict[str, object]:
    return {
        "words": wish.words,
        "came_by": words.CAME_BY[Wish.CameBy(wish.came_by)],
        "answer": words.ANSWERS[Wish.Answer(wish.answer)] if wish.answer else "",
        "tone": TONES.get(wish.answer, ""),
        "why": wish.why,
        "weight": wish.weight,
        "place": wish.place,
        "remove_href": f"{reverse('meeting:wish_remove', args=[review_id])}?wish={wish.pk}",
        "href": f"{reverse('meeting:wishes', args=[review_id])}?wish={wish.pk}",
    }
