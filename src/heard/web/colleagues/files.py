"""Who works with which child, as a file of the case system."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.children import staff_file, staff_import
from heard.children.staff import ROLE_OF
from heard.common import clock
from heard.common.errors import DomainError, NotPermitted
from heard.web import downloads
from heard.web.colleagues.forms import ColleaguesFileForm
from heard.web.colleagues.words import PARTS
from heard.web.imports.uploads import too_large
from heard.web.officers.affected import just_found, noticing
from heard.web.officers.parts import tabs
from heard.web.request import SignedInRequest, permission_required


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What came of a file: a sentence, and each refused line with its reason."""

    text: str
    refused: tuple[tuple[int, str], ...]


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IMPORT_RUN)
def load(request: SignedInRequest) -> HttpResponse:
    """Load who works with which child; every row that was refused is listed."""
    posted = request.method == "POST"
    form = ColleaguesFileForm(request.POST, request.FILES) if posted else ColleaguesFileForm()
    came: Came | None = None
    if posted and too_large(request):
        form.errors.clear()
        form.add_error("file", _("The file is too large. Cut it into smaller files"))
    elif posted and form.is_valid():
        came = _loaded(request, form)
    if came is not None:
        messages.success(request, came.text)
    context = {
        "form": form,
        "tabs": tabs(request.user, "colleagues:load"),
        "came": came,
        "kinds": [(kind.value, str(PARTS[kind.value])) for kind in ROLE_OF],
        "affected": just_found(request) if came else (),
    }
    return render(request, "colleagues/load.html.jinja", context)


@require_safe
@permission_required(Permission.IMPORT_RUN)
def template(request: SignedInRequest) -> HttpResponse:
    """Give an empty file with its columns and one line for each part."""
    heads, *lines = staff_file.template()
    return downloads.answer("csv", "colleagues", heads, lines)


def _loaded(request: SignedInRequest, form: ColleaguesFileForm) -> Came | None:
    try:
        read = staff_file.read(form.cleaned_data["file"].read())
        with noticing(request):
            done = staff_import.import_staff(rows=read.rows, today=clock.today(), by=request.user)
    except NotPermitted:
        raise
    except DomainError as error:
        form.add_error("file", error.message)
        return None
    refused = sorted((*read.refused, *done.refused), key=lambda row: row.row)
    told = {"created": done.created, "updated": done.updated, "same": done.unchanged, "refused": len(refused)}
    return Came(
        text=_("%(created)d new, %(updated)d changed, %(same)d as before, %(refused)d refused.") % told,
        refused=tuple((row.row + 2, row.message) for row in refused),
    )
