"""Names by a plain CSV: give the file, say which column is which with the first rows in sight, try or import.

The file travels in the second page's form, because nothing may be kept before somebody has decided.
"""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from heard.accounts.permissions import Permission
from heard.common import clock
from heard.common.errors import DomainError
from heard.imports import actions
from heard.imports.models import ImportRun
from heard.imports.names import NamesFile, NamesRefused, read_names
from heard.returns.ssda903 import ReturnRefused, Source
from heard.web.imports.forms import ColumnsForm, NamesForm
from heard.web.imports.presenters import trail_of
from heard.web.imports.uploads import MOST_NAMES_MEGABYTES, too_large
from heard.web.request import SignedInRequest, permission_required

PREVIEW = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The first rows of the file, as they came."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    total: int


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.CHILDREN_NAME)
def choose(request: SignedInRequest) -> HttpResponse:
    """Give the file."""
    form = NamesForm(request.POST or None, request.FILES or None)
    if request.method == "POST":
        form = NamesForm(request.POST, request.FILES)
        if too_large(request):
            form.errors.clear()
            told = {"n": MOST_NAMES_MEGABYTES}
            form.add_error("file", _("The file is larger than %(n)d MB. Check that it holds the names only") % told)
        elif form.is_valid():
            given = form.cleaned_data["file"]
            content = given.read()
            try:
                file = _read(given.name or "", content)
            except (NamesRefused, ReturnRefused) as error:
                form.add_error("file", error.message)
            else:
                return _columns_page(request, _first_columns(file, content), file)
    return render(request, "imports/names.html.jinja", {"form": form, "crumbs": trail_of()})


@require_POST
@permission_required(Permission.CHILDREN_NAME)
def columns(request: SignedInRequest) -> HttpResponse:
    """Say which column is which, and start."""
    name = request.POST.get("file_name", "")
    try:
        content = b64decode(request.POST.get("content", ""), validate=True)
        file = _read(name, content)
    except (NotBase64, ValueError, NamesRefused, ReturnRefused):
        return redirect("imports:names")
    form = ColumnsForm(request.POST, headings=file.headings)
    if form.is_valid():
        try:
            run = actions.start_import(
                authority_id=request.user.authority_id,
                kind=ImportRun.Kind.NAMES,
                files=[(name, content)],
                by=request.user,
                today=clock.today(),
                dry_run=form.cleaned_data["trial"] == "yes",
                mapping=form.mapping,
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            return redirect("imports:show", run.pk)
    return _columns_page(request, form, file)


def _read(name: str, content: bytes) -> NamesFile:
    return read_names([Source(name, content)])


def _first_columns(file: NamesFile, content: bytes) -> ColumnsForm:
    initial = {"file_name": file.name, "content": b64encode(content).decode(), **file.guess}
    return ColumnsForm(headings=file.headings, initial=initial)


def _columns_page(request: SignedInRequest, form: ColumnsForm, file: NamesFile) -> HttpResponse:
    preview = Preview(headings=file.headings, rows=file.rows[:PREVIEW], total=len(file.rows))
    context = {"form": form, "crumbs": trail_of(), "preview": preview, "file_name": file.name}
    return render(request, "imports/columns.html.jinja", context)
