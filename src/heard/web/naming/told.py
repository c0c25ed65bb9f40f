"""Recording when the service was told of a newly looked-after child."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.caseloads.clocks import tellings
from heard.caseloads.told_actions import record_told
from heard.children.queries import care_of, get_visible
from heard.common import clock
from heard.common.errors import DomainError
from heard.pages.forms import DateField
from heard.web.child.trail import trail_of
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.service.morning import told_cell


class ToldForm(forms.Form):
    """The day on which the service was told."""

    told_on = DateField(
        what=gettext_lazy("the day on which the service was told"),
        label=gettext_lazy("When was the service told?"),
        help_text=gettext_lazy(
            "The day on which the social work team or brokerage told the service, not the day it was typed in."
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IMPORT_RUN)
def told(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Record when the service was told of a child; proposed is the day the child first stood in the records."""
    child = or_404(get_visible, child_id, viewer=request.user)
    today, period = clock.today(), care_of([child.pk])[child.pk].period
    cared_for = [(child, period)] if period and period.ceased_on is None else []
    telling = next(iter(tellings(cared_for, nation=request.user.authority.nation, today=today).values()), None)
    initial: dict[str, Any] = {"told_on": telling.told_on or telling.proposed_on} if telling else {}
    form = ToldForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            record_told(child_id=child.pk, told_on=form.cleaned_data["told_on"], today=today, by=request.user)
        except DomainError as error:
            form.add_error("told_on" if telling else None, error.message)
        else:
            messages.success(request, _("The day on which the service was told is recorded."))
            return redirect("service:without_iro")
    context = {
        "form": form,
        "crumbs": trail_of(child),
        "name": child.shown_name,
        "cared_for": telling is not None,
        "cell": told_cell(telling, name=child.shown_name, today=today) if telling else None,
    }
    return render(request, "naming/told.html.jinja", context)
