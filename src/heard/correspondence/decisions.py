"""Sending the decisions of a review: to the manager who answers, and to those who were there (post-decisions-5wd).

What was decided is fixed in the same step, so that nobody answers another text than the one that was sent. The
manager's clock starts when the letter has left, not before. The child is told in the letter that a person writes and
checks.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Party
from heard.children.party_queries import Person, people_of
from heard.common.errors import NotFound
from heard.common.texts import one_line
from heard.correspondence.actions import About, Sending, send_all
from heard.correspondence.compose import Fact, Order, in_words
from heard.correspondence.models import Message
from heard.correspondence.notices import officer_from
from heard.correspondence.queries import letterhead_of
from heard.correspondence.recipients import Recipient, recipient_of
from heard.correspondence.templates import LANGUAGES, common, fill
from heard.law import Nation
from heard.reviews.decision_actions import issue
from heard.reviews.decision_standing import answer_due
from heard.reviews.models import Copy, DecisionsIssued, Invitation, Review, ReviewDecision, SentCopy, TakingPart
from heard.reviews.record_actions import record_sent

ABOUT = "decisions"
TO_MANAGER, TO_ADULT = "decisions-manager", "decisions-adult"
THERE = (TakingPart.Presence.WHOLE, TakingPart.Presence.PART)


@dataclass(frozen=True, slots=True, kw_only=True)
class Manager:
    """Who answers: somebody with an account, or a name with an e-mail address if there is one."""

    user_id: int | None = None
    name: str = ""
    email: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Somebody who may get the list of decisions. `proposed`: they were there, or were invited."""

    person: Person
    proposed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What was sent: that the decisions were issued, and how many letters are on their way or held."""

    issued: DecisionsIssued
    letters: int
    held: int


def receivers(review: Review, *, viewer: User, today: date) -> list[Receiver]:
    """This will list the people round the child who may get the decisions; the child has a letter of their own.

    In four queries.
    """
    people = people_of([review.child_id], viewer=viewer, on=today)[review.child_id]
    there = set(TakingPart.objects.filter(review=review, presence__in=THERE).values_list("party_id", flat=True))
    invited = set(Invitation.objects.filter(review=review, invited=True).values_list("party_id", flat=True))
    return [
        Receiver(person=person, proposed=person.party.pk in there | invited)
        for person in people
        if person.party.kind != Party.Kind.CHILD
    ]


@transaction.atomic
def send_decisions(*, review_id: int, to: Manager, party_ids: Iterable[int], today: date, by: User) -> Sent:
    """Fix the decisions of a review and write them into the outbox, for the manager and for those chosen.

    Rules of safe contact hold: for whoever may not be reached the letter is held and counts as not sent. Raises what
    `issue`, `send_all` and `record_sent` raise.
    """
    issued = issue(
        review_id=review_id,
        manager_id=to.user_id,
        manager_name=to.name,
        issued_on=today,
        received_on=None,
        today=today,
        by=by,
    )
    review = issued.review
    known = {one.person.party.pk: one.person for one in receivers(review, viewer=by, today=today)}
    chosen = list(dict.fromkeys(party_ids))
    if not set(chosen) <= known.keys():
        raise NotFound
    people = [known[pk] for pk in chosen]
    written = send_all(_letters(issued, to, people, by=by, today=today), by=by)
    for person, message in zip(people, written[1:], strict=True):
        if message.channel != Message.Channel.HELD:
            record_sent(
                review_id=review.pk,
                copy=Copy.DECISIONS,
                party_id=person.party.pk,
                recipient_name="",
                way=SentCopy.Way.OUTBOX,
                sent_on=today,
                today=today,
                by=by,
                message_id=message.pk,
            )
    held = sum(message.channel == Message.Channel.HELD for message in written)
    return Sent(issued=issued, letters=len(written) - held, held=held)


def _letters(issued: DecisionsIssued, to: Manager, people: Sequence[Person], *, by: User, today: date) -> list[Sending]:
    review = issued.review
    authority = ResponsibleAuthority.objects.get(pk=by.authority_id)
    due = answer_due(Nation(authority.nation), received_on=today)  # if it is received on the day of the letter
    facts: dict[str, Fact] = {
        "child": review.child.shown_name,
        "local_id": review.child.local_id,
        "held_on": review.held_on,
        "manager": issued.manager_name,
        "answer_by": due.due_on if due else "",
    }
    head, officer, decided = letterhead_of(authority), officer_from(by), _decided(review)

    def letter(key: str, recipient: Recipient, language: str) -> Sending:
        order = Order(
            key=key,
            language=language,
            letterhead=head,
            officer=officer,
            dated_on=today,
            greeting=recipient.name,
            reader=recipient.name,
            facts=facts,
            lists={"decisions": decided[language]},
        )
        return Sending(child_id=review.child_id, about=About(kind=ABOUT, pk=review.pk), order=order, to=recipient)

    first = letter(TO_MANAGER, _manager_recipient(issued, to, by), "en")
    rest = [letter(TO_ADULT, recipient_of(one, reply_to=by.email), one.party.language) for one in people]
    return [first, *rest]


def _manager_recipient(issued: DecisionsIssued, to: Manager, by: User) -> Recipient:
    email = issued.manager.email if issued.manager else one_line(to.email)
    return Recipient(
        kind=Message.Recipient.OTHER,
        name=issued.manager_name,
        channel=Message.Channel.EMAIL if email else Message.Channel.HELD,
        address=email,
        user_id=issued.manager_id,
        reply_to=by.email,
    )


def _decided(review: Review) -> dict[str, tuple[str, ...]]:
    """One line for each decision, by language: the words as they were decided, who and by when."""
    rows = list(ReviewDecision.objects.filter(review=review).order_by("number"))
    return {language: tuple(_line(row, language) for row in rows) for language in LANGUAGES}


def _line(row: ReviewDecision, language: str) -> str:
    words = f"{one_line(row.words).rstrip('.')}."
    told = {"words": words, "who": row.owner_name, "by": in_words(row.due_on, language=language)}
    return fill(common()[language]["decision"], told)
