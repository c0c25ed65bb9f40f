"""Giving the copies of a review's record to the people on its list: through the outbox, or in another way, logged."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Q

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Party
from heard.common.errors import DomainError, NotFound
from heard.correspondence.actions import About, Sending, send_all
from heard.correspondence.compose import Order, compose
from heard.correspondence.just_sent import refuse_again_any
from heard.correspondence.recipients import BlockedAddress, ContactForbidden, Recipient, reads_large_print
from heard.correspondence.records import building
from heard.correspondence.records.building import Signature, document_of
from heard.correspondence.records.letter import OwnWords, Paper, letter_to_child, letter_with_record
from heard.reviews.access import ReviewNotHeld, locked
from heard.reviews.models import Copy, RecordOfReview, RecordVersion, Review, SentCopy
from heard.reviews.record.actions import record_sent
from heard.reviews.record.content import Content, content_of
from heard.reviews.record.letters import letter_is_checked
from heard.reviews.record.marks import marked_since, refuse_gone
from heard.reviews.record.receivers import OF_COURT
from heard.reviews.record.receivers import in_proceedings as in_court

FULL = (
    Party.Kind.FOSTER_CARER,
    Party.Kind.RESIDENTIAL_HOME,
    Party.Kind.PROSPECTIVE_ADOPTER,
    Party.Kind.SOCIAL_WORKER,
    Party.Kind.TEAM_MANAGER,
    Party.Kind.PERSONAL_ADVISER,
)
LESS: dict[str, tuple[str, ...]] = {Copy.RECORD: (Copy.PARENTS, Copy.COURT), Copy.COURT: (Copy.PARENTS,)}
FAMILY = (Party.Kind.PARENT, Party.Kind.STEP_PARENT, Party.Kind.GUARDIAN_IN_LAW)


class NobodyChosen(DomainError):
    """Choose at least one person who is to have a copy."""


class MoreThanUsual(DomainError):
    """This is more than, or other than, people with their part usually read. Choose the usual copy. If it is meant,
    tick the box that says so."""


class NoWayToSend(DomainError):
    """No way of sending is known for this person. Say that it was given by hand or read out, or add an address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Giving:
    """One copy for one person. `to` is needed for the outbox alone; `why_held` says why nothing can be sent there."""

    name: str
    copy: str
    way: str
    sent_on: date
    party_id: int | None = None
    to: Recipient | None = None
    why_held: str = ""
    language: str = "en"


@dataclass(frozen=True, slots=True, kw_only=True)
class Papers:
    """The record of a review with all that its copies are made of."""

    review: Review
    record: RecordOfReview | None
    content: Content
    signed: RecordVersion | None
    own: OwnWords
    paper: Paper
    greeting: str

    @property
    def signature(self) -> Signature:
        """Who signed the last version, if anybody has."""
        if self.signed is None:
            return Signature()
        return Signature(
            number=self.signed.number,
            who=self.signed.signed_by.name,
            on=self.signed.signed_on,
            sha256=self.signed.sha256,
            why_another=self.signed.why_another,
        )

    def about(self, language: str = "en", *, draft: bool = False) -> building.About:
        """What stands round a copy."""
        return building.About(
            letterhead=self.paper.letterhead,
            officer=self.paper.officer.name,
            signature=Signature() if draft else self.signature,
            dated_on=self.paper.dated_on,
            language=language,
        )

    def is_marked_since(self, copy: str) -> bool:
        """Whether what was signed still holds what the copy is to leave out by now."""
        made_of_signed = copy not in (Copy.LETTER, Copy.DECISIONS) and self.signed is not None
        return made_of_signed and marked_since(self.signed_content, self.content, copy)

    def content_for(self, copy: str) -> Content:
        """What a copy is made of: the decisions as they were sent, which is how they stand; else what was signed."""
        return self.content if copy == Copy.DECISIONS else self.signed_content

    @property
    def signed_content(self) -> Content:
        """What was signed last; what stands now while nothing was."""
        return Content.from_json(self.signed.content) if self.signed else self.content


def papers_of(review: Review, *, paper: Paper, greeting: str) -> Papers:
    """This will read the record of a review that the caller may see, in a fixed number of queries."""
    record = RecordOfReview.objects.filter(review=review).select_related("letter_checked_by").first()
    content = content_of(review)
    signed = record.signed.select_related("signed_by").order_by("-number").first() if record else None
    large = any(reads_large_print(one) for one in Party.objects.filter(child_id=review.child_id, kind=Party.Kind.CHILD))
    own = OwnWords(large=large)
    if record is not None:
        own = OwnWords(
            large=large,
            language=record.letter_language,
            opening=record.letter_opening,
            closing=record.letter_closing,
            pictures=record.letter_pictures,
            checked=letter_is_checked(record, content),
        )
    return Papers(review=review, record=record, content=content, signed=signed, own=own, paper=paper, greeting=greeting)


def right_copy(kind: str, *, in_proceedings: bool) -> str:
    """This will give the copy that somebody with this part usually has; the least where nothing more is due."""
    if kind == Party.Kind.CHILD:
        return Copy.LETTER
    if kind in FAMILY:
        return Copy.PARENTS
    if kind in FULL:
        return Copy.RECORD
    return Copy.COURT if kind in OF_COURT and in_proceedings else Copy.DECISIONS


@transaction.atomic
def give_copies(
    *,
    review_id: int,
    givings: Sequence[Giving],
    paper: Paper,
    greeting: str,
    today: date,
    by: User,
    again: bool = False,
    meant: bool = False,
) -> list[SentCopy]:
    """Send the copies that go through the outbox and keep who was given what, all or none.

    The same copy that went to somebody minutes ago goes once more only with `again`, and one that holds what people
    with that part do not usually read only with `meant`. The review is held, so that two who give out at once come one
    after the other. Raises NobodyChosen, NoWayToSend, PassageGone, MoreThanUsual, SentJustNow, what `record_sent`
    raises, and what `send_all` raises.
    """
    review = locked(review_id, by, Permission.REVIEW_ARRANGE, held=True)
    if not givings:
        raise NobodyChosen
    papers = papers_of(review, paper=paper, greeting=greeting)
    rows = [_kept(papers, giving, today=today, by=by) for giving in givings]
    if not meant:
        _refuse_more(rows)
    if not again:
        _refuse_again(rows)
    going = [(row, giving) for row, giving in zip(rows, givings, strict=True) if giving.way == SentCopy.Way.OUTBOX]
    messages = send_all([_sending(papers, giving) for _, giving in going], by=by) if going else []
    for (row, _), message in zip(going, messages, strict=True):
        row.message_id = message.pk
        row.save(update_fields=["message_id"])
    return rows


def _kept(papers: Papers, giving: Giving, *, today: date, by: User) -> SentCopy:
    """Log one copy. What does not go through the outbox, which keeps its letters, is kept here in its own words."""
    outbox = giving.way == SentCopy.Way.OUTBOX
    if giving.copy in (Copy.LETTER, Copy.DECISIONS):  # made of what stands now, and not of what was signed
        refuse_gone(papers.content, giving.copy)
    row = record_sent(
        review_id=papers.review.pk,
        copy=giving.copy,
        party_id=giving.party_id,
        recipient_name=giving.name,
        way=giving.way,
        sent_on=today if outbox else giving.sent_on,
        today=today,
        by=by,
    )
    if not outbox:
        order = order_of(papers, giving.copy, to=giving.name, language=giving.language)
        large = order.large or (row.party is not None and reads_large_print(row.party))
        row.kept = compose(replace(order, large=large)).as_json()
        row.save(update_fields=["kept"])
    return row


def _refuse_more(rows: Sequence[SentCopy]) -> None:
    """A slip of one list on the page would give a parent what the parents’ copy leaves out. Raises MoreThanUsual."""
    named = [(row.party, row.copy) for row in rows if row.party is not None]
    if not named:
        return
    there = Party.objects.filter(child_id=named[0][0].child_id, until_on__isnull=True).values_list("kind", flat=True)
    court = in_court(there)
    found = [party.shown_name for party, copy in named if _is_more(copy, right_copy(party.kind, in_proceedings=court))]
    if found:
        raise MoreThanUsual("%(names)s: %(why)s", names=", ".join(found), why=MoreThanUsual().sentence)


def _is_more(copy: str, usual: str) -> bool:
    return copy not in (usual, Copy.DECISIONS, *LESS.get(usual, ()))


def _refuse_again(rows: Sequence[SentCopy]) -> None:
    """The same copy, as it stands, for the same person. Raises SentJustNow."""
    same = Q()
    for row in rows:
        same |= Q(
            party_id=row.party_id,
            recipient_name=row.recipient_name,
            copy=row.copy,
            signed_version_id=row.signed_version_id,
            letter_sha256=row.letter_sha256,
        )
    before = SentCopy.objects.filter(same, review_id=rows[0].review_id, message_id__isnull=False)
    refuse_again_any(pk for pk in before.values_list("message_id", flat=True) if pk is not None)


def _sending(papers: Papers, giving: Giving) -> Sending:
    if giving.to is None:
        raise NotFound
    if giving.to.channel == "held":
        raise _refusal(giving.why_held)
    return Sending(
        child_id=papers.review.child_id,
        about=About(kind="review", pk=papers.review.pk),
        order=order_of(papers, giving.copy, to=giving.name, language=giving.language),
        to=giving.to,
    )


def order_of(papers: Papers, copy: str, *, to: str, language: str) -> Order:
    """This will ask for the letter that carries one copy to one person."""
    if copy == Copy.LETTER:
        return replace(letter_to_child(papers.content, papers.own, papers.paper, greeting=papers.greeting), reader=to)
    document = document_of(papers.content_for(copy), copy, papers.about(language, draft=copy == Copy.DECISIONS))
    held_on = papers.review.held_on
    if held_on is None:
        raise ReviewNotHeld
    return letter_with_record(document, papers.paper, child=papers.content.child_name, held_on=held_on, to=to)


def _refusal(why: str) -> DomainError:
    if why == "forbidden":
        return ContactForbidden()
    return BlockedAddress() if why == "blocked" else NoWayToSend()
