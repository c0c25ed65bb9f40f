"""Whether each officer may be the named IRO of each child, and what became of those who may no longer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction

from heard.accounts.models import ResponsibleAuthority
from heard.audit import log
from heard.caseloads.models import Conflict, NamedIro, OfficerRegistration
from heard.caseloads.team import Officer
from heard.caseloads.ties import Tie, Ties, barred, day_after, gather, in_the_way
from heard.common import events
from heard.law import Nation
from heard.law.independence import Finding, Registration, assess, is_registered

Spell = tuple[date, date | None]


def hold_still(authority_id: int, *, alone: bool) -> None:
    """This will keep namings and changes of who manages whom apart until the transaction ends.

    Namings share the hold; a change that judges every appointment again wants it alone.
    """
    shared = "" if alone else "_shared"
    with connection.cursor() as cursor:
        cursor.execute(f"select pg_advisory_xact_lock{shared}(hashtext('heard.independence'), %s)", [authority_id])


def keeps_register(authority_id: int) -> bool:
    """Whether the authority records registrations here. Until it records the first, a missing one bars nobody."""
    return OfficerRegistration.objects.filter(authority_id=authority_id).exists()


def findings(
    nation: Nation, officer: Officer, ties: Iterable[Tie], *, from_on: date, today: date, register: bool
) -> tuple[Finding, ...]:
    """This will give every block and warning of the law against an officer as a child's IRO from a day on.

    Ties that begin later count already; the registration must be valid on the first day and today.
    """
    found = list(in_the_way(nation, ties, from_on=from_on))
    for day in dict.fromkeys((from_on, today)):
        assessed = assess(
            nation,
            on=day,
            involvements=(),
            registrations=officer.entries(),
            experienced_since=officer.experienced_since,
        )
        for finding in assessed:
            unknown = finding.blocks and not officer.registrations and not register
            if not unknown and finding.rule_id not in {other.rule_id for other in found if other is not finding}:
                found.append(finding)
    return tuple(found)


@transaction.atomic
def check_again(*, authority_id: int, today: date, child_ids: Sequence[int] | None = None) -> int:
    """Judge every running appointment of the authority, or of these children, by the law as things stand now.

    A conflict found is kept with the day since when; one that is over, or rested on a mistake, is resolved.
    Says how many rows changed. Raises nothing for what it finds.
    """
    nation = Nation(ResponsibleAuthority.objects.values_list("nation", flat=True).get(pk=authority_id))
    running = NamedIro.objects.filter(authority_id=authority_id, ended_on__isnull=True)
    if child_ids is not None:
        running = running.filter(child_id__in=list(child_ids))
    appointments = list(running.select_for_update(of=("self",)).order_by("pk"))
    ties = gather(authority_id, {named.child_id for named in appointments})
    entries = _entries({named.iro_id for named in appointments})
    kept: dict[int, list[Conflict]] = {}
    for row in Conflict.objects.filter(appointment__in=appointments).select_for_update(of=("self",)):
        kept.setdefault(row.appointment_id, []).append(row)
    changed = 0
    for named in appointments:
        grounds = _grounds(nation, named, ties, entries.get(named.iro_id, ()), today=today)
        changed += _keep(named, grounds, kept.get(named.pk, []), today=today)
    return changed


@dataclass(slots=True, kw_only=True)
class _Ground:
    """One ground of the law against a running appointment: its spells within it, joined and in order."""

    finding: Finding
    spells: list[Spell]
    told: bool


def _grounds(
    nation: Nation, named: NamedIro, ties: Ties, entries: Sequence[Registration], *, today: date
) -> dict[str, _Ground]:
    found: dict[str, _Ground] = {}
    for spell in barred(nation, ties.get((named.child_id, named.iro_id), ())):
        if spell.until_on is not None and spell.until_on < named.appointed_on:
            continue
        since = max(spell.from_on or named.appointed_on, named.appointed_on)
        if not spell.told:
            since = max(since, today)
            if spell.until_on is not None and spell.until_on < today:
                continue
        ground = found.setdefault(spell.finding.citation, _Ground(finding=spell.finding, spells=[], told=spell.told))
        ground.told = ground.told or spell.told
        ground.spells.append((since, spell.until_on))
    if entries and not is_registered(nation, entries, on=today):
        lapse = assess(nation, on=today, involvements=(), registrations=entries)[0]
        ended = [entry.until_on for entry in entries if entry.until_on is not None and entry.until_on < today]
        since = max(named.appointed_on, day_after(max(ended))) if ended else named.appointed_on
        found[lapse.citation] = _Ground(finding=lapse, spells=[(since, None)], told=True)
    for ground in found.values():
        ground.spells = _joined(ground.spells)
    return found


def _joined(spells: list[Spell]) -> list[Spell]:
    done: list[Spell] = []
    for since, until in sorted(spells, key=lambda spell: (spell[0], spell[1] or date.max)):
        if done and (done[-1][1] is None or since <= day_after(done[-1][1])):
            last = done[-1][1]
            done[-1] = (done[-1][0], None if last is None or until is None else max(last, until))
        else:
            done.append((since, until))
    return done


def _keep(named: NamedIro, grounds: dict[str, _Ground], kept: list[Conflict], *, today: date) -> int:
    """Brings the rows of one appointment to what was found; gives how many changed."""
    changed = 0
    claimed: set[int] = set()
    for citation, ground in grounds.items():
        for since, until in ground.spells:
            over = until is not None and until < today
            row = _row_for(kept, citation, since, until, over=over, claimed=claimed)
            if row is None:
                row = _found(named, ground.finding, since, today)
                changed += 1
            claimed.add(row.pk)
            changed += _brought_to(row, since, until if over else None, told=ground.told, today=today)
    for row in kept:
        if row.pk not in claimed and row.resolution in ("", Conflict.Resolution.OVER):
            changed += _resolve(row, row.resolved_on or max(today, row.since), Conflict.Resolution.CORRECTED)
    return changed


def _row_for(
    kept: list[Conflict], citation: str, since: date, until: date | None, *, over: bool, claimed: set[int]
) -> Conflict | None:
    same = [row for row in kept if row.citation == citation and row.pk not in claimed]
    exact = [row for row in same if row.since == since and row.resolution != Conflict.Resolution.CORRECTED]
    still_open = [row for row in same if row.resolved_on is None]
    within = [row for row in still_open if until is None or row.since <= until]
    if over:
        return next(iter([*exact, *within]), None)
    return next(iter([*still_open, *(row for row in exact if row.resolution == Conflict.Resolution.OVER)]), None)


def _found(named: NamedIro, finding: Finding, since: date, today: date) -> Conflict:
    row = Conflict.objects.create(
        authority_id=named.authority_id,
        appointment=named,
        child_id=named.child_id,
        iro_id=named.iro_id,
        rule=finding.rule_id,
        sentence=finding.sentence,
        citation=finding.citation,
        since=since,
        found_on=today,
    )
    log.record(
        "independence.conflict_found",
        authority_id=named.authority_id,
        by=None,
        child_id=named.child_id,
        iro=named.iro_id,
        rule=finding.rule_id,
        since=since,
    )
    events.publish("independence.conflict_found", authority_id=named.authority_id, child_id=named.child_id, today=today)
    return row


def _brought_to(row: Conflict, since: date, over_on: date | None, *, told: bool, today: date) -> int:
    changed = 0
    if (told and row.since != since) or row.since > since:
        row.since = since
        row.save(update_fields=["since"])
        changed = 1
    if over_on is not None and row.resolved_on != day_after(over_on):
        return _resolve(row, day_after(over_on), Conflict.Resolution.OVER)
    if over_on is None and row.resolved_on is not None:
        row.resolved_on, row.resolution = None, ""
        row.save(update_fields=["resolved_on", "resolution"])
        changed = 1
    return changed


def _resolve(row: Conflict, on: date, how: Conflict.Resolution) -> int:
    row.resolved_on, row.resolution = on, how
    row.save(update_fields=["resolved_on", "resolution"])
    log.record(
        "independence.conflict_resolved",
        authority_id=row.authority_id,
        by=None,
        child_id=row.child_id,
        iro=row.iro_id,
        how=how.value,
    )
    return 1


def resolve_with_appointment(appointment: NamedIro, *, on: date) -> None:
    """This will resolve what was open against an appointment that ends."""
    for row in Conflict.objects.select_for_update().filter(appointment=appointment, resolved_on__isnull=True):
        _resolve(row, max(on, row.since), Conflict.Resolution.APPOINTMENT_ENDED)


def _entries(user_ids: Iterable[int]) -> dict[int, list[Registration]]:
    found: dict[int, list[Registration]] = {}
    for row in OfficerRegistration.objects.filter(user_id__in=list(user_ids)):
        found.setdefault(row.user_id, []).append(
            Registration(body=row.body, from_on=row.from_on, until_on=row.renew_by)
        )
    return found
