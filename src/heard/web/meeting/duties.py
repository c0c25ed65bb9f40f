"""What came of the other reviews that the same sitting served: each by itself."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import messages
from django.forms import BoundField
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.reviews.meeting import duty_actions as actions
from heard.reviews.meeting.queries import duties_of
from heard.reviews.models import CombinedDuty
from heard.web.meeting.part import not_held
from heard.web.meeting.top import BOTH, back_to, crumbs_of, review_of
from heard.web.request import SignedInRequest, permission_required
from heard.web.review.duty_words import DUTIES, OUTCOMES
from heard.web.writing import version_of

Outcome = CombinedDuty.Outcome
NEEDS_NOTE = (Outcome.GOES_ON, Outcome.NOT_HELD)


class DutiesForm(forms.Form):
    """The outcome of each duty, with what was decided."""

    def __init__(self, data: Any = None, *, duties: Sequence[CombinedDuty]) -> None:
        super().__init__(data)
        self.duties = duties
        for row in duties:
            told = {"duty": DUTIES[CombinedDuty.Kind(row.kind)]}
            self.fields[f"outcome_{row.kind}"] = forms.ChoiceField(
                label=_("%(duty)s: what came of it?") % told,
                choices=list(OUTCOMES.items()),
                widget=forms.RadioSelect,
                required=False,
                initial=row.outcome,
            )
            self.fields[f"note_{row.kind}"] = forms.CharField(
                label=_("%(duty)s: what was decided") % told,
                help_text=_("If it was not carried out: why, or when and where it goes on. It stands in the record."),
                required=False,
                max_length=actions.LONGEST_NOTE,
                widget=forms.Textarea(attrs={"rows": 3}),
                initial=row.note,
            )
            self.fields[f"version_{row.kind}"] = forms.CharField(
                widget=forms.HiddenInput, required=False, initial=str(row.version)
            )

    @property
    def groups(self) -> list[tuple[BoundField, BoundField, BoundField]]:
        """The fields of each duty, whose labels name it."""
        return [
            (
                self[f"outcome_{row.kind}"],
                self[f"note_{row.kind}"],
                self[f"version_{row.kind}"],
            )
            for row in self.duties
        ]

    @property
    def told(self) -> dict[str, actions.DutyTold]:
        """What was entered, as the action takes it."""
        given = self.cleaned_data
        return {
            row.kind: actions.DutyTold(
                outcome=given[f"outcome_{row.kind}"],
                note=given[f"note_{row.kind}"],
                version=version_of(given[f"version_{row.kind}"]),
            )
            for row in self.duties
        }

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        for row in self.duties:
            outcome, note = cleaned.get(f"outcome_{row.kind}", ""), cleaned.get(f"note_{row.kind}", "").strip()
            if outcome in NEEDS_NOTE and not note:
                self.add_error(f"note_{row.kind}", actions.NotCarriedOutWithoutReason().message)
            if note and not outcome:
                self.add_error(f"outcome_{row.kind}", actions.NoteWithoutOutcome().message)
        return cleaned

    def again(self, duties: Sequence[CombinedDuty]) -> "DutiesForm":
        """The same form with all that was typed, for the versions that stand now."""
        versions = {f"version_{row.kind}": str(row.version) for row in duties}
        data = {name: self.data.get(name, "") for name in self.fields} | versions
        made = DutiesForm(data, duties=duties)
        made.is_valid()
        return made


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def duties(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Keep what came of each duty that the sitting served."""
    review = review_of(request, review_id)
    if review.held_on is None:
        return not_held(request, review)
    log.read("review.duties", authority_id=request.user.authority_id, by=request.user.pk, child_id=review.child_id)
    form = DutiesForm(request.POST or None, duties=duties_of(review))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_duties(review_id=review.pk, told=form.told, today=clock.today(), by=request.user)
        except ChangedMeanwhile as error:
            form = form.again(duties_of(review))
            form.add_error(None, error.message)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            messages.success(request, _("What came of the other reviews is kept. It stands in the record."))
            return redirect(back_to(review))
    context = {"form": form, "name": review.child.shown_name, "crumbs": crumbs_of(review)}
    return render(request, "meeting/duties.html.jinja", context)
