"""Who carries whom."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from heard.accounts.models import User
from heard.accounts.queries import reviewing_officers
from heard.caseloads.models import NamedIro


def named_iros(child_ids: Iterable[int]) -> dict[int, NamedIro]:
    """This will give the running appointment of each child that has one, in one query."""
    running = NamedIro.objects.filter(child_id__in=list(child_ids), ended_on__isnull=True).select_related("iro")
    return {named.child_id: named for named in running}


def appointments_of(child_id: int) -> list[NamedIro]:
    """This will list all appointments of a child, latest first."""
    return list(NamedIro.objects.filter(child_id=child_id).select_related("iro").order_by("-appointed_on"))


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseloadCount:
    """How many children an IRO carries, by stream."""

    iro: User
    full_time: int
    short_break: int

    @property
    def all(self) -> int:
        """All children together."""
        return self.full_time + self.short_break


def caseloads(authority_id: int) -> list[CaseloadCount]:
    """This will count the looked-after children of each reviewing officer, by name, in one query."""
    running = Q(appointments__ended_on__isnull=True, appointments__child__periods_of_care__ceased_on__isnull=True)
    stream = "appointments__child__periods_of_care__stream"
    officers = reviewing_officers(authority_id).annotate(
        full_time=Count("appointments", filter=running & Q(**{stream: "full-time"}), distinct=True),
        short_break=Count("appointments", filter=running & Q(**{stream: "short-break"}), distinct=True),
    )
    return [CaseloadCount(iro=iro, full_time=iro.full_time, short_break=iro.short_break) for iro in officers]


def caseload_of(iro: User) -> CaseloadCount:
    """This will count the looked-after children of one IRO by stream, in one query."""
    counted = NamedIro.objects.filter(
        iro=iro, ended_on__isnull=True, child__periods_of_care__ceased_on__isnull=True
    ).aggregate(
        full_time=Count("child", filter=Q(child__periods_of_care__stream="full-time"), distinct=True),
        short_break=Count("child", filter=Q(child__periods_of_care__stream="short-break"), distinct=True),
    )
    return CaseloadCount(iro=iro, full_time=counted["full_time"], short_break=counted["short_break"])
