"""Talks with parents, carers and others on their own."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.children.models import Party
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.law import Nation
from heard.pages.presenters import dates, why
from heard.reviews.days import LongBeforeReview
from heard.reviews.limits import source
from heard.reviews.listening import actions
from heard.reviews.listening.queries import separate_talks, wanting_a_talk
from heard.reviews.meeting.queries import people_at
from heard.reviews.models import SeparateTalk
from heard.web.meeting import words
from heard.web.meeting.talk_forms import SeparateForm
from heard.web.meeting.top import BOTH, crumbs_of, refuse, review_of
from heard.web.parties.words import KINDS
from heard.web.request import SignedInRequest, permission_required, row_asked
from heard.web.reviews.forms import changed

FIELDS: dict[type[DomainError], str] = {
    actions.TalkInFuture: "talked_on",
    LongBeforeReview: "talked_on",
    actions.TalkOnThatDay: "talked_on",
    actions.TalkNeedsDayAndWay: "way",
    actions.NothingSaid: "views",
}


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def talks(request: SignedInRequest, review_id: int) -> HttpResponse:
    """The talks so far, and a form for one more or, with ?talk=, for one of them."""
    review = review_of(request, review_id)
    found, wanting = separate_talks(review), wanting_a_talk(review)
    chosen = row_asked(request, "talk", found)
    people = [one for one in people_at(review, on=review.held_on or clock.today()) if one.kind != Party.Kind.COURT]
    kept = [chosen.party] if chosen and chosen.party not in people else []
    options: dict[str, object] = {
        "people": [(str(one.pk), one.shown_name) for one in (*people, *kept)],
        "hints": {str(one.pk): _hint(one, wanting) for one in (*people, *kept)},
    }
    form = SeparateForm(request.POST or None, initial=_initial(chosen), **options)  # type: ignore[arg-type]
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_separate_talk(
                review_id=review.pk,
                said=form.said,
                today=clock.today(),
                by=request.user,
                talk_id=chosen.pk if chosen else None,
                version=form.cleaned_data["version"],
            )
        except ChangedMeanwhile as error:
            form = SeparateForm(changed(form, "version", str(chosen.version if chosen else 0)), **options)  # type: ignore[arg-type]
            form.is_valid()
            form.add_error(None, error.message)
        except DomainError as error:
            refuse(form, error, FIELDS)
        else:
            messages.success(request, _("The talk is recorded."))
            return redirect("meeting:separate_talk", review.pk)
    done = {one.party_id for one in found}
    context = {
        "form": form,
        "crumbs": crumbs_of(review),
        "name": review.child.shown_name,
        "changing": chosen is not None,
        "nobody": not options["people"],
        "people_href": reverse("parties:show", args=[review.child_id]),
        "talks": [_row(one, review.pk) for one in found],
        "waiting": [one.shown_name for one in people if one.pk in wanting - done],
        "citation": why.cited(
            source("prep-parents-views", Nation(review.authority.nation), on=review.held_on or clock.today())
        ),
    }
    return render(request, "meeting/separate.html.jinja", context)


def _initial(chosen: SeparateTalk | None) -> dict[str, object]:
    if chosen is None:
        return {}
    return {
        "party": str(chosen.party_id),
        "talked_on": chosen.talked_on,
        "way": chosen.way,
        "views": chosen.views,
        "version": chosen.version,
    }


def _hint(party: Party, wanting: set[int]) -> str:
    part = party.relation or str(KINDS[Party.Kind(party.kind)])
    if party.pk in wanting:
        return _("%(part)s. Asked for a talk on their own.") % {"part": part}
    return part


def _row(talk: SeparateTalk, review_id: int) -> dict[str, object]:
    return {
        "name": talk.party.shown_name,
        "when": dates.long(talk.talked_on),
        "way": words.PLAIN_WAYS[SeparateTalk.Way(talk.way)],  # type: ignore[index]
        "views": talk.views,
        "by": talk.recorded_by.name,
        "href": f"{reverse('meeting:separate_talk', args=[review_id])}?talk={talk.pk}",
        "remove_href": f"{reverse('meeting:separate_talk_remove', args=[review_id])}?talk={talk.pk}",
    }
