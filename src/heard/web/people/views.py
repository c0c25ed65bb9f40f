"""People, teams and settings, for the administrator."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts import actions
from heard.accounts.permissions import Permission
from heard.accounts.queries import people_of, person_of, teams_of
from heard.common import clock
from heard.common.errors import DomainError, NotPermitted
from heard.web.people import presenters
from heard.web.people.forms import AuthorityForm, EditPersonForm, NewPersonForm, TeamForm
from heard.web.request import SignedInRequest, or_404, permission_required

FIELDS = {
    actions.NotAnEmail: "email",
    actions.EmailTaken: "email",
    actions.WeakPassword: "password",
    actions.NoRole: "roles",
    actions.NoName: "name",
}


@permission_required(Permission.PEOPLE_MANAGE)
@require_safe
def people(request: SignedInRequest) -> HttpResponse:
    """This will list the people of the authority."""
    today = clock.today()
    rows = [presenters.person_row(person, today=today) for person in people_of(request.user.authority_id)]
    context = {"rows": rows, "tabs": presenters.tabs(request.user, "people:list")}
    return render(request, "people/list.html.jinja", context)


@permission_required(Permission.PEOPLE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest) -> HttpResponse:
    """This will make an account."""
    form = NewPersonForm(request.POST or None, teams=list(teams_of(request.user.authority_id)))
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_user(
                authority_id=request.user.authority_id,
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                roles=form.cleaned_data["roles"],
                password=form.cleaned_data["password"] or None,
                team_id=form.team_id,
                access_until=form.cleaned_data["access_until"],
                by=request.user,
            )
        except DomainError as error:
            _refuse(form, error)
        else:
            messages.success(request, gettext("%(name)s has an account now.") % {"name": made.name})
            return redirect("people:list")
    return render(request, "people/add.html.jinja", {"form": form, "crumbs": presenters.crumbs()})


@permission_required(Permission.PEOPLE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, user_id: int) -> HttpResponse:
    """This will change what somebody is called and may do, or close the account."""
    person = or_404(person_of, user_id, authority_id=request.user.authority_id)
    teams = list(teams_of(request.user.authority_id))
    form = EditPersonForm(request.POST or None, initial=EditPersonForm.initial_of(person), teams=teams)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_user(
                user_id=person.pk,
                name=form.cleaned_data["name"],
                roles=form.cleaned_data["roles"],
                team_id=form.team_id,
                is_active=form.cleaned_data["is_active"],
                access_until=form.cleaned_data["access_until"],
                by=request.user,
                today=clock.today(),
            )
        except DomainError as error:
            _refuse(form, error)
        else:
            messages.success(request, gettext("The account of %(name)s is saved.") % form.cleaned_data)
            return redirect("people:list")
    context = {"form": form, "name": person.name, "email": person.email, "crumbs": presenters.crumbs()}
    return render(request, "people/edit.html.jinja", context)


@permission_required(Permission.PEOPLE_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def teams(request: SignedInRequest) -> HttpResponse:
    """This will list the teams, and add one."""
    form = TeamForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.create_team(
                authority_id=request.user.authority_id, name=form.cleaned_data["name"], by=request.user
            )
        except DomainError as error:
            _refuse(form, error)
        else:
            messages.success(request, gettext("There is a team called %(name)s.") % {"name": made.name})
            return redirect("people:teams")
    names = presenters.team_names(list(teams_of(request.user.authority_id)))
    context = {"form": form, "names": names, "tabs": presenters.tabs(request.user, "people:teams")}
    return render(request, "people/teams.html.jinja", context)


@permission_required(Permission.AUTHORITY_MANAGE)
@require_http_methods(["GET", "HEAD", "POST"])
def authority(request: SignedInRequest) -> HttpResponse:
    """This will change what the authority sets for itself."""
    own = request.user.authority
    form = AuthorityForm(request.POST or None, initial=AuthorityForm.initial_of(own))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_authority(
                authority_id=own.pk,
                duty_email=form.cleaned_data["duty_email"],
                duty_telephone=form.cleaned_data["duty_telephone"],
                allocation_target_working_days=form.cleaned_data["allocation_target"],
                count_back_clear_days=form.cleaned_data["clear_days"],
                by=request.user,
            )
        except DomainError as error:
            _refuse(form, error)
        else:
            messages.success(request, gettext("The settings are saved."))
            return redirect("people:authority")
    context = {"form": form, "council": own.name, "tabs": presenters.tabs(request.user, "people:authority")}
    return render(request, "people/authority.html.jinja", context)


def _refuse(form: forms.Form, error: DomainError) -> None:
    """Put the sentence beside the field it speaks of. A missing permission is not for the form: it goes on."""
    if isinstance(error, NotPermitted):
        raise error
    field = FIELDS.get(type(error))
    form.add_error(field if field in form.fields else None, error.message)
