"""What the manager and the officer may both change: profile, photo, leave, evidence; and what only officers tell."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads import officer_actions, officer_records, officers
from heard.caseloads.models import CompetenceEvidence, Leave, OfficerProfile
from heard.caseloads.photos import NotAPhoto
from heard.caseloads.team import officers as officers_of
from heard.common import clock
from heard.pages.presenters import dates
from heard.web.imports.uploads import too_large
from heard.web.officers import forms, parts, words
from heard.web.officers.access import manages, officer_asked
from heard.web.officers.changes import Change, FormPage, answer
from heard.web.request import SignedInRequest, or_404, permission_required

METHODS = ["GET", "HEAD", "POST"]


def page_of(request: SignedInRequest, officer: User, title: str, button: str, **more: object) -> FormPage:
    """This will make a page that goes back to the officer's."""
    back = reverse("officers:show", args=[officer.pk])
    crumbs = parts.trail_of(officer, request.user)
    return FormPage(title=title, back=back, button=button, crumbs=crumbs, **more)  # type: ignore[arg-type]


def _profile_of(officer: User) -> OfficerProfile | None:
    found = officers_of(officer.authority_id, on=clock.today(), user_ids=[officer.pk])
    return found[0].profile if found else None


@permission_required(Permission.WORKLIST_OWN)
@require_http_methods(METHODS)
def profile(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Change telephone, words, languages and knowledge; the manager also qualification and experience."""
    officer = officer_asked(request, user_id)
    kind = forms.ProfileForm if manages(request) else forms.OwnProfileForm
    form = kind(request.POST or None, initial=kind.initial_of(_profile_of(officer)))
    change = Change(
        page=page_of(request, officer, _("Profile of %(name)s") % {"name": officer.name}, _("Save")),
        act=lambda: officers.change_profile(user_id=officer.pk, facts=form.facts, today=clock.today(), by=request.user),
        done=_("The profile of %(name)s is saved.") % {"name": officer.name},
        fields={
            officers.QualifiedInFuture: "qualified_on",
            officers.BadLanguage: "languages",
            officers.UnknownSpecialism: "specialisms",
            officers.NotATelephoneNumber: "telephone",
            officers.NotAPostcodeDistrict: "base_district",
        },
    )
    return answer(request, form, change)


@permission_required(Permission.WORKLIST_OWN)
@require_http_methods(METHODS)
def change_photo(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Put a photo in, or another for it."""
    officer = officer_asked(request, user_id)
    posted = request.method == "POST"
    form = forms.PhotoForm(request.POST, request.FILES) if posted else forms.PhotoForm()
    if posted and too_large(request):
        form.errors.clear()
        form.add_error("photo", NotAPhoto().message)
    lead = (
        _("Children see it in letters and on the sheet of the service, colleagues on this page."),
        _("Where and when it was taken is cut out of the file before it is kept."),
    )
    page = page_of(
        request, officer, _("Photo of %(name)s") % {"name": officer.name}, _("Keep this photo"), lead=lead, files=True
    )
    change = Change(
        page=page,
        act=lambda: officer_actions.change_photo(
            user_id=officer.pk, content=form.cleaned_data["photo"].read(), by=request.user
        ),
        done=_("The photo of %(name)s is kept.") % {"name": officer.name},
        fields={NotAPhoto: "photo"},
    )
    return answer(request, form, change)


@permission_required(Permission.WORKLIST_OWN)
@require_http_methods(METHODS)
def remove_photo(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Take the photo away."""
    officer = officer_asked(request, user_id)
    form = forms.ConfirmForm(request.POST if request.method == "POST" else None)
    told = {"name": officer.name}
    change = Change(
        page=page_of(
            request,
            officer,
            _("Take the photo of %(name)s away?") % told,
            _("Take it away"),
            lead=(_("Letters that were written keep the photo that they had."),),
            warns=True,
        ),
        act=lambda: officer_actions.remove_photo(user_id=officer.pk, by=request.user),
        done=_("The photo of %(name)s is taken away.") % told,
    )
    return answer(request, form, change)


@permission_required(Permission.WORKLIST_OWN)
@require_http_methods(METHODS)
def add_leave(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Record days away."""
    officer = officer_asked(request, user_id)
    form = forms.LeaveForm(request.POST or None)
    change = Change(
        page=page_of(request, officer, _("Leave of %(name)s") % {"name": officer.name}, _("Record this leave")),
        act=lambda: officers.record_leave(user_id=officer.pk, by=request.user, **form.cleaned_data),
        done=_("The leave is recorded. The forecast leaves these days out."),
        fields={officers.LeaveEndsFirst: "last_day", officers.UnknownLeave: "kind"},
    )
    return answer(request, form, change)


@permission_required(Permission.WORKLIST_OWN)
@require_http_methods(METHODS)
def cancel_leave(request: SignedInRequest, user_id: int, leave_id: int) -> HttpResponse:
    """Take leave back."""
    officer = officer_asked(request, user_id)
    leave = or_404(officer_records.item_of, Leave, leave_id, user_id=officer.pk, authority_id=request.user.authority_id)
    form = forms.ConfirmForm(request.POST if request.method == "POST" else None)
    told = {
        "name": officer.name,
        "kind": words.LEAVE[leave.kind],
        "days": parts.span(leave.first_day, leave.last_day, today=clock.today()),
    }
    change = Change(
        page=page_of(
            request,
            officer,
            _("Take this leave of %(name)s back?") % told,
            _("Take it back"),
            lead=(_("%(kind)s, %(days)s.") % told,),
            warns=True,
        ),
        act=lambda: officers.cancel_leave(leave_id=leave.pk, by=request.user),
        done=_("The leave is taken back."),
    )
    return answer(request, form, change)


@permission_required(Permission.WORKLIST_OWN)
@require_http_methods(METHODS)
def add_evidence(request: SignedInRequest, user_id: int) -> HttpResponse:
    """Record what shows that the officer can do the work."""
    officer = officer_asked(request, user_id)
    form = forms.EvidenceForm(request.POST or None)
    change = Change(
        page=page_of(
            request, officer, _("What shows the competence of %(name)s") % {"name": officer.name}, _("Record this")
        ),
        act=lambda: officer_actions.record_competence(
            user_id=officer.pk, today=clock.today(), by=request.user, **form.cleaned_data
        ),
        done=_("It is recorded."),
        fields={
            officer_actions.ShownInFuture: "shown_on",
            officer_actions.NothingShown: "what",
            officer_actions.UnknownCompetence: "kind",
        },
    )
    return answer(request, form, change)


@permission_required(Permission.WORKLIST_OWN)
@require_http_methods(METHODS)
def remove_evidence(request: SignedInRequest, user_id: int, evidence_id: int) -> HttpResponse:
    """Take evidence back that was recorded by mistake."""
    officer = officer_asked(request, user_id)
    row = or_404(
        officer_records.item_of,
        CompetenceEvidence,
        evidence_id,
        user_id=officer.pk,
        authority_id=request.user.authority_id,
    )
    form = forms.ConfirmForm(request.POST if request.method == "POST" else None)
    change = Change(
        page=page_of(
            request,
            officer,
            _("Remove what was recorded for %(day)s?") % {"day": dates.plain(row.shown_on)},
            _("Remove it"),
            lead=(str(words.COMPETENCE[row.kind]), row.what),
            warns=True,
        ),
        act=lambda: officer_actions.remove_competence(evidence_id=row.pk, by=request.user),
        done=_("It is removed."),
    )
    return answer(request, form, change)


@permission_required(Permission.WORKLIST_OWN)
@require_http_methods(METHODS)
def identity(request: SignedInRequest) -> HttpResponse:
    """Tell about oneself, or take it back. Nobody opens this page for another."""
    if not request.user.may(Permission.REVIEW_RECORD):
        raise Http404
    form = forms.IdentityForm(
        request.POST or None,
        initial=forms.IdentityForm.initial_of(officer_records.own_identity(request.user)),
    )
    lead = (
        _("You need not say anything here, and you may take back what you said at any time."),
        _("Nobody reads your answers: no manager, no colleague, no inspector. This page opens for you alone."),
        _(
            "The service counts the answers of all officers, so that the team can be set against the children whom it "
            "serves. A group of fewer than five people is never shown."
        ),
    )
    change = Change(
        page=page_of(request, request.user, _("About yourself, if you wish"), _("Save"), lead=lead),
        act=lambda: officers.declare_identity(facts=form.facts, by=request.user),
        done=_("What you told about yourself is saved."),
    )
    return answer(request, form, change)
