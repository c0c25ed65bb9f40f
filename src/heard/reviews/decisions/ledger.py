"""The ledger: every decision about the children whom somebody sees, narrowed, counted and sorted in few queries."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OrderBy, Q, QuerySet
from django.db.models.functions import Coalesce

from heard.accounts.models import User
from heard.law import Nation
from heard.reviews.decisions.queries import visible, with_all
from heard.reviews.decisions.standing import Standing, silent_if_received_until
from heard.reviews.models import ReviewDecision

State, Kind = ReviewDecision.State, ReviewDecision.OwnerKind
STATES = (State.OPEN.value, State.DONE.value, State.DROPPED.value)  # one carried over lives on in the next
AGES = ("late", "once", "more")
WHOSE = ("own", "mine")  # children of this IRO; decisions that the viewer is to carry out
OWNERS: dict[str, tuple[str, ...]] = {
    "sw": (Kind.SOCIAL_WORKER,),
    "tm": (Kind.TEAM_MANAGER,),
    "carer": (Kind.CARER,),
    "family": (Kind.PARENT, Kind.YOUNG_PERSON),
    "services": (Kind.SCHOOL, Kind.HEALTH),
    "iro": (Kind.IRO,),
    "other": (Kind.OTHER,),
}
SORTS: dict[str, tuple[str, ...]] = {
    "due": ("due_now", "pk"),
    "child": ("child__sort_key", "due_now", "pk"),
    "owner": ("owner_name", "due_now", "pk"),
    "carried": ("carried_times", "due_now", "pk"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What the ledger is to hold. Empty means that nothing is narrowed there."""

    today: date
    states: tuple[str, ...] = (State.OPEN.value,)
    ages: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    whose: tuple[str, ...] = ()
    sort: str = "due"


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many decisions each choice of the filter would show: states of all, the rest among the chosen states."""

    all: int
    states: dict[str, int]
    ages: dict[str, int]
    answers: dict[str, int]
    owners: dict[str, int]
    mine: int


def ledger(viewer: User, wanted: Wanted) -> QuerySet[ReviewDecision]:
    """This will give the decisions that are wanted, in their order, with all that a line shows."""
    rows = _base(viewer, wanted)
    for chosen, tests in (
        (wanted.states, _states()),
        (wanted.ages, _ages(wanted.today)),
        (wanted.answers, _answers(viewer, wanted.today)),
        (wanted.owners, _owners()),
    ):
        if chosen:
            rows = rows.filter(_any(tests, chosen))
    if "mine" in wanted.whose:
        rows = rows.filter(owner=viewer)
    return with_all(rows).order_by(*_order(wanted.sort))


def counts(viewer: User, wanted: Wanted) -> Counts:
    """This will count what each choice holds, in one query."""
    among = _any(_states(), wanted.states) if wanted.states else Q()
    tests = {
        "states": _states(),
        "ages": {key: test & among for key, test in _ages(wanted.today).items()},
        "answers": {key: test & among for key, test in _answers(viewer, wanted.today).items()},
        "owners": {key: test & among for key, test in _owners().items()},
    }
    asked = {
        f"{group}_{key}": Count("pk", filter=test) for group, found in tests.items() for key, test in found.items()
    }
    told = _base(viewer, wanted).aggregate(
        all=Count("pk", filter=~Q(state=State.CARRIED)), mine=Count("pk", filter=Q(owner=viewer) & among), **asked
    )
    groups = {group: {key: told[f"{group}_{key}"] for key in found} for group, found in tests.items()}
    return Counts(all=told["all"], mine=told["mine"], **groups)


def _base(viewer: User, wanted: Wanted) -> QuerySet[ReviewDecision]:
    rows = visible(viewer).annotate(due_now=Coalesce("remedial_due_on", "due_on"))
    if "own" in wanted.whose:
        rows = rows.filter(child__named_iros__iro=viewer, child__named_iros__ended_on__isnull=True)
    return rows.exclude(state=State.CARRIED)


def _order(sort: str) -> tuple[str | OrderBy, ...]:
    names = SORTS.get(sort.removeprefix("-"), SORTS["due"])
    first = F(names[0])
    return (first.desc() if sort.startswith("-") else first.asc(), *names[1:])


def _any(tests: dict[str, Q], chosen: tuple[str, ...]) -> Q:
    found = Q(pk__in=())
    for key in chosen:
        found |= tests.get(key, Q(pk__in=()))
    return found


def _states() -> dict[str, Q]:
    return {state: Q(state=state) for state in STATES}


def _ages(today: date) -> dict[str, Q]:
    return {
        "late": Q(state=State.OPEN, due_now__lt=today),
        "once": Q(carried_times=1),
        "more": Q(carried_times__gt=1),
    }


def _owners() -> dict[str, Q]:
    return {key: Q(owner_kind__in=kinds) for key, kinds in OWNERS.items()}


def _answers(viewer: User, today: date) -> dict[str, Q]:
    until = silent_if_received_until(Nation(viewer.authority.nation), today=today)
    none = Q(answer__isnull=True)
    sent = Q(review__decisions_issued__isnull=False)
    received = Q(review__decisions_issued__received_on__isnull=False)
    silent = none & Q(review__decisions_issued__received_on__lte=until) if until else Q(pk__in=())
    return {
        Standing.AGREED.value: Q(answer__answer=Standing.AGREED.value),
        Standing.SILENT.value: silent,
        Standing.DISAGREED.value: Q(answer__answer=Standing.DISAGREED.value),
        Standing.WAITING.value: none & received & ~silent if until else none & received,
        Standing.NOT_RECEIVED.value: none & sent & ~received,
        Standing.NOT_SENT.value: none & ~sent,
    }
