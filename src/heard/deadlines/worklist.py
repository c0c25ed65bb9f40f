"""The work of an authority on any day, made from facts and not from the stored diary. For operators: no viewer."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q

from heard.accounts.models import ResponsibleAuthority
from heard.accounts.queries import people_of
from heard.caseloads.models import NamedIro
from heard.children.models import Child
from heard.common.errors import DomainError
from heard.deadlines.diary import APPOINT_CHAIN, DiaryRow, PeriodFacts, diary_of
from heard.deadlines.facts import gather
from heard.deadlines.models import Deadline


class NoSuchIro(DomainError):
    """Nobody of this authority has an account with that e-mail address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owed:
    """One thing owed for a child: `child` is the local id, `owner` the e-mail of the named IRO.

    `due_on` is None where no date can be worked out; `note` then says why.
    """

    child: str
    kind: str
    number: int
    due_on: date | None
    rule: str
    counted_from: date
    owner: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worklist:
    """What is owed on one day, soonest first. Naming an IRO stands under `unallocated` alone."""

    as_of: date
    unallocated: tuple[Owed, ...]
    overdue: tuple[Owed, ...]
    due: tuple[Owed, ...]


def worklist(*, authority_id: int, as_of: date, iro_email: str | None = None) -> Worklist:
    """This will list what was owed at the end of `as_of`, as it is known now; only of one IRO's children if asked.

    Raises NoSuchIro.
    """
    if iro_email is not None:
        iro_email = _known(iro_email, authority_id=authority_id)
    owners = _owners(authority_id, as_of)
    local_ids = dict(Child.objects.filter(authority_id=authority_id).values_list("pk", "local_id"))
    unallocated, reviews = [], []
    for child_id, rows in _owed_by_period(authority_id, as_of):
        owner = owners.get(child_id)
        if iro_email is not None and owner != iro_email:
            continue
        if owner is None:
            unallocated.append(_unallocated(rows, local_ids[child_id]))
        reviews += [_owed(row, local_ids[child_id], owner) for row in rows if _is_open_review(row)]
    overdue = [row for row in reviews if row.due_on is not None and row.due_on < as_of]
    due = [row for row in reviews if row.due_on is None or row.due_on >= as_of]
    return Worklist(as_of=as_of, unallocated=_sorted(unallocated), overdue=_sorted(overdue), due=_sorted(due))


def _known(email: str, *, authority_id: int) -> str:
    found = people_of(authority_id).filter(email__iexact=email.strip()).first()
    if found is None:
        raise NoSuchIro(f"Nobody of this authority has an account with the e-mail address {email}.")
    return found.email


def _owners(authority_id: int, as_of: date) -> dict[int, str]:
    running = NamedIro.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=as_of), authority_id=authority_id, appointed_on__lte=as_of
    )
    return dict(running.exclude(reason_ended=NamedIro.ReasonEnded.CORRECTED).values_list("child_id", "iro__email"))


def _owed_by_period(authority_id: int, as_of: date) -> Iterator[tuple[int, list[DiaryRow]]]:
    nation = ResponsibleAuthority.objects.values_list("nation", flat=True).get(pk=authority_id)
    for facts in gather(authority_id=authority_id, nation=nation, child_ids=None, today=as_of):
        if facts.started_on > as_of:
            continue
        rows = diary_of(_as_known_by(facts, as_of), today=as_of)
        if any(row.state == Deadline.State.OWED for row in rows):
            yield facts.child_id, rows


def _as_known_by(facts: PeriodFacts, as_of: date) -> PeriodFacts:
    """Without what happened after the day. A last sitting that came later leaves the review begun, not completed."""
    held = [
        replace(review, completed_on=None) if review.completed_on and review.completed_on > as_of else review
        for review in facts.reviews
        if review.held_on <= as_of
    ]
    appointed = facts.first_appointed_on
    ceased = facts.ceased_on
    return replace(
        facts,
        reviews=held,
        first_appointed_on=appointed if appointed and appointed <= as_of else None,
        ceased_on=ceased if ceased and ceased <= as_of else None,
    )


def _is_open_review(row: DiaryRow) -> bool:
    return row.state == Deadline.State.OWED and row.chain != APPOINT_CHAIN


def _unallocated(rows: list[DiaryRow], local_id: str) -> Owed:
    for row in rows:
        if row.chain == APPOINT_CHAIN:
            return _owed(row, local_id, None)
    return Owed(
        child=local_id,
        kind=Deadline.Kind.APPOINT_IRO.value,
        number=1,
        due_on=None,
        rule="",
        counted_from=rows[0].counted_from,
        owner=None,
        note="No rule for naming an IRO was in force when this period of care began.",
    )


def _owed(row: DiaryRow, local_id: str, owner: str | None) -> Owed:
    return Owed(
        child=local_id,
        kind=str(row.kind),
        number=row.number,
        due_on=row.due_on,
        rule=row.rule,
        counted_from=row.counted_from,
        owner=owner,
        note=row.note,
    )


def _sorted(rows: list[Owed]) -> tuple[Owed, ...]:
    return tuple(sorted(rows, key=lambda row: (row.due_on or date.min, row.child, row.kind, row.number)))
