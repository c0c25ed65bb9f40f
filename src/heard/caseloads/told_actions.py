"""Recording when the service was told of a newly looked-after child."""

from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.caseloads.actions import NotLookedAfter
from heard.caseloads.models import ServiceTold
from heard.children.models import PeriodOfCare
from heard.children.queries import get_visible
from heard.common.errors import DomainError


class ToldInFuture(DomainError):
    """The day on which the service was told must be today or in the past."""


class ToldTooEarly(DomainError):
    """Enter the day the child became looked after, or a later one. Who knew of the plan before enters that day."""


@transaction.atomic
def record_told(*, child_id: int, told_on: date, today: date, by: User) -> ServiceTold:
    """Record on which day the service was told of a child; a day recorded before is corrected.

    It stands for the running period of care. Raises NotPermitted, NotFound, NotLookedAfter, ToldInFuture, ToldTooEarly.
    """
    require(by, Permission.IMPORT_RUN, authority_id=by.authority_id)
    child = get_visible(child_id, viewer=by)
    period = (
        PeriodOfCare.objects.select_for_update()
        .filter(child=child, ceased_on__isnull=True)
        .order_by("-started_on")
        .first()
    )
    if period is None:
        raise NotLookedAfter("The child is not looked after now, so there is nothing to be told of.")
    if told_on > today:
        raise ToldInFuture
    if told_on < period.started_on:
        raise ToldTooEarly
    row, _ = ServiceTold.objects.update_or_create(
        period=period,
        defaults={"authority_id": child.authority_id, "child": child, "told_on": told_on, "recorded_by": by},
    )
    log.record("service.told", authority_id=child.authority_id, by=by.pk, child_id=child.pk, on=told_on)
    return row
