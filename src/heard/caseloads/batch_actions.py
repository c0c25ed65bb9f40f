"""Carrying out a plan for many children, all or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.actions import Seen, name_iro
from heard.caseloads.appointments import lock_people
from heard.caseloads.batch import NobodyChosen
from heard.caseloads.models import NamedIro
from heard.children.models import Child
from heard.children.queries import visible_to
from heard.common.errors import DomainError, NotFound


class BatchRefused(DomainError):
    """Nothing was saved. Look at the plan again."""

    child_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chosen:
    """What the manager confirms of the plan for one child."""

    child_id: int
    iro_id: int
    seen: Seen


@transaction.atomic
def apply_batch(
    *, chosen: Sequence[Chosen], appointed_on: date, today: date, by: User, reason: str = ""
) -> list[NamedIro]:
    """Name the IROs of a plan, all or none; each is judged again under lock.

    A child for whom another manager named somebody meanwhile refuses the whole, with the child's name. `reason` is
    kept with those who depart from practice. Raises NotPermitted, NotFound, NobodyChosen, BatchRefused.
    """
    require(by, Permission.IRO_APPOINT, authority_id=by.authority_id)
    if not chosen:
        raise NobodyChosen
    wanted = {one.child_id for one in chosen}
    if len(wanted) != len(chosen) or visible_to(by).filter(pk__in=wanted).count() != len(wanted):
        raise NotFound
    children = {
        child.pk: child for child in Child.objects.select_for_update(of=("self",)).filter(pk__in=wanted).order_by("pk")
    }
    lock_people({by.pk, *(one.iro_id for one in chosen)})
    moving = {one.child_id: one.iro_id for one in chosen}
    named = []
    for one in sorted(chosen, key=lambda choice: choice.child_id):
        try:
            named.append(
                name_iro(
                    child_id=one.child_id,
                    iro_id=one.iro_id,
                    appointed_on=appointed_on,
                    today=today,
                    by=by,
                    reason=reason,
                    seen=one.seen,
                    moving=moving,
                )
            )
        except DomainError as error:
            refused = BatchRefused(
                "Nothing was saved. %(name)s: %(why)s", name=children[one.child_id].shown_name, why=error.sentence
            )
            refused.child_id = one.child_id
            raise refused from error
    log.record("iro.batch_named", authority_id=by.authority_id, by=by.pk, children=len(named), on=appointed_on)
    return named
