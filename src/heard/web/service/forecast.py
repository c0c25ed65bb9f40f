"""The forecast: what falls due in 26 weeks, the room for it, and what if."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.deadlines.forecasting import load
from heard.web import downloads
from heard.web.request import SignedInRequest, permission_required
from heard.web.service import forecast_page
from heard.web.service.forecast_page import WhatIfForm


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def overview(request: SignedInRequest) -> HttpResponse:
    """This will show the weeks to come, and beside them those with a change; no child stands on this page."""
    coming = load(request.user.authority, clock.today())
    form = WhatIfForm(request.GET, coming=coming)
    page = forecast_page.forecast_page(coming, form.asked(), viewer=request.user)
    return render(request, "service/forecast.html.jinja", {"page": page, "form": form})


@permission_required(Permission.SERVICE_VIEW)
@require_safe
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """This will give the weeks as a file. An address that makes no sense has none."""
    today = clock.today()
    coming = load(request.user.authority, today)
    given = WhatIfForm(request.GET, coming=coming)
    asked = given.asked()
    if form not in downloads.FORMS or not given.is_valid():
        raise Http404
    log.read(f"service.forecast.{form}", authority_id=request.user.authority_id, by=request.user.pk, children=0)
    heads = forecast_page.heads(trial=asked.what_if is not None)
    return downloads.answer(form, f"forecast-{today.isoformat()}", heads, forecast_page.rows(coming, asked))
