"""Telling the named IRO by e-mail that a significant change was told. The change itself stands in no e-mail."""

from datetime import date

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import NamedIro
from heard.correspondence.actions import About, Sending, send
from heard.correspondence.compose import Order
from heard.correspondence.models import Message
from heard.correspondence.notices import officer_from
from heard.correspondence.queries import letterhead_of
from heard.correspondence.recipients import Recipient
from heard.planning.models import SignificantChange

ABOUT = "significant_change"


def tell_iro(*, authority_id: int, child_id: int, change_id: int, today: date) -> None:
    """This will write to the named IRO in the transaction of the change; nobody writes to themselves."""
    named = NamedIro.objects.filter(child_id=child_id, ended_on__isnull=True).select_related("iro").first()
    change = SignificantChange.objects.select_related("recorded_by", "child").get(pk=change_id)
    if named is None or named.iro_id == change.recorded_by_id or not named.iro.email:
        return
    authority = ResponsibleAuthority.objects.get(pk=authority_id)
    send(_letter(change, named.iro, authority=authority, today=today), by=change.recorded_by)


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
