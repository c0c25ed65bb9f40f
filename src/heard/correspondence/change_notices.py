"""Telling the named IRO by e-mail that a significant change was told. The change itself stands in no e-mail."""

from datetime import date

import structlog
from django.db import transaction

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Permission
from heard.accounts.queries import people_of
from heard.caseloads.models import NamedIro
from heard.children.queries import visible_to
from heard.common.errors import DomainError
from heard.correspondence.actions import About, Sending, send
from heard.correspondence.compose import Order
from heard.correspondence.models import Message
from heard.correspondence.notices import officer_from
from heard.correspondence.queries import letterhead_of
from heard.correspondence.recipients import Recipient
from heard.planning.models import SignificantChange

ABOUT = "significant_change"

logger = structlog.get_logger("heard.correspondence")


def tell_iro(*, authority_id: int, child_id: int, change_id: int, today: date) -> None:
    """This will write to the named IRO in the transaction of the change; while nobody is named who still works here, to
    the IRO managers. Nobody writes to themselves.

    What cannot be written never holds the change up: who opens the service finds it there.
    """
    named = NamedIro.objects.filter(child_id=child_id, ended_on__isnull=True).select_related("iro").first()
    change = SignificantChange.objects.select_related("recorded_by", "child").get(pk=change_id)
    authority = ResponsibleAuthority.objects.get(pk=authority_id)
    for reader in [named.iro] if named and named.iro.is_active else _managers(authority_id, child_id):
        if reader.pk != change.recorded_by_id and reader.email:
            _write(change, reader, authority=authority, today=today)


def _write(change: SignificantChange, reader: User, *, authority: ResponsibleAuthority, today: date) -> None:
    try:
        with transaction.atomic():
            send(_letter(change, reader, authority=authority, today=today), by=change.recorded_by)
    except DomainError as error:
        logger.info("change.reader_not_told", change=change.pk, why=type(error).__name__)


def _managers(authority_id: int, child_id: int) -> list[User]:
    """The managers who see the child: the letter names it."""
    people = people_of(authority_id).filter(is_active=True).order_by("pk")
    found = [one for one in people if one.may(Permission.IRO_APPOINT)]
    return [one for one in found if visible_to(one).filter(pk=child_id).exists()]


def _letter(change: SignificantChange, iro: User, *, authority: ResponsibleAuthority, today: date) -> Sending:
    order = Order(
        key="change-told",
        language=iro.language if iro.language == "cy" else "en",
        letterhead=letterhead_of(authority),
        officer=officer_from(change.recorded_by),
        dated_on=today,
        greeting=iro.name,
        reader=iro.name,
        facts={"child": change.child.shown_name, "local_id": change.child.local_id},
    )
    recipient = Recipient(
        kind=Message.Recipient.OTHER,
        name=iro.name,
        channel=Message.Channel.EMAIL,
        address=iro.email,
        user_id=iro.pk,
        reply_to=change.recorded_by.email,
    )
    return Sending(child_id=change.child_id, about=About(kind=ABOUT, pk=change.pk), order=order, to=recipient)
