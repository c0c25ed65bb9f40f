"""Telling those who were at the review that the council disagrees with a decision, and why."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError, NotFound
from heard.correspondence.decisions import copy_for, desk_of, receivers
from heard.correspondence.disagreement import Told, refusals, tell_those_there
from heard.reviews.decisions.receipt import untold
from heard.reviews.queries import get_visible
from heard.web.decisions.making import BOTH, decisions_link, trail
from heard.web.decisions.sending import label_of, reach_of
from heard.web.request import SignedInRequest, or_404, permission_required


class TellForm(forms.Form):
    """Who is told by letter, or that they were told in another way."""

    people = forms.MultipleChoiceField(
        label=gettext_lazy("Who is told by letter?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    otherwise = forms.BooleanField(
        label=gettext_lazy("Everybody else who was there was told in another way"), required=False
    )

    def __init__(
        self, data: Any = None, *, people: list[tuple[str, str]], hints: dict[str, str], initial: Any = None
    ) -> None:
        super().__init__(data, initial=initial)
        told = self.fields["people"]
        assert isinstance(told, forms.MultipleChoiceField)
        told.choices = people
        setattr(told, "hints", hints)  # noqa: B010 (the field of the page reads it)
        if not people:
            del self.fields["people"]


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def tell(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Choose who is told, and write to them."""
    viewer, today = request.user, clock.today()
    review = or_404(get_visible, review_id, viewer=viewer)
    log.read("review.disagreement", authority_id=review.authority_id, by=viewer.pk, child_id=review.child_id)
    people = receivers(review, viewer=viewer, today=today)
    form = TellForm(
        request.POST if request.method == "POST" else None,
        people=[(str(one.person.party.pk), label_of(one)) for one in people],
        hints={str(one.person.party.pk): reach_of(one) for one in people if reach_of(one)},
        initial={"people": [str(one.person.party.pk) for one in people if one.proposed]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            told = tell_those_there(
                review_id=review.pk,
                party_ids=[int(pk) for pk in form.cleaned_data.get("people", ())],
                otherwise=form.cleaned_data["otherwise"],
                today=today,
                by=viewer,
            )
        except NotFound:
            raise Http404 from None
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _told(told))
            return redirect("decisions:review", review.pk)
    numbers = [row.decision.number for row in untold(review)]
    desk = desk_of(review, by=viewer, today=today)
    names: dict[str, list[str]] = {}
    for one in people:
        names.setdefault(copy_for(one.person.party.kind), []).append(one.person.party.shown_name)
    context = {
        "form": form,
        "crumbs": (*trail(review.child, review), decisions_link(review)),
        "name": review.child.shown_name,
        "nothing": not numbers,
        "readers": [
            (", ".join(told), refusals(desk, numbers, copy=copy, language="en")) for copy, told in names.items()
        ],
    }
    return render(request, "decisions/tell.html.jinja", context)


def _told(told: Told) -> str:
    letters = ngettext("%(n)d letter is in the outbox.", "%(n)d letters are in the outbox.", told.letters)
    found = [_("It is kept that those who were there are told."), letters % {"n": told.letters} if told.letters else ""]
    if told.held:
        held = ngettext(
            "%(n)d letter is held: nobody may or can be reached.",
            "%(n)d letters are held: nobody may or can be reached.",
            told.held,
        )
        found.append(held % {"n": told.held})
    return " ".join(filter(None, found))
