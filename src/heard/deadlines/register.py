"""The list of children: found by words or date of birth, narrowed, put in order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import DateField, Exists, F, OuterRef, Q, QuerySet, Subquery

from heard.accounts.models import User
from heard.caseloads.models import NamedIro
from heard.children.models import Child, EpisodeOfCare, PeriodOfCare
from heard.children.queries import Care, care_of, search, visible_to
from heard.deadlines.measures import iro_name
from heard.deadlines.models import Deadline
from heard.deadlines.queries import next_reviews

REVIEWS = (Deadline.Kind.REVIEW, Deadline.Kind.ADOPTION_REVIEW)
SORTS = ("name", "born", "since", "review", "iro")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is asked for. Empty means any. `iros` and `teams` hold keys; None among them means none at all.

    `overdue` and `due_until` speak of the next review: due before today, or from today up to that day.
    """

    today: date
    words: str = ""
    born_on: date | None = None
    in_care: bool = True
    ceased: bool = False
    streams: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    placements: tuple[str, ...] = ()
    iros: tuple[int | None, ...] = ()
    teams: tuple[int | None, ...] = ()
    overdue: bool = False
    due_until: date | None = None
    sort: str = "name"


def register(viewer: User, wanted: Wanted) -> QuerySet[Child]:
    """This will give the children whom the viewer may see and who fit, in the order asked for.

    Each has `iro_name`, None where nobody is named.
    """
    rows = _narrowed(_found(visible_to(viewer), wanted), wanted)
    return _ordered(rows, wanted).select_related("team").annotate(iro_name=iro_name("pk"))


def _found(rows: QuerySet[Child], wanted: Wanted) -> QuerySet[Child]:
    if wanted.born_on is not None:
        return rows.filter(born_on=wanted.born_on)
    return search(wanted.words, within=rows) if wanted.words else rows


def _narrowed(rows: QuerySet[Child], wanted: Wanted) -> QuerySet[Child]:
    periods = PeriodOfCare.objects.filter(child=OuterRef("pk"))
    running = periods.filter(ceased_on__isnull=True)
    if wanted.in_care != wanted.ceased:
        rows = rows.filter(Exists(running)) if wanted.in_care else rows.filter(Exists(periods), ~Exists(running))
    if wanted.streams:
        of_stream = running if wanted.in_care and not wanted.ceased else periods
        rows = rows.filter(Exists(of_stream.filter(stream__in=wanted.streams)))
    if wanted.statuses:
        rows = rows.annotate(status=_of_last_episode("legal_status")).filter(status__in=wanted.statuses)
    if wanted.placements:
        rows = rows.annotate(lives=_of_last_episode("placement_type")).filter(lives__in=wanted.placements)
    if wanted.teams:
        rows = rows.filter(_any_of("team_id", wanted.teams))
    if wanted.iros:
        rows = rows.filter(_named(wanted.iros))
    if wanted.overdue or wanted.due_until:
        rows = rows.filter(Exists(_next_review(wanted)))
    return rows


def _of_last_episode(field: str) -> Subquery:
    return Subquery(EpisodeOfCare.objects.filter(child=OuterRef("pk")).order_by("-started_on").values(field)[:1])


def _any_of(field: str, keys: Sequence[int | None]) -> Q:
    given = [key for key in keys if key is not None]
    return Q(**{f"{field}__in": given}) | (Q(**{f"{field}__isnull": True}) if None in keys else Q())


def _named(iros: Sequence[int | None]) -> Q:
    running = NamedIro.objects.filter(child=OuterRef("pk"), ended_on__isnull=True)
    given = [key for key in iros if key is not None]
    by_one = Q(Exists(running.filter(iro_id__in=given))) if given else Q(pk__in=())
    return by_one | Q(~Exists(running)) if None in iros else by_one


def _next_review(wanted: Wanted) -> QuerySet[Deadline]:
    owed = Deadline.objects.filter(child=OuterRef("pk"), state=Deadline.State.OWED, kind__in=REVIEWS)
    late = Q(due_on__lt=wanted.today) if wanted.overdue else Q(pk__in=())
    soon = Q(due_on__range=(wanted.today, wanted.due_until)) if wanted.due_until else Q(pk__in=())
    return owed.filter(late | soon)


def _ordered(rows: QuerySet[Child], wanted: Wanted) -> QuerySet[Child]:
    key = wanted.sort.lstrip("-")
    if key == "since":
        rows = rows.annotate(
            key=Subquery(
                PeriodOfCare.objects.filter(child=OuterRef("pk")).order_by("-started_on").values("started_on")[:1]
            )
        )
    elif key == "review":
        owed = Deadline.objects.filter(child=OuterRef("pk"), state=Deadline.State.OWED, kind__in=REVIEWS)
        first = owed.order_by(F("due_on").asc(nulls_last=True)).values("due_on")[:1]
        rows = rows.annotate(key=Subquery(first, output_field=DateField()))
    elif key == "iro":
        rows = rows.annotate(key=iro_name("pk"))
    else:
        rows = rows.annotate(key=F("born_on" if key == "born" else "sort_key"))
    down = wanted.sort.startswith("-")
    order = F("key").desc(nulls_last=True) if down else F("key").asc(nulls_last=True)
    return rows.order_by(order, "sort_key", "pk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One child of the list with their care and the review owed next."""

    child: Child
    iro_name: str | None
    care: Care
    review: Deadline | None


def lines(children: Iterable[Child]) -> list[Line]:
    """This will add care and next review to children of the register, in three queries whatever their number."""
    known = list(children)
    ids = [child.pk for child in known]
    care, reviews = care_of(ids), next_reviews(ids)
    return [
        Line(
            child=child,
            iro_name=getattr(child, "iro_name", None),
            care=care[child.pk],
            review=reviews.get(child.pk),
        )
        for child in known
    ]
