"""What a child needs of an IRO, and which children belong together."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.caseloads.needs import needs_of, record_needs
from heard.children.family import link_family, relatives_of, unlink_family
from heard.children.models import Child
from heard.children.queries import get_visible, search, visible_to
from heard.common import clock
from heard.common.errors import DomainError
from heard.web.child.trail import trail_of
from heard.web.naming.forms import FindForm, LinkForm, NeedsForm
from heard.web.naming.strip import ROLES
from heard.web.request import SignedInRequest, or_404, permission_required

FOUND = 12  # children offered by a search


def _back(request: SignedInRequest, child: Child) -> HttpResponse:
    """To the choice of the IRO for somebody who names one, else to the child."""
    return redirect("naming:name" if request.user.may(Permission.IRO_APPOINT) else "child:show", child.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.REVIEW_ARRANGE)
def needs(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Record languages and what the IRO should know well."""
    child = or_404(get_visible, child_id, viewer=request.user)
    known = needs_of(child)
    initial = {
        "languages": "\n".join(one.capitalize() for one in known.languages) if known else "",
        "specialisms": known.specialisms if known else [],
    }
    form = NeedsForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            record_needs(
                child_id=child.pk,
                languages=form.cleaned_data["languages"],
                specialisms=tuple(form.cleaned_data["specialisms"]),
                by=request.user,
            )
        except DomainError as error:
            form.add_error("languages", error.message)
        else:
            messages.success(request, _("What %(name)s needs of an IRO is recorded.") % {"name": child.shown_name})
            return _back(request, child)
    context = {"form": form, "crumbs": trail_of(child), "name": child.shown_name}
    return render(request, "naming/needs.html.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IMPORT_RUN)
def family(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Link brothers and sisters, or a looked-after parent; the other child is looked for by name."""
    child = or_404(get_visible, child_id, viewer=request.user)
    asked = (request.POST if request.method == "POST" else request.GET).get("q", "")[:80]
    others = visible_to(request.user).exclude(pk=child.pk).order_by("sort_key", "pk")
    found = list(search(asked, within=others)[:FOUND]) if asked.strip() else []
    form = LinkForm(request.POST if request.method == "POST" else None, found=found)
    if request.method == "POST" and form.is_valid():
        role, other = form.cleaned_data["role"], form.cleaned_data["relative"]
        pair = (other, child.pk) if role == "parent" else (child.pk, other)
        try:
            link_family(
                child_id=pair[0],
                relative_id=pair[1],
                kind="sibling" if role == "sibling" else "parent",
                today=clock.today(),
                by=request.user,
            )
        except DomainError as error:
            form.add_error("relative", error.message)
        else:
            messages.success(request, _("The link is recorded."))
            return redirect("naming:family", child.pk)
    known = relatives_of(child, viewer=request.user)
    context = {
        "form": form,
        "find": FindForm(initial={"q": asked}),
        "asked": asked.strip(),
        "found": found,
        "crumbs": trail_of(child),
        "child_id": child.pk,
        "name": child.shown_name,
        "relatives": [(one.link_id, one.child.shown_name, str(ROLES[one.role])) for one in known],
    }
    return render(request, "naming/family.html.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@permission_required(Permission.IMPORT_RUN)
def unlink(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Take back a link that was entered by mistake."""
    child = or_404(get_visible, child_id, viewer=request.user)
    if request.method != "POST":
        return redirect("naming:family", child.pk)
    chosen = request.POST.get("link", "")
    own = {str(one.link_id) for one in relatives_of(child, viewer=request.user)}
    if chosen in own:
        unlink_family(link_id=int(chosen), today=clock.today(), by=request.user)
        messages.success(request, _("The link is taken back."))
    else:
        messages.warning(request, _("There is no such link any more."))
    return redirect("naming:family", child.pk)
