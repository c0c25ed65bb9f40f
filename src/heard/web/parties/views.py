"""The people round a child: shown, entered, changed, ended and opened again."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.accounts.queries import people_of as colleagues_of
from heard.audit import log
from heard.children import parties
from heard.children.addresses import NotAnEmailAddress
from heard.children.models import Child, Party
from heard.children.party_queries import circle_of, get_person
from heard.children.queries import get_visible
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.pages.frame import Link
from heard.web.child.presenters import top_of
from heard.web.child.trail import trail_of
from heard.web.child.views import facts_of
from heard.web.officers.affected import just_found
from heard.web.parties.forms import EndForm, PartyForm
from heard.web.parties.presenters import tab_of
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.reviews.forms import changed

BOTH = ["GET", "HEAD", "POST"]
FIELDS: dict[type[DomainError], str] = {
    parties.NoName: "name",
    parties.RuleStandsForName: "name",
    parties.StaysOneChild: "kind",
    parties.NotAColleague: "colleague",
    parties.ThereAlready: "colleague",
    parties.NoWayToReach: "channel",
    parties.AddressIsBlocked: "channel",
    parties.LeftOutWithoutReason: "left_out_why",
    parties.AnswerWithoutDay: "child_asked_on",
    parties.EndsInFuture: "until_on",
    parties.EndsFirst: "until_on",
    parties.NoReason: "why",
    NotAnEmailAddress: "email",
}


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def show(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Everybody round the child, with who holds parental responsibility."""
    facts = facts_of(request, or_404(get_visible, child_id, viewer=request.user))
    log.read("child.people", authority_id=request.user.authority_id, by=request.user.pk, child_id=child_id)
    circle = circle_of(facts.child, viewer=request.user)
    context = {
        "top": top_of(facts, viewer=request.user, current="people"),
        "tab": tab_of(facts, circle, viewer=request.user),
        "affected": just_found(request),
        "name": facts.name,
    }
    return render(request, "parties/show.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.PARTIES_EDIT)
def add(request: SignedInRequest, child_id: int) -> HttpResponse:
    """Enter somebody among the people of a child."""
    child = or_404(get_visible, child_id, viewer=request.user)
    form = PartyForm(request.POST or None, colleagues=_colleagues(request.user))
    if request.method == "POST" and form.is_valid():
        try:
            made = parties.add_party(child_id=child.pk, facts=form.facts, today=clock.today(), by=request.user)
        except DomainError as error:
            refuse(form, error)
        else:
            return _saved(request, made, _("%(name)s is entered."))
    context = {
        "form": form,
        "crumbs": people_trail(child),
        "heading": _("Add somebody"),
        "name": child.shown_name,
    }
    return render(request, "parties/form.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.PARTIES_EDIT)
def change(request: SignedInRequest, party_id: int) -> HttpResponse:
    """Change what is known of somebody. The addresses are read here, so the log says so."""
    party = or_404(get_person, party_id, viewer=request.user).party
    log.read("child.person", authority_id=party.authority_id, by=request.user.pk, child_id=party.child_id)
    form = PartyForm(request.POST or None, colleagues=_colleagues(request.user, party.user), initial=_initial(party))
    if request.method == "POST" and form.is_valid():
        try:
            saved = parties.change_party(
                party_id=party.pk,
                facts=form.facts,
                version=form.cleaned_data["version"] or 0,
                today=clock.today(),
                by=request.user,
            )
        except ChangedMeanwhile as error:
            form = _again(form, party, request.user)
            form.add_error(None, error.message)
        except DomainError as error:
            refuse(form, error)
        else:
            return _saved(request, saved, _("%(name)s is changed."))
    context = {
        "form": form,
        "crumbs": people_trail(party.child),
        "heading": _("Change %(name)s") % {"name": party.shown_name},
        "name": party.child.shown_name,
    }
    return render(request, "parties/form.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.PARTIES_EDIT)
def end(request: SignedInRequest, party_id: int) -> HttpResponse:
    """Record the last day of somebody."""
    party = or_404(get_person, party_id, viewer=request.user).party
    form = EndForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            saved = parties.end_party(
                party_id=party.pk, until_on=given["until_on"], why=given["why"], today=clock.today(), by=request.user
            )
        except DomainError as error:
            refuse(form, error)
        else:
            return _saved(request, saved, _("%(name)s is now among the earlier people."))
    heading = _("Record that %(name)s has left") % {"name": party.shown_name}
    note = _("Letters and invitations no longer go there. Rules of safe contact stand on.")
    return render(request, "parties/small.html.jinja", small(party, form, heading, note, _("Save")))


@require_http_methods(BOTH)
@permission_required(Permission.PARTIES_EDIT)
def open_again(request: SignedInRequest, party_id: int) -> HttpResponse:
    """Take back that somebody ended."""
    party = or_404(get_person, party_id, viewer=request.user).party
    if request.method == "POST":
        try:
            saved = parties.open_party_again(party_id=party.pk, by=request.user)
        except DomainError as error:
            messages.warning(request, error.message)
            return redirect("parties:show", party.child_id)
        return _saved(request, saved, _("%(name)s is among the people again."))
    heading = _("Open %(name)s again?") % {"name": party.shown_name}
    note = _("Letters and invitations go there again, as far as the rules of safe contact allow.")
    return render(request, "parties/small.html.jinja", small(party, None, heading, note, _("Open again")))


def refuse(form: PartyForm | EndForm, error: DomainError) -> None:
    """Show what the action says at its field."""
    field = FIELDS.get(type(error))
    form.add_error(field if field in form.fields else None, error.message)


def people_trail(child: Child) -> tuple[Link, ...]:
    """Give the way to the people of a child."""
    return (*trail_of(child), Link(text=_("People"), href=reverse("parties:show", args=[child.pk])))


def small(party: Party, form: object | None, heading: str, note: str, button: str) -> dict[str, object]:
    """Give what a page with few questions about somebody shows; without a form it asks to confirm."""
    context = {
        "crumbs": people_trail(party.child),
        "heading": heading,
        "note": note,
        "button": button,
        "name": party.child.shown_name,
    }
    return context | ({"form": form} if form is not None else {})


def _initial(party: Party) -> dict[str, object]:
    told = {name: getattr(party, name) for name in parties.FACTS}
    return told | {"colleague": str(party.user_id or ""), "version": party.version}


def _again(form: PartyForm, party: Party, viewer: User) -> PartyForm:
    """The same form with all that was typed, for the version that stands now."""
    again = PartyForm(changed(form, "version", str(party.version)), colleagues=_colleagues(viewer, party.user))
    again.is_valid()
    return again


def _colleagues(viewer: User, kept: User | None = None) -> list[User]:
    found = [one for one in colleagues_of(viewer.authority_id) if one.is_active]
    return found if kept is None or kept in found else [*found, kept]


def _saved(request: SignedInRequest, party: Party, told: str) -> HttpResponse:
    messages.success(request, told % {"name": party.shown_name})
    return redirect("parties:show", party.child_id)
