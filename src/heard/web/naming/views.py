"""Naming the IRO of a child."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.caseloads import actions
from heard.caseloads.queries import candidates
from heard.children.queries import care_of, get_visible
from heard.common import clock
from heard.common.errors import DomainError
from heard.deadlines.queries import diary_of_child
from heard.pages.presenters import dates
from heard.web.child.trail import trail_of
from heard.web.due import due_cell
from heard.web.naming.forms import NameForm
from heard.web.naming.presenters import choices_of
from heard.web.request import SignedInRequest, or_404, permission_required

FIELD_OF = {
    actions.NotAnIro: "iro",
    actions.NotIndependent: "iro",
    actions.AlreadyNamed: "iro",
    actions.AppointedInFuture: "appointed_on",
    actions.AppointedTooEarly: "appointed_on",
    actions.TwoOnOneDay: "appointed_on",
    actions.NotRegistered: "iro",
    actions.NeedsReason: "reason",
}


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IRO_APPOINT)
def name(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Choose who is the child's IRO, and from which day."""
    child = or_404(get_visible, child_id, viewer=request.user)
    today, nation = clock.today(), request.user.authority.nation
    found = candidates(child)
    may_be = [(str(one.caseload.iro.pk), one.caseload.iro.name) for one in found if one.can_be_named]
    form = NameForm(request.POST or None, choices=may_be, today=today)
    if request.method == "POST" and form.is_valid():
        iro_id = int(form.cleaned_data["iro"])
        try:
            named = actions.name_iro(
                child_id=child.pk,
                iro_id=iro_id,
                appointed_on=form.cleaned_data["appointed_on"],
                today=today,
                by=request.user,
                reason=form.cleaned_data["reason"],
            )
        except DomainError as error:
            form.add_error(FIELD_OF.get(type(error)), error.message)
        else:
            told = {"iro": named.iro.name, "name": child.shown_name}
            messages.success(request, _("%(iro)s is the IRO of %(name)s.") % told)
            return redirect("child:show", child.pk)
    period = care_of([child.pk])[child.pk].period
    owed = [row for row in diary_of_child(child.pk) if row.kind == "appoint_iro" and row.state == "owed"]
    context = {
        "form": form,
        "crumbs": trail_of(child),
        "name": child.shown_name,
        "since": dates.long(period.started_on) if period and period.ceased_on is None else "",
        "limit": due_cell(owed[0], name=child.shown_name, today=today, nation=nation) if owed else None,
        "choices": choices_of(found, chosen=str(form["iro"].value() or ""), nation=nation, today=today),
        "error": " ".join(map(str, form["iro"].errors)),
    }
    return render(request, "naming/name.html.jinja", context)
