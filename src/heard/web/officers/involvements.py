"""The register of involvements: the list, one more, a correction, a file from the case system."""

from collections.abc import Mapping
from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.accounts.queries import people_of, person_of
from heard.audit import log
from heard.caseloads import involvement_file, involvement_register
from heard.caseloads import involvements as actions
from heard.caseloads.involvements import Imported
from heard.caseloads.models import Involvement
from heard.children.queries import get_visible
from heard.common import clock
from heard.common.errors import DomainError, NotPermitted
from heard.pages.frame import Link
from heard.pages.presenters.parts import address
from heard.web import downloads
from heard.web.imports.uploads import too_large
from heard.web.officers import find, forms, involvement_forms, parts, register_page, words
from heard.web.officers.affected import just_found, noticing
from heard.web.officers.changes import Change, FormPage, answer
from heard.web.officers.register_page import Only
from heard.web.paging import page_asked
from heard.web.request import SignedInRequest, any_permission_required, or_404, permission_required

A_PAGE = 50
REFUSED = {
    actions.InvolvementEndsFirst: "until_on",
    actions.InvolvementExists: "from_on",
    actions.UnknownInvolvement: "kind",
    actions.NobodyHere: "person",
}
OF_REGISTER = (Permission.IMPORT_RUN, Permission.WORKLIST_OWN)


def _asked(request: SignedInRequest, given: Mapping[str, str]) -> Only:
    """Whose involvements the address asks for; what is not the viewer's to see is no such page."""
    officer, child = given.get("officer", ""), given.get("child", "")
    found = Only()
    if officer.isdecimal():
        found = replace(found, officer=or_404(person_of, int(officer[:9]), authority_id=request.user.authority_id))
    if child.isdecimal():
        found = replace(found, child=or_404(get_visible, int(child[:9]), viewer=request.user))
    if not request.user.may(Permission.IMPORT_RUN):
        if found.officer is not None and found.officer.pk != request.user.pk:
            raise Http404
        found = replace(found, officer=request.user)
    return found


@any_permission_required(*OF_REGISTER)
@require_safe
def register(request: SignedInRequest) -> HttpResponse:
    """This will list the involvements, of everybody, of one officer, or of one child."""
    only, today = _asked(request, request.GET), clock.today()
    rows = involvement_register.register(
        request.user,
        user_id=only.officer.pk if only.officer else None,
        child_id=only.child.pk if only.child else None,
    )
    asked = page_asked(request.GET, count=rows.count(), size=A_PAGE)
    shown = list(rows[asked.offset : asked.ends])
    page = register_page.register_page(
        shown,
        only,
        viewer=request.user,
        pages=asked.links(request.path, only.kept),
        count=asked.count,
        today=today,
    )
    children = len({row.child_id for row in shown})
    log.read("officers.involvements", authority_id=request.user.authority_id, by=request.user.pk, children=children)
    context = {
        "page": page,
        "tabs": parts.tabs(request.user, "officers:involvements"),
        "affected": just_found(request),
    }
    return render(request, "officers/involvements.html.jinja", context)


@any_permission_required(*OF_REGISTER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """Record what somebody did or does in a child's case; IROs record it about themselves."""
    only, viewer = _asked(request, request.GET), request.user
    people = (
        [(person.pk, person.name) for person in people_of(viewer.authority_id)]
        if viewer.may(Permission.IMPORT_RUN)
        else [(viewer.pk, viewer.name)]
    )
    first = {
        "person": str(only.officer.pk) if only.officer else "",
        "child": only.child.local_id if only.child else "",
    }
    form = involvement_forms.InvolvementForm(request.POST or None, people=people, initial=first)
    child = find.child_in(form, "child", viewer=viewer) if request.method == "POST" else None
    lead = (
        _("Whoever prepared the plan, manages the case, visits, advises, manages one of those or holds the money "
          "cannot be the child’s IRO."),
        _("When the person is the child’s IRO now, you are told at once that another must be named."),
    )  # fmt: skip
    change = Change(
        page=FormPage(
            title=_("Add an involvement"),
            back=address(reverse("officers:involvements"), only.kept),
            button=_("Add this involvement"),
            crumbs=_crumbs(),
            lead=lead,
        ),
        act=lambda: actions.enter_involvement(
            child_id=child.pk if child else 0,
            user_id=int(form.cleaned_data["person"]),
            kind=form.cleaned_data["kind"],
            spell=form.spell,
            evidence=form.cleaned_data["evidence"],
            today=clock.today(),
            by=viewer,
        ),
        done=_("The involvement is recorded, and the child’s IRO was judged again."),
        fields=REFUSED,
    )
    return answer(request, form, change)


def _crumbs() -> tuple[Link, ...]:
    return (Link(text=_("Involvements"), href=reverse("officers:involvements")),)


def _sentence(row: Involvement) -> str:
    told = {"person": row.user.name, "child": row.child.shown_name, "what": words.INVOLVEMENT[row.kind]}
    return _("%(person)s, %(child)s: %(what)s.") % told


@permission_required(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, involvement_id: int) -> HttpResponse:
    """Correct the days of an involvement, or end it."""
    row = or_404(involvement_register.involvement_of, involvement_id, viewer=request.user)
    first = {"from_on": row.from_on, "until_on": row.until_on, "evidence": row.evidence}
    form = involvement_forms.DaysForm(request.POST or None, initial=first)
    page = FormPage(
        title=_("Correct this fact"),
        back=reverse("officers:involvements"),
        button=_("Save the correction"),
        crumbs=_crumbs(),
        lead=(_sentence(row), _("What stood here before is kept in the history.")),
        help_link=Link(
            text=_("It was never so: remove it"), href=reverse("officers:involvement_remove", args=[row.pk])
        ),
    )
    done = Change(
        page=page,
        act=lambda: actions.change_involvement(
            involvement_id=row.pk,
            spell=form.spell,
            evidence=form.cleaned_data["evidence"],
            today=clock.today(),
            by=request.user,
        ),
        done=_("The fact is corrected, and the child’s IRO was judged again."),
        fields=REFUSED,
    )
    return answer(request, form, done)


@permission_required(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, involvement_id: int) -> HttpResponse:
    """Take an involvement back that was recorded by mistake."""
    row = or_404(involvement_register.involvement_of, involvement_id, viewer=request.user)
    form = forms.ConfirmForm(request.POST if request.method == "POST" else None)
    page = FormPage(
        title=_("Remove this involvement?"),
        back=reverse("officers:involvements"),
        button=_("Remove it"),
        crumbs=_crumbs(),
        lead=(_sentence(row), _("What is over is not removed: give it its last day instead.")),
        warns=True,
    )
    done = Change(
        page=page,
        act=lambda: actions.remove_involvement(involvement_id=row.pk, today=clock.today(), by=request.user),
        done=_("The involvement is removed, and the child’s IRO was judged again."),
    )
    return answer(request, form, done)


@permission_required(Permission.IMPORT_RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def load(request: SignedInRequest) -> HttpResponse:
    """Load the staff history of the case system, and list every row that was refused."""
    posted = request.method == "POST"
    form = involvement_forms.LoadForm(request.POST, request.FILES) if posted else involvement_forms.LoadForm()
    done: Imported | None = None
    if posted and too_large(request):
        form.errors.clear()
        form.add_error("file", _("The file is larger than 2 MB. Cut it into smaller files"))
    elif posted and form.is_valid():
        done = _loaded(request, form)
    if done is not None and not done.refused:
        messages.success(request, register_page.came_of(done))
        return redirect("officers:involvements")
    context = {
        "form": form,
        "crumbs": _crumbs(),
        "done": register_page.came_of(done) if done else "",
        "refused": [(row.row + 2, row.message) for row in done.refused] if done else [],
        "kinds": [(code, str(text)) for code, text in words.INVOLVEMENT.items()],
        "affected": just_found(request) if done else (),
    }
    return render(request, "officers/load.html.jinja", context)


def _loaded(request: SignedInRequest, form: involvement_forms.LoadForm) -> Imported | None:
    try:
        read = involvement_file.read(form.cleaned_data["file"].read())
        with noticing(request):
            done = actions.import_involvements(rows=read.rows, today=clock.today(), by=request.user)
    except NotPermitted:
        raise
    except DomainError as error:
        form.add_error("file", error.message)
        return None
    refused = sorted((*read.refused, *done.refused), key=lambda row: row.row)
    return replace(done, refused=tuple(refused))


@permission_required(Permission.IMPORT_RUN)
@require_safe
def template(request: SignedInRequest) -> HttpResponse:
    """This will give an empty file with its columns and one line for each kind."""
    heads, *lines = involvement_file.template()
    return downloads.answer("csv", "involvements", heads, lines)
