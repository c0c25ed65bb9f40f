"""The quality note of a review: the IRO writes and sends it; the social worker, the manager and the service read it."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Relationship
from heard.common import clock
from heard.common.errors import ChangedMeanwhile, DomainError, NotFound
from heard.correspondence.quality_notes import send_note
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.pages.presenters.parts import Tone
from heard.quality import note_actions as actions
from heard.quality.models import QualityAnswer, QualityNote
from heard.quality.queries import note_of, readable_note, told_of
from heard.reviews.models import Review
from heard.reviews.queries import get_visible
from heard.web import links
from heard.web.child.trail import trail_of
from heard.web.quality_note.forms import NoteForm, initial_of
from heard.web.request import SignedInRequest, any_permission_required, or_404, permission_required

Answer = QualityAnswer.Answer
TONES = {Answer.YES: Tone.GREEN, Answer.PARTLY: Tone.ORANGE, Answer.NO: Tone.RED, Answer.NOT_APPLICABLE: Tone.GREY}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One question of a note that was sent."""

    question: str
    answer: str
    tone: Tone
    words: str


@require_safe
@any_permission_required(Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def write(request: SignedInRequest, review_id: int) -> HttpResponse:
    """The note of a review: to be read when it was sent, until then to be written by the IRO."""
    review = or_404(get_visible, review_id, viewer=request.user)
    note = readable_note(review.pk, viewer=request.user)
    if note is not None and note.sent_on is not None:
        return _read(request, review, note)
    if not request.user.may(Permission.REVIEW_RECORD):
        return render(request, "quality_note/none.html.jinja", _around(review))
    people = _people(review)
    initial = initial_of(note) | {"people": [key for key, _name in people]}
    return _form_shown(request, review, NoteForm(people=people, initial=initial))


@require_POST
@permission_required(Permission.REVIEW_RECORD)
def save(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Keep the note as a draft, or send it."""
    review = or_404(get_visible, review_id, viewer=request.user)
    form = NoteForm(request.POST, people=_people(review), sends="send" in request.POST)
    if not form.is_valid():
        return _form_shown(request, review, form)
    try:
        _save(request, review, form)
    except NotFound:
        raise Http404 from None
    except ChangedMeanwhile as error:
        form = _again(form, review)
        form.add_error(None, error.message)
    except DomainError as error:
        form.add_error(None, error.message)
    else:
        messages.success(request, _("The note is sent.") if form.sends else _("The note is saved as a draft."))
        return redirect("quality_note:write", review.pk)
    return _form_shown(request, review, form)


def _people(review: Review) -> list[tuple[str, str]]:
    kinds = {
        Relationship.Kind.SOCIAL_WORKER: _("%(name)s, social worker"),
        Relationship.Kind.TEAM_MANAGER: _("%(name)s, team manager"),
    }
    return [
        (str(one.user_id), kinds[Relationship.Kind(one.kind)] % {"name": one.user.name})
        for one in told_of(review.child_id)
    ]


def _form_shown(request: SignedInRequest, review: Review, form: NoteForm) -> HttpResponse:
    context = {
        "form": form,
        "held": review.state == Review.State.HELD,
        "nobody": not form.offered,
        "save": reverse("quality_note:save", args=[review.pk]),
    }
    return render(request, "quality_note/write.html.jinja", _around(review) | context)


def _save(request: SignedInRequest, review: Review, form: NoteForm) -> None:
    """Keep the draft, and send it where asked: both or neither."""
    version = form.cleaned_data["version"] or 0
    today, by = clock.today(), request.user
    if not form.sends:
        actions.write_note(review_id=review.pk, written=form.written, version=version, today=today, by=by)
        return
    send_note(
        review_id=review.pk,
        written=form.written,
        version=version,
        user_ids=[int(key) for key in form.cleaned_data.get("people", ())],
        today=today,
        by=by,
    )


def _again(form: NoteForm, review: Review) -> NoteForm:
    note = note_of(review.pk)
    again = form.again(note.version if note else 0)
    again.is_valid()
    assert isinstance(again, NoteForm)
    return again


def _read(request: SignedInRequest, review: Review, note: QualityNote) -> HttpResponse:
    log.read("quality_note.page", authority_id=note.authority_id, by=request.user.pk, child_id=note.child_id)
    today = clock.today()
    given = {one.question: one for one in note.answers.all()}
    rows = [
        Row(
            question=str(question.label),
            answer=given[question].get_answer_display(),
            tone=TONES[Answer(given[question].answer)],
            words=given[question].words,
        )
        for question in QualityAnswer.Question
        if question in given
    ]
    told = {
        "day": dates.day_month(note.sent_on, today=today) if note.sent_on else "",
        "name": note.written_by.name,
        "people": ", ".join(note.sent_to.splitlines()),
    }
    context = {
        "rows": rows,
        "good_practice": note.good_practice,
        "concern": note.concern,
        "sent": _("Written by %(name)s, sent on %(day)s to %(people)s.") % told,
    }
    return render(request, "quality_note/read.html.jinja", _around(review) | context)


def _around(review: Review) -> dict[str, object]:
    page = links.to("review:show", review.pk)
    crumbs = trail_of(review.child, reviews=True)
    return {
        "name": review.child.shown_name,
        "crumbs": (*crumbs, Link(text=_("The review"), href=page)) if page else crumbs,
        "sub": _("%(name)s, review of %(day)s") % {"name": review.child.shown_name, "day": dates.plain(review.held_on)}
        if review.held_on
        else review.child.shown_name,
    }
