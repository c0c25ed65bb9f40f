"""The rules of practice on who should be a child's IRO. A departure is allowed, with a recorded reason."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext_noop

from heard.caseloads.models import NamedIro
from heard.caseloads.team import Officer
from heard.children.family import parents_and_children, sibling_groups
from heard.children.models import PeriodOfCare
from heard.law import Nation, UnknownRule, catalogue
from heard.law.independence import Finding

SIBLINGS, RETURN, PARENT = "iro-same-siblings", "iro-same-on-return", "iro-parent-child-different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kin:
    """Who carries a child's family, and who carried the child before it came back into care."""

    siblings: frozenset[int] = frozenset()
    siblings_iros: dict[int, frozenset[int]] = field(default_factory=dict)
    parents_iros: frozenset[int] = frozenset()
    previous_iro: int | None = None
    """The IRO of the last period of care that ended."""


def kin_of(authority_id: int, child_ids: Iterable[int], *, moving: Mapping[int, int] | None = None) -> dict[int, Kin]:
    """This will give what is known of the family and the past of each child, in five queries.

    `moving` are children who come to another IRO in the same step: they count as there already.
    """
    wanted = list(child_ids)
    groups, parents = sibling_groups(authority_id), parents_and_children(authority_id)
    family = {one for child in wanted for one in (*groups.get(child, ()), *parents.get(child, ()))}
    running = dict(
        NamedIro.objects.filter(Q(child_id__in=family), authority_id=authority_id, ended_on__isnull=True).values_list(
            "child_id", "iro_id"
        )
    )
    running |= {child: iro for child, iro in (moving or {}).items() if child in family}
    previous = _previous(authority_id, wanted)
    found = {}
    for child in wanted:
        siblings = groups.get(child, frozenset()) - {child}
        carried: dict[int, set[int]] = {}
        for sibling in siblings:
            if sibling in running:
                carried.setdefault(running[sibling], set()).add(sibling)
        found[child] = Kin(
            siblings=siblings,
            siblings_iros={iro: frozenset(of) for iro, of in carried.items()},
            parents_iros=frozenset(running[one] for one in parents.get(child, ()) if one in running),
            previous_iro=previous.get(child),
        )
    return found


def _previous(authority_id: int, child_ids: list[int]) -> dict[int, int]:
    starts = dict(
        PeriodOfCare.objects.filter(authority_id=authority_id, child_id__in=child_ids, ceased_on__isnull=True)
        .order_by("started_on")
        .values_list("child_id", "started_on")
    )
    past = (
        NamedIro.objects.filter(authority_id=authority_id, child_id__in=list(starts))
        .exclude(reason_ended=NamedIro.ReasonEnded.CORRECTED)
        .order_by("child_id", "appointed_on", "pk")
    )
    found: dict[int, int] = {}
    for child, iro, appointed_on in past.values_list("child_id", "iro_id", "appointed_on"):
        if appointed_on < starts[child]:
            found[child] = iro
        else:
            found.pop(child, None)  # somebody was named since the return
    return found


def departures(
    nation: Nation, officer: Officer, kin: Kin, *, able: frozenset[int], largest_group: int, on: date
) -> tuple[Finding, ...]:
    """This will give the rules of practice from which naming this officer departs. `able` are the officers in
    post whom the law allows for the child: nobody can be asked to keep an IRO who may not act."""
    iro = officer.user.pk
    found = []
    others = frozenset(kin.siblings_iros) & able
    if others and iro not in others and len(kin.siblings) + 1 <= largest_group:
        found.append(_finding(nation, SIBLINGS, gettext_noop("A brother or sister has another IRO."), on))
    if kin.previous_iro in able and kin.previous_iro != iro:
        found.append(_finding(nation, RETURN, gettext_noop("The child had another IRO when looked after before."), on))
    if iro in kin.parents_iros:
        found.append(
            _finding(
                nation,
                PARENT,
                gettext_noop("This person is the IRO of the child's parent, or of the child's own child."),
                on,
            )
        )
    return tuple(finding for finding in found if finding is not None)


def _finding(nation: Nation, rule_id: str, sentence: str, on: date) -> Finding | None:
    try:
        rule = catalogue().rule(rule_id, nation)
    except UnknownRule:
        return None
    citation = rule.latest.citation if rule.latest.in_force_from <= on else ""
    return Finding(rule_id=rule_id, blocks=False, sentence=sentence, citation=str(citation))
