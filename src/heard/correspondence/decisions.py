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
from heard.common.errors import DomainError, NotFound
from heard.common.texts import one_line
from heard.correspondence.actions import About, Sending, send_all
from heard.correspondence.compose import Fact, Letterhead, Officer, Order, in_words
from heard.correspondence.distribution import FAMILY
from heard.correspondence.models import Message
from heard.correspondence.notices import officer_from
from heard.correspondence.queries import letterhead_of
from heard.correspondence.recipients import Recipient, recipient_of
from heard.correspondence.templates import common, fill
from heard.law import Nation
from heard.reviews.decisions.actions import issue
from heard.reviews.decisions.standing import answer_due
from heard.reviews.models import Copy, DecisionsIssued, Heading, Invitation, Review, SentCopy, TakingPart
from heard.reviews.record.actions import record_sent
from heard.reviews.record.content import Content, DecisionMade, content_of, for_copy
from heard.reviews.record.marks import refuse_gone

ABOUT = "decisions"
TO_MANAGER, TO_ADULT = "decisions-manager", "decisions-adult"
THERE = (TakingPart.Presence.WHOLE, TakingPart.Presence.PART)


class NothingForThem(DomainError):
    """Every decision is left out of the copy that somebody chosen may have, so there is nothing to send to them. Look
    at what is left out, or do not choose them."""


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
    `issue`, `send_all` and `record_sent` raise, NothingForThem and PassageGone.
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What the letters of one review share: its content, whose paper it is, who signs."""

    review: Review
    content: Content
    head: Letterhead
    officer: Officer
    today: date
    nation: Nation

    def lines(self, copy: str, language: str) -> tuple[str, ...]:
        """One line for each decision that a copy may hold: the words as they were decided, who and by when."""
        return tuple(_line(row, language) for row in for_copy(self.content, copy).decisions)


def desk_of(review: Review, *, by: User, today: date) -> Desk:
    """This will gather what the letters about the decisions of a review share."""
    authority = ResponsibleAuthority.objects.get(pk=by.authority_id)
    return Desk(
        review=review,
        content=content_of(review),
        head=letterhead_of(authority),
        officer=officer_from(by),
        today=today,
        nation=Nation(authority.nation),
    )


def copy_for(kind: str) -> str:
    """This will give the copy whose marks hold for somebody: what parents may not read, or what others may not."""
    return Copy.PARENTS if kind in FAMILY else Copy.DECISIONS


def order_for(desk: Desk, key: str, to: str, *, copy: str, language: str, manager: str) -> Order:
    """This will ask for the letter that one person gets, also for a preview by `compose`."""
    due = answer_due(desk.nation, received_on=desk.today)  # if it is received on the day of the letter
    child = desk.review.child
    facts: dict[str, Fact] = {
        "child": child.shown_name,
        "local_id": child.local_id,
        "held_on": desk.review.held_on,
        "manager": manager,
        "answer_by": due.due_on if due else "",
    }
    return Order(
        key=key,
        language=language,
        letterhead=desk.head,
        officer=desk.officer,
        dated_on=desk.today,
        greeting=to,
        reader=to,
        facts=facts,
        lists={"decisions": desk.lines(copy, language)},
    )


def _letters(issued: DecisionsIssued, to: Manager, people: Sequence[Person], *, by: User, today: date) -> list[Sending]:
    """The manager answers every word; everybody else reads what their copy may hold. Raises NothingForThem,
    PassageGone."""
    desk = desk_of(issued.review, by=by, today=today)
    refuse_gone(desk.content, *{copy_for(one.party.kind) for one in people}, heading=Heading.DECISIONS)
    if not all(desk.lines(copy_for(one.party.kind), "en") for one in people):
        raise NothingForThem

    def letter(key: str, recipient: Recipient, copy: str, language: str) -> Sending:
        order = order_for(desk, key, recipient.name, copy=copy, language=language, manager=issued.manager_name)
        child_id = issued.review.child_id
        return Sending(child_id=child_id, about=About(kind=ABOUT, pk=issued.review_id), order=order, to=recipient)

    first = letter(TO_MANAGER, _manager_recipient(issued, to, by), Copy.RECORD, "en")
    return [
        first,
        *(
            letter(TO_ADULT, recipient_of(one, reply_to=by.email), copy_for(one.party.kind), one.party.language)
            for one in people
        ),
    ]


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


def _line(row: DecisionMade, language: str) -> str:
    words = f"{one_line(row.words).rstrip('.')}."
    by = in_words(date.fromisoformat(row.due_on), language=language)
    return fill(common()[language]["decision"], {"words": words, "who": row.owner_name, "by": by})
