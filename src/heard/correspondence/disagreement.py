"""That the council disagrees with a decision: the named IRO is told by e-mail, and tells those who were there."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import structlog
from django.db import transaction

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.caseloads.models import NamedIro
from heard.children.party_queries import Person
from heard.common.errors import DomainError, NotFound
from heard.common.texts import one_line
from heard.correspondence.actions import About, Sending, send, send_all
from heard.correspondence.compose import Order
from heard.correspondence.decisions import Desk, NothingForThem, copy_for, desk_of, receivers
from heard.correspondence.models import Message
from heard.correspondence.notices import officer_from
from heard.correspondence.queries import letterhead_of
from heard.correspondence.recipients import Recipient, recipient_of
from heard.correspondence.templates import common, fill
from heard.reviews.access import locked
from heard.reviews.decisions.answer_actions import mark_told
from heard.reviews.models import ManagerAnswer
from heard.reviews.record.content import for_copy

ABOUT = "disagreement"
logger = structlog.get_logger("heard.correspondence")
WAITING = (Message.State.QUEUED, Message.State.HELD)
TO_IRO, TO_ADULT = "decision-disagreed", "disagreement-adult"


class NobodyTold(DomainError):
    """Choose at least one person, or say that they were told in another way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """How many letters are on their way, and how many are held."""

    letters: int
    held: int


def tell_iro(*, authority_id: int, child_id: int, review: int, decision: int, today: date, in_time: bool) -> None:
    """This will write to the named IRO in the transaction of the answer, once however many decisions it is about.

    What cannot be written never holds the answer up: the IRO finds it in the ledger.
    """
    answer = ManagerAnswer.objects.select_related("answered_by", "decision__child").get(decision_id=decision)
    named = NamedIro.objects.filter(child_id=child_id, ended_on__isnull=True).select_related("iro").first()
    if named is None or named.iro_id == answer.answered_by_id or not named.iro.email:
        return
    waits = Message.objects.filter(about_kind=ABOUT, about_id=review, template=TO_IRO, state__in=WAITING)
    if waits.filter(recipient_user=named.iro).exists():
        return  # it says the same: which decisions they are stands in no letter
    authority, child, iro = ResponsibleAuthority.objects.get(pk=authority_id), answer.decision.child, named.iro
    order = Order(
        key=TO_IRO,
        language=iro.language if iro.language == "cy" else "en",
        letterhead=letterhead_of(authority),
        officer=officer_from(answer.answered_by),
        dated_on=today,
        greeting=iro.name,
        reader=iro.name,
        facts={"child": child.shown_name, "local_id": child.local_id},
    )
    to = Recipient(
        kind=Message.Recipient.OTHER,
        name=iro.name,
        channel=Message.Channel.EMAIL,
        address=iro.email,
        user_id=iro.pk,
        reply_to=answer.answered_by.email,
    )
    sending = Sending(child_id=child_id, about=About(kind=ABOUT, pk=review), order=order, to=to)
    try:
        with transaction.atomic():
            send(sending, by=answer.answered_by)
    except DomainError as error:
        logger.info("disagreement.iro_not_told", review=review, why=type(error).__name__)


@transaction.atomic
def tell_those_there(
    *, review_id: int, party_ids: Iterable[int], today: date, by: User, otherwise: bool = False
) -> Told:
    """Write to those chosen which decisions the council disagrees with and why, and keep the day; with `otherwise` they
    were told in another way.

    What a copy leaves out is left out here too. Raises NotPermitted, NotFound, ReviewCancelled, NobodyTold,
    NothingToTell, NothingForThem.
    """
    review = locked(review_id, by, Permission.REVIEW_RECORD)
    known = {one.person.party.pk: one.person for one in receivers(review, viewer=by, today=today)}
    chosen = list(dict.fromkeys(party_ids))
    if not set(chosen) <= known.keys():
        raise NotFound
    if not chosen and not otherwise:
        raise NobodyTold
    numbers = {row.decision.number for row in mark_told(review_id=review.pk, today=today, by=by)}
    if not chosen:
        return Told(letters=0, held=0)
    desk = desk_of(review, by=by, today=today)
    written = send_all([_letter(desk, known[pk], numbers, by) for pk in chosen], by=by)
    held = sum(message.channel == Message.Channel.HELD for message in written)
    return Told(letters=len(written) - held, held=held)


def refusals(desk: Desk, numbers: Iterable[int], *, copy: str, language: str) -> tuple[str, ...]:
    """This will give one line for each decision of these numbers: its words, and why the council disagrees."""
    wanted = set(numbers)
    return tuple(
        fill(
            common()[language]["refusal"],
            {"words": f"{one_line(row.words).rstrip('.')}.", "reasons": one_line(row.reasons)},
        )
        for row in for_copy(desk.content, copy).decisions
        if row.number in wanted
    )


def _letter(desk: Desk, person: Person, numbers: Iterable[int], by: User) -> Sending:
    party, review = person.party, desk.review
    lines = refusals(desk, numbers, copy=copy_for(party.kind), language=party.language)
    if not lines:
        raise NothingForThem
    order = Order(
        key=TO_ADULT,
        language=party.language,
        letterhead=desk.head,
        officer=desk.officer,
        dated_on=desk.today,
        greeting=party.shown_name,
        reader=party.shown_name,
        facts={"child": review.child.shown_name, "held_on": review.held_on},
        lists={"refusals": lines},
    )
    to = recipient_of(person, reply_to=by.email)
    return Sending(child_id=review.child_id, about=About(kind=ABOUT, pk=review.pk), order=order, to=to)
