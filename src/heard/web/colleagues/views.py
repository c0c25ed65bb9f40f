"""A colleague begins to work with a child, ends, or never did; and the child's team."""

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.permissions import Permission
from heard.accounts.queries import people_of, teams_of
from heard.children import staff
from heard.children import staff_actions as actions
from heard.children.models import Child, Relationship
from heard.children.queries import get_visible
from heard.children.staff_queries import get_staff
from heard.common import clock
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.web.child.trail import trail_of
from heard.web.colleagues.forms import ChildTeamForm, ColleagueForm
from heard.web.colleagues.words import PARTS
from heard.web.officers.changes import Change, FormPage, answer
from heard.web.officers.forms import ConfirmForm, LastDayForm
from heard.web.request import SignedInRequest, or_404, permission_required

BOTH = ["GET", "HEAD", "POST"]
REFUSED = {
    staff.UnknownPart: "kind",
    staff.NotInThisRole: "person",
    staff.WorksAlready: "person",
    staff.StartsInFuture: "from_on",
    staff.AnotherBeganLater: "from_on",
    staff.EndsInFuture: "until_on",
    staff.EndsFirst: "until_on",
    actions.EndedAlready: "until_on",
    actions.UnknownTeam: "team",
}


@require_http_methods(BOTH)
@permission_required(Permission.IMPORT_RUN)
def add(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Say that a colleague works with the child."""
    child = or_404(get_visible, child_id, viewer=request.user)
    form = ColleagueForm(request.POST or None, colleagues=people_of(child.authority_id).filter(is_active=True))
    page = _page(
        child,
        title=_("Add a colleague who works with %(name)s") % {"name": child.shown_name},
        button=_("Add this colleague"),
        lead=(
            _("Whoever works with the child may see the child, until the last day."),
            _("A child has one social worker and one team manager: a new one ends the other on that day."),
        ),
    )
    change = Change(
        page=page,
        act=lambda: actions.name_staff(child_id=child.pk, facts=form.facts, today=clock.today(), by=request.user),
        done=_("The colleague is entered, and the child’s IRO was judged again."),
        fields=REFUSED,
    )
    return answer(request, form, change)


@require_http_methods(BOTH)
@permission_required(Permission.IMPORT_RUN)
def end(request: SignedInRequest, relationship_id: int) -> HttpResponse:
    """Record the last day of a colleague with the child."""
    row = or_404(get_staff, relationship_id, viewer=request.user)
    form = LastDayForm(request.POST or None)
    page = _page(
        row.child,
        title=_("Record that %(name)s no longer works with %(child)s") % _named(row),
        button=_("Save the last day"),
        lead=(_sentence(row), _("From now on they no longer see the child by it.")),
    )
    change = Change(
        page=page,
        act=lambda: actions.end_staff(
            relationship_id=row.pk, until_on=form.cleaned_data["until_on"], today=clock.today(), by=request.user
        ),
        done=_("The last day is kept."),
        fields=REFUSED,
    )
    return answer(request, form, change)


@require_http_methods(BOTH)
@permission_required(Permission.IMPORT_RUN)
def remove(request: SignedInRequest, relationship_id: int) -> HttpResponse:
    """Take back that a colleague works with the child."""
    row = or_404(get_staff, relationship_id, viewer=request.user)
    form = ConfirmForm(request.POST if request.method == "POST" else None)
    page = _page(
        row.child,
        title=_("Take back that %(name)s works with %(child)s?") % _named(row),
        button=_("Take it back"),
        lead=(
            _sentence(row),
            _("Do this only where it was never so. What is over is not taken back: give it its last day instead."),
        ),
        warns=True,
    )
    change = Change(
        page=page,
        act=lambda: actions.remove_staff(relationship_id=row.pk, today=clock.today(), by=request.user),
        done=_("It is taken back, and the child’s IRO was judged again. The history keeps it."),
    )
    return answer(request, form, change)


@require_http_methods(BOTH)
@permission_required(Permission.IMPORT_RUN)
def team(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Say which team has the child."""
    child = or_404(get_visible, child_id, viewer=request.user)
    first = {"team": str(child.team_id or "")}
    form = ChildTeamForm(
        request.POST if request.method == "POST" else None, teams=teams_of(child.authority_id), initial=first
    )
    page = _page(
        child,
        title=_("The team of %(name)s") % {"name": child.shown_name},
        button=_("Save the team"),
        lead=(_("The managers of the team see the child."),),
    )
    change = Change(
        page=page,
        act=lambda: actions.set_team(child_id=child.pk, team_id=form.team_id, today=clock.today(), by=request.user),
        done=_("The team is kept, and the child’s IRO was judged again."),
        fields=REFUSED,
    )
    return answer(request, form, change)


def _page(child: Child, *, title: str, button: str, lead: tuple[str, ...], warns: bool = False) -> FormPage:
    people = reverse("parties:show", args=[child.pk])
    crumbs = (*trail_of(child), Link(text=_("People"), href=people))
    return FormPage(title=title, back=people, button=button, crumbs=crumbs, lead=lead, warns=warns)


def _named(row: Relationship) -> dict[str, str]:
    return {"name": row.user.name, "child": row.child.shown_name}


def _sentence(row: Relationship) -> str:
    told = {"part": PARTS[row.kind], "name": row.user.name, "day": dates.plain(row.from_on)}
    return _("%(part)s: %(name)s, since %(day)s.") % told
