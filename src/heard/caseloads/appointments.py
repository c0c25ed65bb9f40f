"""What every change of an appointment shares: the order of locks, and how one ends."""

from datetime import date

from heard.accounts.models import User
from heard.caseloads.independence import resolve_with_appointment
from heard.caseloads.models import NamedIro
from heard.children.models import Relationship


def lock_people(user_ids: set[int]) -> None:
    """This will lock accounts in the order of their keys.

    Whoever names an IRO locks the child, then these, then the hold on changes of who manages whom, then appointments:
    always in this order, so that nobody waits in a ring.
    """
    list(User.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=user_ids).order_by("pk"))


def end_appointment(running: NamedIro, *, on: date, why: NamedIro.ReasonEnded) -> None:
    """This will end a locked appointment and what hangs on it: the relationship, and conflicts found against it."""
    running.ended_on, running.reason_ended = on, why
    running.save(update_fields=["ended_on", "reason_ended"])
    Relationship.objects.filter(
        child_id=running.child_id,
        user_id=running.iro_id,
        kind=Relationship.Kind.NAMED_IRO,
        until_on__isnull=True,
    ).update(until_on=on)
    resolve_with_appointment(running, on=on)
