"""What each officer carries: cases by stream, their weight, and the room that a post leaves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, OuterRef, Q, Subquery, Sum

from heard.caseloads.models import CaseloadSettings, FurtherCase, NamedIro, OtherDuty
from heard.children.models import PeriodOfCare


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """The cases of one officer by stream, and other duties as they count."""

    full_time: int = 0
    short_break: int = 0
    pathway: int = 0
    child_protection: int = 0
    other_duties: Decimal = Decimal(0)

    @property
    def children(self) -> int:
        """Everybody whose plan the officer reviews as an IRO: care, short breaks, pathway plans."""
        return self.full_time + self.short_break + self.pathway

    def weight(self, settings: CaseloadSettings) -> Decimal:
        """The work in children of full-time care."""
        return (
            self.full_time
            + self.short_break * settings.weight_short_break
            + self.pathway * settings.weight_pathway
            + (self.child_protection * settings.weight_child_protection if settings.chairs_conferences else 0)
            + self.other_duties
        )


def loads(authority_id: int, *, on: date, user_ids: Iterable[int] | None = None) -> dict[int, Load]:
    """This will count what each officer carried on a day, in three queries; who carries nothing is left out."""
    only = {} if user_ids is None else {"pk__in": list(user_ids)}
    counts: dict[int, dict[str, int]] = {}
    for user, stream, number in _cared_for(authority_id, on, only):
        if stream is not None:
            counts.setdefault(user, {})["full_time" if stream == "full-time" else "short_break"] = number
    for user, kind, number in _further(authority_id, on, only):
        counts.setdefault(user, {})["pathway" if kind == "pathway" else "child_protection"] = number
    duties = dict(
        OtherDuty.objects.filter(_runs(on), authority_id=authority_id, **_of("user", only))
        .order_by()
        .values("user_id")
        .annotate(all=Sum("counts_as"))
        .values_list("user_id", "all")
    )
    return {
        user: Load(**counts.get(user, {}), other_duties=duties.get(user, Decimal(0)))
        for user in sorted({*counts, *duties})
    }


def _cared_for(authority_id: int, on: date, only: dict[str, list[int]]) -> Iterable[tuple[int, str | None, int]]:
    stream = (
        PeriodOfCare.objects.filter(Q(ceased_on__isnull=True) | Q(ceased_on__gt=on), child=OuterRef("child"))
        .filter(started_on__lte=on)
        .values("stream")[:1]
    )
    rows = (
        NamedIro.objects.filter(
            Q(ended_on__isnull=True) | Q(ended_on__gt=on),
            authority_id=authority_id,
            appointed_on__lte=on,
            **_of("iro", only),
        )
        .annotate(stream=Subquery(stream))
        .order_by()
        .values("iro_id", "stream")
        .annotate(number=Count("pk"))
    )
    return rows.values_list("iro_id", "stream", "number")


def _further(authority_id: int, on: date, only: dict[str, list[int]]) -> Iterable[tuple[int, str, int]]:
    rows = FurtherCase.objects.filter(_runs(on), authority_id=authority_id, **_of("user", only)).order_by()
    return rows.values("user_id", "kind").annotate(number=Count("pk")).values_list("user_id", "kind", "number")


def _runs(on: date) -> Q:
    return Q(from_on__lte=on) & (Q(until_on__isnull=True) | Q(until_on__gt=on))


def _of(field: str, only: dict[str, list[int]]) -> dict[str, list[int]]:
    return {f"{field}__{name}": value for name, value in only.items()}


def per_post(amount: Decimal | int, fte: Decimal) -> Decimal | None:
    """This will give so many a full-time post, to one decimal; None without a post."""
    return (Decimal(amount) / fte).quantize(Decimal("0.1"), rounding=ROUND_HALF_UP) if fte else None
