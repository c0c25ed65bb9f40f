"""Taking back a contact, a midway check or a change that was recorded by mistake."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.queries import get_visible
from heard.common import clock
from heard.common.errors import DomainError
from heard.oversight import queries
from heard.oversight import taking_back_actions as actions
from heard.oversight.models import IroContact, MidwayCheck
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.planning import queries as planning
from heard.planning.corrections import NoWhy
from heard.planning.models import SignificantChange
from heard.web.between.forms import PEOPLE
from heard.web.changes import words
from heard.web.changes.presenters import between_link
from heard.web.child.trail import trail_of
from heard.web.meeting.corrections import TakeBackForm
from heard.web.meeting.top import refuse
from heard.web.request import SignedInRequest, any_permission_required, number_in, or_404

MAY = (Permission.REVIEW_RECORD, Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mistake:
    """What may be taken back: its words, and how. `key` is how the address names it."""

    key: str
    what: str
    take_back: Callable[..., None]


def mistakes(
    contacts: Iterable[IroContact],
    midways: Iterable[MidwayCheck],
    changes: Iterable[SignificantChange],
    *,
    viewer: User,
) -> list[Mistake]:
    """Give what the viewer may take back: their own, or all as the IRO manager."""
    oversees = viewer.may(Permission.IRO_APPOINT)
    found: list[tuple[int, Mistake]] = []
    for contact in contacts:
        told = _on(_("Contact: %(what)s, %(day)s"), PEOPLE[contact.spoke_with], contact.on)
        action = partial(actions.remove_contact, contact_id=contact.pk)
        found.append((contact.recorded_by_id, Mistake(key=f"contact={contact.pk}", what=told, take_back=action)))
    for midway in midways:
        told = _on("%(what)s, %(day)s", _("Midway check"), midway.checked_on)
        action = partial(actions.remove_midway, midway_id=midway.pk)
        found.append((midway.recorded_by_id, Mistake(key=f"midway={midway.pk}", what=told, take_back=action)))
    for change in changes:
        told = _on(_("Told of a change: %(what)s, %(day)s"), words.KINDS[change.kind], change.told_on)
        action = partial(actions.remove_change, change_id=change.pk)
        found.append((change.recorded_by_id, Mistake(key=f"change={change.pk}", what=told, take_back=action)))
    return [one for by, one in found if oversees or by == viewer.pk]


def links_of(found: Iterable[Mistake], child_id: int) -> tuple[Link, ...]:
    """Give the way to take each back."""
    address = reverse("between:take_back", args=[child_id])
    return tuple(Link(text=_("Take back: %(what)s") % {"what": one.what}, href=f"{address}?{one.key}") for one in found)


def _on(text: str, what: object, day: date) -> str:
    return text % {"what": what, "day": dates.plain(day)}


@require_http_methods(["GET", "HEAD", "POST"])
@any_permission_required(*MAY)
def take_back(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Take back what ?contact=, ?midway= or ?change= names."""
    child = or_404(get_visible, child_id, viewer=request.user)
    chosen = _chosen(request, child_id)
    if chosen is None:
        return redirect("between:show", child_id)
    form = TakeBackForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            chosen.take_back(why=form.cleaned_data["why"], today=clock.today(), by=request.user)
        except DomainError as error:
            refuse(form, error, {NoWhy: "why"})
        else:
            messages.success(request, _("It is taken back. The history keeps it."))
            return redirect("between:show", child_id)
    context = {
        "form": form,
        "crumbs": (*trail_of(child), between_link(child)),
        "name": child.shown_name,
        "what": chosen.what,
    }
    return render(request, "meeting/take_back.html.jinja", context)


def _chosen(request: SignedInRequest, child_id: int) -> Mistake | None:
    """What the address names; None where it names nothing, "no such page" where there is none of it."""
    asked = next((name for name in ("contact", "midway", "change") if request.GET.get(name)), None)
    if asked is None:
        return None
    key = f"{asked}={number_in(request.GET[asked])}"
    between = queries.between_of(child_id)
    found = mistakes(between.contacts, between.midways, planning.changes_of(child_id), viewer=request.user)
    chosen = next((one for one in found if one.key == key), None)
    if chosen is None:
        raise Http404
    return chosen
