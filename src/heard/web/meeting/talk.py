"""The talk with the child alone: seen by all who see the child as far as they may, recorded by the IRO."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.accounts.queries import people_of
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError
from heard.law import Nation
from heard.pages.presenters import why
from heard.reviews.days import LongBeforeReview
from heard.reviews.limits import source
from heard.reviews.listening import actions
from heard.reviews.listening.participation import is_under_four
from heard.reviews.listening.queries import TalkSeen, talks_seen
from heard.reviews.models import PrivateTalk, Review
from heard.web.meeting.talk_forms import OpenForm, TalkForm, ToldForm
from heard.web.meeting.talk_page import page_of
from heard.web.meeting.top import BOTH, crumbs_of, first_name, refuse, review_of
from heard.web.request import SignedInRequest, never_kept, permission_required, row_asked
from heard.web.reviews.forms import changed

FIELDS: dict[type[DomainError], str] = {
    actions.UnknownOutcome: "outcome",
    actions.TalkNeedsDayAndWay: "talked_on",
    actions.NoTalkNeedsReason: "reason",
    actions.TalkInFuture: "talked_on",
    LongBeforeReview: "talked_on",
    actions.TalkNotBefore: "talked_on",
    actions.TalkNotAfter: "talked_on",
    actions.TalkKeptAlready: "talked_on",
    actions.SharedWithNobody: "shared_with",
}
OPENING_FIELDS: dict[type[DomainError], str] = {
    actions.ReaderDoesNotSee: "to_user",
    actions.ReadsAlready: "to_user",
    actions.OpeningNeedsReason: "reason",
    actions.ChildMustBeTold: "child_told_on",
    actions.TalkInFuture: "child_told_on",
    actions.NotYourNote: "ground",
}


@require_safe
@permission_required(Permission.CHILDREN_VIEW_OWN)
def show(request: SignedInRequest, review_id: int) -> HttpResponse:
    """That talks took place, when and how; more only for those with whom it was shared."""
    review = review_of(request, review_id)
    found = talks_seen(review, viewer=request.user)
    context = _context(review) | {"page": page_of(review, found, viewer=request.user)}
    return render(request, "meeting/talk.html.jinja", context)


@never_kept
@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def record(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Record a talk or, with ?talk=, change what is recorded of one's own."""
    review = review_of(request, review_id)
    seen = _chosen(request, review)
    if seen is not None and not seen.is_writer:
        messages.warning(request, actions.NotYourTalk().message)
        return redirect("meeting:talk", review.pk)
    form = TalkForm(request.POST or None, initial=_initial(review, seen))
    if request.method == "POST" and form.is_valid():
        try:
            actions.record_private_talk(
                review_id=review.pk,
                told=form.told,
                today=clock.today(),
                by=request.user,
                talk_id=seen.talk.pk if seen else None,
                version=form.cleaned_data["version"] or 0,
            )
        except ChangedMeanwhile as error:
            standing = seen.talk.version if seen else 0
            form = TalkForm(changed(form, "version", str(standing)))
            form.is_valid()
            form.add_error(None, error.message)
        except DomainError as error:
            refuse(form, error, FIELDS)
        else:
            messages.success(request, _("The talk is recorded."))
            return redirect("meeting:talk", review.pk)
    context = _context(review) | {"form": form, "is_young": _is_young(review), "limits": limits_in_words(review)}
    return render(request, "meeting/talk_record.html.jinja", context)


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def open_note(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Open the note to one colleague, saying why and what the child is told."""
    review = review_of(request, review_id)
    seen = _chosen(request, review)
    if seen is None or not seen.may_open:
        messages.warning(request, _("There is no note here that you can open."))
        return redirect("meeting:talk", review.pk)
    readers = [one for one in people_of(request.user.authority_id) if one.is_active]
    form = OpenForm(request.POST or None, readers=readers, may_say_child_agreed=seen.is_writer)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.open_note(
                talk_id=seen.talk.pk,
                to_user_id=int(given["to_user"]),
                ground=given["ground"],
                reason=given["reason"],
                today=clock.today(),
                by=request.user,
                child_told_on=given["child_told_on"],
                child_not_told_because=given["child_not_told_because"],
            )
        except DomainError as error:
            refuse(form, error, OPENING_FIELDS)
        else:
            messages.success(request, _("The note is opened."))
            return redirect("meeting:talk", review.pk)
    return render(request, "meeting/talk_open.html.jinja", _context(review) | {"form": form})


@require_http_methods(BOTH)
@permission_required(Permission.REVIEW_RECORD)
def told(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Keep the day on which the child was told that the note was opened."""
    review = review_of(request, review_id)
    seen = _chosen(request, review)
    if seen is None or not seen.to_tell or not (seen.is_writer or request.user.may(Permission.IRO_APPOINT)):
        messages.warning(request, _("There is nothing here that you must tell the child."))
        return redirect("meeting:talk", review.pk)
    form = ToldForm(request.POST or None, openings=seen.to_tell)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            actions.tell_child(
                opening_id=int(given["opening"]), told_on=given["told_on"], today=clock.today(), by=request.user
            )
        except DomainError as error:
            refuse(form, error, {actions.TalkInFuture: "told_on"})
        else:
            messages.success(request, _("It is recorded that the child was told."))
            return redirect("meeting:talk", review.pk)
    return render(request, "meeting/talk_told.html.jinja", _context(review) | {"form": form})


def limits_in_words(review: Review) -> list[str]:
    """What the child is told first, in words for a child."""
    name = {"name": first_name(review)}
    return [
        _("What you tell me stays between us, if you want that, %(name)s.") % name,
        _("If you or somebody else is being hurt, or may be, I must tell people who can help."),
        _("I tell you first whom I will tell, and what I will say."),
        _("You choose what I may say at your review, and to whom."),
    ]


def _context(review: Review) -> dict[str, object]:
    on = review.held_on or review.arranged_for or clock.today()
    return {
        "crumbs": crumbs_of(review),
        "name": review.child.shown_name,
        "first_name": first_name(review),
        "citation": why.cited(source("prep-private-talk", Nation(review.authority.nation), on=on)),
    }


def _chosen(request: SignedInRequest, review: Review) -> TalkSeen | None:
    """The talk that ?talk= names. None without it; "no such page" where the review has no such talk."""
    if not request.GET.get("talk"):
        return None
    return row_asked(request, "talk", talks_seen(review, viewer=request.user), key=lambda one: one.talk.pk)


def _is_young(review: Review) -> bool:
    return is_under_four(review.child.born_on, _day(review))


def _day(review: Review) -> date:
    return review.held_on or review.arranged_for or clock.today()


def _initial(review: Review, seen: TalkSeen | None) -> dict[str, object]:
    """What is recorded; before that, observation is proposed for a very young child."""
    if seen is None:
        way = PrivateTalk.Way.OBSERVATION.value if _is_young(review) else ""
        return {"version": 0, "way": way}
    talk = seen.talk
    told = ("outcome", "talked_on", "way", "seen_alone", "reason", "other_way_offered", "told_of_limits", "shared")
    return {name: getattr(talk, name) for name in (*told, "version")} | {
        "shared_with": talk.shared_with,
        "note": seen.note.words if seen.note else "",
    }
