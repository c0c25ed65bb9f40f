"""Over random histories: nobody whom the law excludes is named, now or later; each conflict that arises is found."""

from datetime import date, timedelta
from typing import Any

from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from heard.accounts.models import User
from heard.caseloads import actions
from heard.caseloads.independence import check_again
from heard.caseloads.involvements import Spell, change_involvement, enter_involvement, remove_involvement
from heard.caseloads.models import Conflict, Involvement, NamedIro
from heard.children.models import Child
from heard.common import scope
from heard.law import Nation
from heard.law.independence import Involvement as InLaw
from heard.law.independence import InvolvementKind, exclusions
from tests.factories import AuthorityFactory, PeriodFactory, UserFactory

FIRST = date(2026, 9, 1)
DAYS = 40
LAST = FIRST + timedelta(days=DAYS)
kinds = st.sampled_from(list(InvolvementKind))
days = st.integers(0, DAYS).map(lambda number: FIRST + timedelta(days=number))
spells = st.tuples(st.none() | days, st.none() | days).filter(lambda s: s[0] is None or s[1] is None or s[0] <= s[1])
steps = st.one_of(
    st.tuples(st.just("enter"), st.integers(0, 1), st.tuples(kinds, spells)),
    st.tuples(st.just("change"), st.integers(0, 9), spells),
    st.tuples(st.just("remove"), st.integers(0, 9), st.none()),
    st.tuples(st.just("name"), st.integers(0, 1), st.none()),
)


def excluded_days(child: Child, user: User, since: date) -> dict[str, set[date]]:
    """The law asked day by day, without any of our own shortcuts."""
    ties = [
        InLaw(kind=InvolvementKind(row.kind), from_on=row.from_on, until_on=row.until_on)
        for row in Involvement.objects.filter(child=child, user=user)
    ]
    found: dict[str, set[date]] = {}
    day = since
    while day <= LAST:
        for finding in exclusions(Nation.ENGLAND, ties, on=day):
            found.setdefault(finding.citation, set()).add(day)
        day += timedelta(days=1)
    return found


class IndependenceOverRandomHistories(TestCase):
    @settings(max_examples=40, phases=[Phase.explicit, Phase.generate])  # to shrink a history takes minutes
    @given(history=st.lists(steps, max_size=9))
    def test_nobody_excluded_is_named_and_each_conflict_is_found(self, history: list[tuple[str, int, Any]]) -> None:
        with scope.within(scope.NOBODY):
            authority = AuthorityFactory.create()
            manager = UserFactory.create(authority=authority, manager=True)
            iros = UserFactory.create_batch(2, authority=authority, iro=True)
            child = PeriodFactory.create(child__authority=authority, started_on=FIRST).child
            for number, (what, which, detail) in enumerate(history):
                today = FIRST + timedelta(days=number * 4)
                check_again(authority_id=authority.pk, today=today)  # as the job of each night does
                self.step(what, which, detail, child, iros, manager, today)
                self.look(child, today)

    def step(self, what: str, which: int, detail: Any, child: Child, iros: list[User], by: User, today: date) -> None:
        if what == "name":
            iro = iros[which]
            running = NamedIro.objects.filter(child=child, ended_on__isnull=True).first()
            if running is not None and running.iro_id == iro.pk:
                return
            barred = bool(excluded_days(child, iro, today))
            try:
                actions.name_iro(child_id=child.pk, iro_id=iro.pk, appointed_on=today, today=today, by=by, reason="-")
            except actions.NotIndependent:
                assert barred
            else:
                assert not barred
            return
        rows = list(Involvement.objects.order_by("pk"))
        if what == "enter":
            kind, (since, until) = detail
            if not any((row.user_id, row.kind, row.from_on) == (iros[which].pk, kind, since) for row in rows):
                enter_involvement(
                    child_id=child.pk, user_id=iros[which].pk, kind=kind, evidence="", today=today, by=by,
                    spell=Spell(from_on=since, until_on=until),
                )  # fmt: skip
        elif rows:
            row = rows[which % len(rows)]
            if what == "remove":
                remove_involvement(involvement_id=row.pk, today=today, by=by)
                return
            since, until = detail
            twins = [r for r in rows if (r.user_id, r.kind, r.from_on) == (row.user_id, row.kind, since)]
            if twins in ([], [row]):
                change_involvement(
                    involvement_id=row.pk, spell=Spell(from_on=since, until_on=until), evidence="", today=today, by=by
                )

    def look(self, child: Child, today: date) -> None:
        """What is kept of the running appointment is what the law says, day by day; of others nothing is open."""
        running = NamedIro.objects.filter(child=child, ended_on__isnull=True).first()
        open_rows = Conflict.objects.filter(resolved_on__isnull=True)
        assert not open_rows.exclude(appointment=running).exists()
        if running is None:
            return
        excluded = excluded_days(child, running.iro, running.appointed_on)
        for citation, bad in excluded.items():
            rows = list(Conflict.objects.filter(appointment=running, citation=citation).exclude(resolution="corrected"))
            kept = {
                running.appointed_on + timedelta(days=n)
                for n in range((LAST - running.appointed_on).days + 1)
                for row in rows
                if row.since <= running.appointed_on + timedelta(days=n)
                and (row.resolved_on is None or running.appointed_on + timedelta(days=n) < row.resolved_on)
            }
            assert {day for day in bad if day <= today} <= kept, citation
            assert {day for day in kept if day <= today} <= bad, citation
        still = {citation for citation, bad in excluded.items() if any(day >= today for day in bad)}
        assert set(open_rows.values_list("citation", flat=True)) == still
