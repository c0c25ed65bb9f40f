"""Dates of plans, visits and assessments: entered, taken back, and given as a file."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.children.models import Source
from heard.children.queries import get_visible
from heard.common import clock
from heard.common.errors import DomainError
from heard.pages.presenters import dates
from heard.planning import date_actions as actions
from heard.planning import date_file, queries
from heard.web.between.forms import ALONE, PlanDateForm, PlanDatesFileForm
from heard.web.between.views import BOTH, refuse
from heard.web.changes.presenters import between_link
from heard.web.child.limits_panel import KINDS
from heard.web.child.trail import trail_of
from heard.web.imports.uploads import too_large
from heard.web.request import SignedInRequest, any_permission_required, or_404, permission_required

MAY = (Permission.REVIEW_PREPARE, Permission.REVIEW_ARRANGE)
FIELDS: dict[type[DomainError], str] = {
    actions.UnknownKind: "kind",
    actions.DoneInFuture: "done_on",
    actions.BeforeBirth: "done_on",
    actions.StandsAlready: "done_on",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What came of a file."""

    text: str
    refused: tuple[tuple[int, str, str], ...]


@require_http_methods(BOTH)
@any_permission_required(*MAY)
def record(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Enter that a plan was made, a visit paid or an assessment done."""
    child = or_404(get_visible, child_id, viewer=request.user)
    form = PlanDateForm(request.POST or None, wales=request.user.authority.nation == "wales")
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.record_plan_date(
                child_id=child.pk,
                kind=given["kind"],
                done_on=given["done_on"],
                seen_alone=ALONE[given["seen_alone"]],
                note=given["note"],
                today=clock.today(),
                by=request.user,
            )
        except DomainError as error:
            refuse(form, error, FIELDS)
        else:
            messages.success(request, _("The date is kept."))
            return redirect("between:show", child.pk)
    context = {
        "form": form,
        "crumbs": (*trail_of(child), between_link(child)),
        "heading": _("Enter a plan, visit or assessment"),
        "name": child.shown_name,
        "decisions": (),
    }
    return render(request, "between/form.html.jinja", context)


@require_http_methods(BOTH)
@any_permission_required(*MAY)
def remove(request: SignedInRequest, plan_date_id: int) -> HttpResponse:
    """Take back a date that was entered by mistake. What came from the case system is mended there."""
    row = or_404(queries.get_plan_date, plan_date_id, viewer=request.user)
    child = row.child
    if row.source != Source.SERVICE:
        messages.warning(request, _("This date came from the case system. Mend it there and give the file again."))
        return redirect("between:show", child.pk)
    if request.method == "POST":
        actions.remove_plan_date(plan_date_id=row.pk, today=clock.today(), by=request.user)
        messages.success(request, _("The date is taken back. The history keeps it."))
        return redirect("between:show", child.pk)
    context = {
        "crumbs": (*trail_of(child), between_link(child)),
        "name": child.shown_name,
        "what": _("%(what)s, %(day)s") % {"what": KINDS[row.kind], "day": dates.plain(row.done_on)},
    }
    return render(request, "between/remove.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.IMPORT_RUN)
def give_file(request: SignedInRequest) -> HttpResponse:
    """Give dates as a CSV file; every row that was refused is listed."""
    posted = request.method == "POST"
    form = PlanDatesFileForm(request.POST, request.FILES) if posted else PlanDatesFileForm()
    done: Done | None = None
    if posted and too_large(request):
        form.errors.clear()
        form.add_error("file", _("The file is too large. Cut it into smaller files"))
    elif posted and form.is_valid():
        try:
            read = date_file.read(form.cleaned_data["file"].read())
            came = actions.import_plan_dates(rows=read.rows, today=clock.today(), by=request.user)
        except DomainError as error:
            form.add_error("file", error.message)
        else:
            done = _done(came, (*read.refused, *came.refused))
    context = {"form": form, "done": done, "kinds": [(key, str(text)) for key, text in KINDS.items()]}
    return render(request, "between/file.html.jinja", context)


def _done(came: actions.Imported, refused: tuple[date_file.RefusedRow, ...]) -> Done:
    new = ngettext("%(num)d new date is kept", "%(num)d new dates are kept", came.created) % {"num": came.created}
    stood = ngettext("%(num)d stood already", "%(num)d stood already", came.unchanged) % {"num": came.unchanged}
    no = ngettext("%(num)d row was refused", "%(num)d rows were refused", len(refused)) % {"num": len(refused)}
    text = _("%(new)s, %(stood)s, %(refused)s.") % {"new": new, "stood": stood, "refused": no}
    rows = sorted(refused, key=lambda row: row.row)
    return Done(text=text, refused=tuple((row.row + 2, row.local_id, row.message) for row in rows))
