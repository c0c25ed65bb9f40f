"""What only the manager changes: registrations, posts, other duties, further cases, the line manager, the service."""

from datetime import date, timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from heard.accounts import line_management
from heard.accounts.permissions import Permission
from heard.accounts.queries import people_of
from heard.caseloads import needs, officer_actions, officer_records, officers
from heard.caseloads.models import OfficerRegistration, OtherDuty, Post
from heard.caseloads.queries import caseload_of
from heard.common import clock
from heard.law import Nation
from heard.law.independence import registers
from heard.pages.presenters import dates
from heard.web.officers import find, forms, parts
from heard.web.officers.access import officer_asked
from heard.web.officers.changes import Change, FormPage, answer, share_out_link
from heard.web.officers.own import METHODS, page_of
from heard.web.request import SignedInRequest, or_404, permission_required

A_DAY = timedelta(days=1)


def _day_after(day: date | None) -> date | None:
    """Posts, duties and cases are kept with the day after their last."""
    return day + A_DAY if day else None


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(METHODS)
def add_registration(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Record an entry in a register."""
    officer, today = officer_asked(request, user_id), clock.today()
    bodies = registers(Nation(request.user.authority.nation), on=today)
    form = forms.RegistrationForm(request.POST or None, bodies=bodies, initial={"body": bodies[0]})
    change = Change(
        page=page_of(
            request, officer, _("Registration of %(name)s") % {"name": officer.name}, _("Record this registration")
        ),
        act=lambda: officers.record_registration(user_id=officer.pk, today=today, by=request.user, **form.cleaned_data),
        done=_("The registration of %(name)s is recorded.") % {"name": officer.name},
        fields={
            officers.UnknownRegister: "body",
            officers.NoRegistrationNumber: "number",
            officers.RegistrationEndsFirst: "renew_by",
            officers.RegistrationExists: "from_on",
        },
    )
    return answer(request, form, change)


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(METHODS)
def end_registration(request: SignedInRequest, user_id: int, registration_id: int) -> HttpResponse:
    """Correct the last day of a registration."""
    officer = officer_asked(request, user_id)
    row = or_404(
        officer_records.item_of,
        OfficerRegistration,
        registration_id,
        user_id=officer.pk,
        authority_id=request.user.authority_id,
    )
    form = forms.LastDayForm(request.POST or None, initial={"until_on": row.renew_by})
    told = {"body": row.body, "number": row.number, "name": officer.name}
    change = Change(
        page=page_of(
            request,
            officer,
            _("Last day of the registration with %(body)s, %(number)s") % told,
            _("Save"),
            lead=(
                _(
                    "When it ends before today, %(name)s may not act as the IRO of any child from the day after, and "
                    "each of them is told to you at once."
                )
                % told,
            ),
        ),
        act=lambda: officers.end_registration(
            registration_id=row.pk, renew_by=form.cleaned_data["until_on"], today=clock.today(), by=request.user
        ),
        done=_("The last day of the registration is saved."),
        fields={officers.RegistrationEndsFirst: "until_on"},
    )
    return answer(request, form, change)


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(METHODS)
def add_post(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Record a part of a full-time post."""
    officer = officer_asked(request, user_id)
    form = forms.PostForm(request.POST or None, initial={"from_on": clock.today()})
    change = Change(
        page=page_of(request, officer, _("Post of %(name)s") % {"name": officer.name}, _("Record this post")),
        act=lambda: officers.record_post(
            user_id=officer.pk,
            fte=form.cleaned_data["fte"],
            employment=form.cleaned_data["employment"],
            from_on=form.cleaned_data["from_on"],
            until_on=_day_after(form.cleaned_data["until_on"]),
            by=request.user,
        ),
        done=_("The post of %(name)s is recorded.") % {"name": officer.name},
        fields={
            officers.BadFte: "fte",
            officers.UnknownEmployment: "employment",
            officers.PostEndsFirst: "until_on",
            officers.PostsOverlap: "from_on",
        },
    )
    return answer(request, form, change)


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(METHODS)
def end_post(request: SignedInRequest, user_id: int, post_id: int) -> HttpResponse:
    """End a post; a leaver's caseload is shared out first."""
    officer = officer_asked(request, user_id)
    post = or_404(officer_records.item_of, Post, post_id, user_id=officer.pk, authority_id=request.user.authority_id)
    form = forms.LastDayForm(request.POST or None)
    cases = caseload_of(officer).all
    lead = (
        ngettext(
            "%(name)s is the named IRO of %(n)d child. For a leaver, share the caseload out before the post ends.",
            "%(name)s is the named IRO of %(n)d children. For a leaver, share the caseload out before the post ends.",
            cases,
        )
        % {"name": officer.name, "n": cases},
    )
    told = {"name": officer.name, "fte": parts.fte(post.fte)}
    change = Change(
        page=page_of(
            request,
            officer,
            _("When does this post of %(name)s end?") % told,
            _("End this post"),
            lead=lead if cases else (),
            help_link=share_out_link(officer.pk) if cases else None,
        ),
        act=lambda: officers.end_post(
            post_id=post.pk,
            until_on=form.cleaned_data["until_on"] + A_DAY,
            today=clock.today(),
            by=request.user,
        ),
        done=_("The post of %(name)s has its last day.") % told,
        fields={
            officers.PostEndsFirst: "until_on",
            officers.LeaverHasCases: "until_on",
            officers.PostsOverlap: "until_on",
        },
    )
    return answer(request, form, change)


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(METHODS)
def add_duty(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Record work beside cases."""
    officer = officer_asked(request, user_id)
    form = forms.DutyForm(request.POST or None, initial={"from_on": clock.today()})
    change = Change(
        page=page_of(request, officer, _("Other duty of %(name)s") % {"name": officer.name}, _("Record this duty")),
        act=lambda: needs.record_other_duty(user_id=officer.pk, by=request.user, **form.cleaned_data),
        done=_("The duty is recorded. It counts in the caseload from its first day."),
        fields={needs.DutyCountsNothing: "counts_as"},
    )
    return answer(request, form, change)


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(METHODS)
def end_duty(request: SignedInRequest, user_id: int, duty_id: int) -> HttpResponse:
    """End work beside cases."""
    officer = officer_asked(request, user_id)
    duty = or_404(
        officer_records.item_of, OtherDuty, duty_id, user_id=officer.pk, authority_id=request.user.authority_id
    )
    form = forms.LastDayForm(request.POST or None)
    change = Change(
        page=page_of(request, officer, _("When does this duty end?"), _("End this duty"), lead=(duty.name,)),
        act=lambda: officer_actions.end_other_duty(
            duty_id=duty.pk, until_on=form.cleaned_data["until_on"] + A_DAY, by=request.user
        ),
        done=_("The duty has its last day."),
        fields={officer_actions.DutyEndsFirst: "until_on"},
    )
    return answer(request, form, change)


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(METHODS)
def add_case(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Record that the officer reviews a pathway plan or chairs conferences."""
    officer = officer_asked(request, user_id)
    form = forms.CaseForm(request.POST or None, initial={"from_on": clock.today()})
    child = find.child_in(form, "child", viewer=request.user) if request.method == "POST" else None
    change = Change(
        page=page_of(request, officer, _("Further case of %(name)s") % {"name": officer.name}, _("Record this case")),
        act=lambda: needs.take_further_case(
            child_id=child.pk if child else 0,
            user_id=officer.pk,
            kind=form.cleaned_data["kind"],
            from_on=form.cleaned_data["from_on"],
            by=request.user,
        ),
        done=_("The case is recorded. It counts in the caseload from its first day."),
        fields={needs.CaseRunsAlready: "from_on", needs.UnknownCase: "kind"},
    )
    return answer(request, form, change)


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(METHODS)
def end_case(request: SignedInRequest, user_id: int, case_id: int) -> HttpResponse:
    """End a further case."""
    officer = officer_asked(request, user_id)
    case = or_404(officer_records.case_of, case_id, user_id=officer.pk, viewer=request.user)
    form = forms.LastDayForm(request.POST or None)
    change = Change(
        page=page_of(
            request, officer, _("When does this case end?"), _("End this case"), lead=(case.child.shown_name,)
        ),
        act=lambda: needs.end_further_case(
            case_id=case.pk, until_on=form.cleaned_data["until_on"] + A_DAY, by=request.user
        ),
        done=_("The case has its last day."),
        fields={needs.CaseEndsFirst: "until_on"},
    )
    return answer(request, form, change)


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(METHODS)
def line_manager(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Say who manages the officer."""
    officer = officer_asked(request, user_id)
    people = [
        (person.pk, person.name)
        for person in people_of(request.user.authority_id)
        if person.is_active and person.pk != officer.pk
    ]
    form = forms.ManagerForm(
        request.POST or None, people=people, initial={"manager": str(officer.line_manager_id or "")}
    )
    change = Change(
        page=page_of(
            request,
            officer,
            _("Who manages %(name)s?") % {"name": officer.name},
            _("Save"),
            lead=(
                _(
                    "Whoever manages a child’s social worker, directly or through others, cannot be the child’s IRO. "
                    "Every appointment is judged again when this changes."
                ),
            ),
        ),
        act=lambda: line_management.set_line_manager(
            user_id=officer.pk,
            line_manager_id=int(form.cleaned_data["manager"]) if form.cleaned_data["manager"] else None,
            today=clock.today(),
            by=request.user,
        ),
        done=_("The line manager of %(name)s is saved.") % {"name": officer.name},
        fields={line_management.ManagedInARing: "manager"},
    )
    return answer(request, form, change)


@permission_required(Permission.IRO_APPOINT)
@require_http_methods(METHODS)
def place(request: SignedInRequest) -> HttpResponse:
    """Say who manages the service, and how far that is from casework and money."""
    today = clock.today()
    now = officer_records.place_of_service(request.user.authority_id, on=today)
    first = {"managed_by": now.managed_by, "apart": now.apart, "from_on": now.from_on} if now else {"from_on": today}
    form = forms.PlaceForm(request.POST or None, initial=first)
    lead = (
        _("Distance from line management and from the budget is part of what makes the service independent."),
        _("To correct what stands here, keep the day. For a change, give the day of the change: both are kept."),
    )
    change = Change(
        page=FormPage(
            title=_("Where the service stands in the organisation"),
            back=reverse("officers:team"),
            button=_("Save"),
            crumbs=parts.trail(request.user),
            lead=lead,
        ),
        act=lambda: officer_actions.place_service(by=request.user, **form.cleaned_data),
        done=_("It is saved, since %(day)s.")
        % {"day": dates.plain(form.cleaned_data["from_on"]) if _has_day(form) else ""},
        fields={officer_actions.NobodyManages: "managed_by"},
    )
    return answer(request, form, change)


def _has_day(form: forms.PlaceForm) -> bool:
    return form.is_bound and form.is_valid()
