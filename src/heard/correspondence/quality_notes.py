"""Sending the quality note of a review to the social worker and the team manager, through the outbox."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import translation

from heard.accounts.models import ResponsibleAuthority, User
from heard.common.errors import NotFound
from heard.common.texts import one_line
from heard.correspondence.actions import About, Sending, send_all
from heard.correspondence.compose import Order
from heard.correspondence.models import Message
from heard.correspondence.notices import officer_from
from heard.correspondence.queries import letterhead_of
from heard.correspondence.recipients import Recipient
from heard.quality.models import QualityAnswer, QualityNote
from heard.quality.note_actions import Written, issue_note, write_note
from heard.quality.queries import told_of
from heard.reviews.queries import get_visible

ABOUT = "quality_note"


@transaction.atomic
def send_note(
    *, review_id: int, written: Written, version: int, user_ids: Iterable[int], today: date, by: User
) -> QualityNote:
    """Keep the note of a review, fix it, and write it to those chosen among the child's social workers and managers.

    Raises what `write_note`, `issue_note` and `send_all` raise; NotFound for somebody who does not work with the child.
    """
    review = get_visible(review_id, viewer=by)
    known = {one.user_id: one.user for one in told_of(review.child_id)}
    chosen = list(dict.fromkeys(user_ids))
    if not set(chosen) <= known.keys():
        raise NotFound
    people = [known[pk] for pk in chosen]
    write_note(review_id=review_id, written=written, version=version, today=today, by=by)
    note = issue_note(review_id=review_id, names=[user.name for user in people], today=today, by=by)
    send_all([_letter(note, user, by=by, today=today) for user in people], by=by)
    return note


def _letter(note: QualityNote, to: User, *, by: User, today: date) -> Sending:
    authority = ResponsibleAuthority.objects.get(pk=by.authority_id)
    review = note.review
    language = to.language if to.language == "cy" else "en"
    order = Order(
        key="quality-note",
        language=language,
        letterhead=letterhead_of(authority),
        officer=officer_from(by),
        dated_on=today,
        greeting=to.name,
        reader=to.name,
        facts={
            "child": review.child.shown_name,
            "local_id": review.child.local_id,
            "held_on": review.held_on,
            "good_practice": note.good_practice,
            "concern": note.concern,
        },
        lists={"answers": _answers(note, language)},
    )
    recipient = Recipient(
        kind=Message.Recipient.SOCIAL_WORKER,
        name=to.name,
        channel=Message.Channel.EMAIL,
        address=to.email,
        user_id=to.pk,
        reply_to=by.email,
    )
    return Sending(child_id=note.child_id, about=About(kind=ABOUT, pk=review.pk), order=order, to=recipient)


def _answers(note: QualityNote, language: str) -> tuple[str, ...]:
    given = {one.question: one for one in note.answers.all()}
    with translation.override(language):
        return tuple(_line(given[question]) for question in QualityAnswer.Question.values if question in given)


def _line(one: QualityAnswer) -> str:
    told = f"{one.get_question_display()} {one.get_answer_display()}."
    return f"{told} {one_line(one.words)}".strip()
