"""Imports: the history, a new one, how far it is, what came of it, the refused rows as a file."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError
from heard.imports import actions, queries
from heard.imports.models import ImportRun
from heard.web.imports.forms import ReturnForm
from heard.web.imports.presenters import line_of, progress_of, trail_of
from heard.web.imports.result import SHOWN, Found, result_of
from heard.web.imports.uploads import MOST_MEGABYTES, too_large
from heard.web.request import SignedInRequest, or_404, permission_required

MOST_RUNS = 100
RUNNING = (ImportRun.State.WAITING, ImportRun.State.RUNNING)


@require_safe
@permission_required(Permission.IMPORT_VIEW)
def listing(request: SignedInRequest) -> HttpResponse:
    """The history of imports, latest first."""
    runs = queries.runs_of(request.user)[:MOST_RUNS]
    context = {
        "crumbs": trail_of(),
        "lines": [line_of(run) for run in runs],
        "may_run": request.user.may(Permission.IMPORT_RUN),
        "may_name": request.user.may(Permission.CHILDREN_NAME),
        "most": MOST_RUNS,
    }
    return render(request, "imports/list.html.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IMPORT_RUN)
def new(request: SignedInRequest) -> HttpResponse:
    """Load the files of a return."""
    today = clock.today()
    form = ReturnForm(today=today)
    if request.method == "POST":
        form = ReturnForm(request.POST, request.FILES, today=today)
        if too_large(request):
            form.errors.clear()
            text = _("The files are larger than %(n)d MB together. Check that they are the return and nothing else")
            form.add_error("uploads", text % {"n": MOST_MEGABYTES})
        elif form.is_valid():
            given = form.cleaned_data
            try:
                run = actions.start_import(
                    authority_id=request.user.authority_id,
                    kind=ImportRun.Kind.SSDA903,
                    files=[(file.name or "", file.read()) for file in given["uploads"]],
                    by=request.user,
                    today=today,
                    year=given["year"] or None,
                    dry_run=given["trial"] == "yes",
                )
            except DomainError as error:
                form.add_error("year" if isinstance(error, actions.WrongYear) else "uploads", error.message)
            else:
                return redirect("imports:show", run.pk)
    context = {"form": form, "crumbs": trail_of(), "may_name": request.user.may(Permission.CHILDREN_NAME)}
    return render(request, "imports/new.html.jinja", context)


@require_safe
@permission_required(Permission.IMPORT_VIEW)
def show(request: SignedInRequest, run_id: int) -> HttpResponse:
    """How far an import is, or what came of it."""
    run = or_404(queries.run_of, request.user, run_id)
    context = {"crumbs": trail_of(), "line": line_of(run), "may_run": request.user.may(Permission.IMPORT_RUN)}
    if run.state in RUNNING:
        return render(request, "imports/running.html.jinja", context | {"progress": progress_of(run)})
    if getattr(request, "htmx", False):
        return HttpResponse(headers={"HX-Refresh": "true"})
    if run.state != ImportRun.State.DONE:
        return render(request, "imports/stopped.html.jinja", context | {"why": run.message})
    found = _found(request, run)
    log.read(
        "import.result",
        authority_id=run.authority_id,
        by=request.user.pk,
        children=len({row.local_id for page in (found.refused, found.warnings) for row in page.rows}),
    )
    return render(request, "imports/show.html.jinja", context | {"result": result_of(found, path=request.path)})


@require_safe
@permission_required(Permission.IMPORT_VIEW)
def refused(request: SignedInRequest, run_id: int) -> HttpResponse:
    """The refused rows as CSV; with ?all=1 the warnings too."""
    run = or_404(queries.run_of, request.user, run_id)
    level = None if request.GET.get("all") else "refused"
    lines = list(queries.refused_csv(run, viewer=request.user, level=level))
    log.read("import.refused", authority_id=run.authority_id, by=request.user.pk, children=max(0, len(lines) - 1))
    content = "".join(lines).encode("utf-8-sig")
    response = HttpResponse(content, content_type="text/csv; charset=utf-8")
    name = "problems" if level is None else "refused"
    response["Content-Disposition"] = f'attachment; filename="import-{run.pk}-{name}.csv"'
    response["Cache-Control"] = "no-store"
    return response


@require_POST
@permission_required(Permission.IMPORT_RUN)
def apply(request: SignedInRequest, run_id: int) -> HttpResponse:
    """Import the very files of a trial."""
    or_404(queries.run_of, request.user, run_id)
    try:
        run = or_404(actions.apply_dry_run, run_id=run_id, by=request.user, today=clock.today())
    except DomainError as error:
        messages.warning(request, error.message)
        return redirect("imports:show", run_id)
    return redirect("imports:show", run.pk)


def _found(request: SignedInRequest, run: ImportRun) -> Found:
    viewer = request.user
    code = request.GET.get("check", "")
    return Found(
        run=run,
        refused=queries.problems_of(run, viewer=viewer, level="refused", page=_page(request, "refused")),
        warnings=queries.problems_of(run, viewer=viewer, level="warning", page=_page(request, "warnings"), code=code),
        code=code,
        differences=queries.differences_of(run, viewer=viewer, limit=SHOWN),
        new=queries.new_children(run, viewer=viewer, limit=SHOWN),
        ceased=queries.ceased(run, viewer=viewer, limit=SHOWN),
        names=queries.names_in(run, viewer=viewer, most=SHOWN),
        today=clock.today(),
        nation=viewer.authority.nation,
    )


def _page(request: SignedInRequest, name: str) -> int:
    asked = request.GET.get(name, "")
    return int(asked) if asked.isdecimal() and len(asked) < 9 else 1
