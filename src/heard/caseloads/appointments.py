"""What every change of an appointment shares: the order of locks, how one ends, what becomes of a plan."""

from datetime import date

from heard.accounts.models import User
from heard.audit import log
from heard.caseloads.independence import resolve_with_appointment
from heard.caseloads.models import Handover, NamedIro
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


def settle_planned_change(child_id: int, *, iro_id: int, by: User) -> None:
    """This will close a change that was planned for a child who has another IRO now.

    It is done where the planned IRO was named, before or on the day; else withdrawn, since it would take the child from
    the new IRO. A planned goodbye at 18 stays.
    """
    planned = Handover.objects.filter(child_id=child_id, state=Handover.State.PLANNED, kind=Handover.Kind.CHANGE)
    for row in planned.select_for_update():
        done = row.to_iro_id == iro_id
        row.state, row.problem = (Handover.State.DONE if done else Handover.State.WITHDRAWN), ""
        row.save(update_fields=["state", "problem"])
        name = "iro.handed_over" if done else "iro.handover_withdrawn"
        log.record(name, authority_id=row.authority_id, by=by.pk, child_id=child_id, handover=row.pk)
