"""Letters, appointments and plans of each child, for the walk over every address."""

from datetime import date

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.caseloads.models import Handover, NamedIro
from heard.children.models import Child
from heard.common import clock
from heard.correspondence.models import MessageAttachment, PrintBatch
from tests.factories import UserFactory
from tests.factories.correspondence import MessageFactory
from tests.web.addresses import Address


def things_of(viewer: User, child: Child, where: str) -> dict[str, int]:
    """What hangs on a child, by the parameter of its page. The viewer's own child has the viewer as IRO where the role
    allows it, and the letter was sent to the viewer."""
    named = NamedIro.objects.get(child=child, ended_on__isnull=True)
    if where == "own" and viewer.may(Permission.REVIEW_RECORD):
        named.iro = viewer
        named.save(update_fields=["iro"])
    authority = child.authority
    maker = UserFactory.create(authority=authority, manager=True)
    number = PrintBatch.objects.filter(authority=authority).count() + 1
    batch = PrintBatch.objects.create(authority=authority, number=number, made_at=clock.now(), made_by=maker)
    MessageFactory.create(child=child, on_paper=True, batch=batch)
    plan = Handover.objects.create(
        authority=authority,
        child=child,
        appointment=named,
        kind=Handover.Kind.CHANGE,
        to_iro=UserFactory.create(authority=authority, iro=True),
        change_on=date(2026, 12, 7),
        why=Handover.Why.LEAVES,
        planned_by=maker,
    )
    letter = MessageFactory.create(child=child, held=True, recipient_user=viewer if where == "own" else None)
    entry = MessageAttachment.objects.create(
        authority=authority, message=letter, file_name="review.ics", content_type="text/calendar", content=b"BEGIN"
    )
    return {
        "attachment_id": entry.pk,
        "message_id": letter.pk,
        "batch_id": batch.pk,
        "appointment_id": named.pk,
        "handover_id": plan.pk,
    }


def is_hidden(address: Address, viewer: User, where: str) -> bool:
    """Whether the page about an appointment is for its IRO, or for the manager too, and the viewer is neither."""
    if "appointment_id" not in address.parameters or where == "own":
        return False
    return address.name == "handover:answer" or not viewer.may(Permission.IRO_APPOINT)
