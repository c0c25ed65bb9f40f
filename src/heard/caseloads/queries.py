"""Who carries whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from heard.accounts.models import User
from heard.accounts.queries import reviewing_officers
from heard.caseloads.models import NamedIro
from heard.children.models import Child
from heard.children.queries import visible_to


def named_iros(child_ids: Iterable[int]) -> dict[int, NamedIro]:
    """This will give the running appointment of each child that has one, in one query."""
    running = NamedIro.objects.filter(child_id__in=list(child_ids), ended_on__isnull=True).select_related("iro")
    return {named.child_id: named for named in running}


def appointments_of(child_id: int) -> list[NamedIro]:
    """This will list all appointments of a child, latest first."""
    rows = NamedIro.objects.filter(child_id=child_id).select_related("iro", "appointed_by")
    return list(rows.order_by("-appointed_on", "-pk"))


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


def counted_officers(authority_id: int) -> Any:
    """This will list the reviewing officers by name, each with `full_time` and `short_break`: looked-after children."""
    running = Q(appointments__ended_on__isnull=True, appointments__child__periods_of_care__ceased_on__isnull=True)
    stream = "appointments__child__periods_of_care__stream"
    return reviewing_officers(authority_id).annotate(
        full_time=Count("appointments", filter=running & Q(**{stream: "full-time"}), distinct=True),
        short_break=Count("appointments", filter=running & Q(**{stream: "short-break"}), distinct=True),
    )


def caseloads(authority_id: int) -> list[CaseloadCount]:
    """This will count the looked-after children of each reviewing officer, by name, in one query."""
    return [
        CaseloadCount(iro=iro, full_time=iro.full_time, short_break=iro.short_break)
        for iro in counted_officers(authority_id)
    ]


def appointments_of_iro(iro: User, *, viewer: User) -> list[NamedIro]:
    """This will list the running appointments of an IRO to children whom the viewer sees, latest first,
    in one query."""
    running = NamedIro.objects.filter(iro=iro, ended_on__isnull=True, child__in=visible_to(viewer))
    return list(running.select_related("child").order_by("-appointed_on", "child__sort_key"))


def children_of(iro: User, *, viewer: User) -> dict[int, Child]:
    """This will give the children of a named IRO whom the viewer sees, by key, in one query."""
    return {one.child_id: one.child for one in appointments_of_iro(iro, viewer=viewer)}


def caseload_of(iro: User) -> CaseloadCount:
    """This will count the looked-after children of one IRO by stream, in one query."""
    counted = NamedIro.objects.filter(
        iro=iro, ended_on__isnull=True, child__periods_of_care__ceased_on__isnull=True
    ).aggregate(
        full_time=Count("child", filter=Q(child__periods_of_care__stream="full-time"), distinct=True),
        short_break=Count("child", filter=Q(child__periods_of_care__stream="short-break"), distinct=True),
    )
    return CaseloadCount(iro=iro, full_time=counted["full_time"], short_break=counted["short_break"])
