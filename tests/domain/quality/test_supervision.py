"""Supervision: cases drawn by lot, who reads it, what is refused, and its clock."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.quality import draw, supervision, supervision_actions
from heard.quality.models import SupervisionSession
from heard.quality.settings_actions import BadCasesDrawn, BadWeeks, change_support_settings
from heard.quality.supervision_actions import Plan, Told
from tests.factories import TODAY, AuthorityFactory, UserFactory
from tests.factories.caseloads import PostFactory
from tests.factories.quality import AgreedActionFactory, SessionFactory, SupportSettingsFactory, caseload

YESTERDAY, TOMORROW = date(2026, 11, 22), date(2026, 11, 24)


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


def planned(manager: User, iro: User, **other: Any) -> SupervisionSession:
    facts: dict[str, Any] = {"officer_id": iro.pk, "kind": "supervision", "planned_for": TODAY, "cases": 3} | other
    return supervision_actions.plan_session(plan=Plan(**facts), today=TODAY, by=manager, seed="a seed")


def tell(session: SupervisionSession, **other: Any) -> dict[int, Told]:
    return {case.pk: Told(**({"child_centred": "yes"} | other)) for case in session.cases.all()}


@given(pool=st.lists(st.integers(1, 10**9), min_size=1, max_size=80, unique=True), number=st.integers(1, 10))
def test_a_draw_is_of_the_pool_and_of_no_order(pool: list[int], number: int) -> None:
    found = draw.drawn(pool, number, seed="x")

    assert len(found) == len(set(found)) == min(number, len(pool))
    assert set(found) <= set(pool)
    assert draw.drawn(reversed(pool), number, seed="x") == found
    assert draw.drawn(pool, number + 1, seed="x")[:number] == found


def test_every_case_has_the_same_chance() -> None:
    times = [draw.drawn(range(10), 1, seed=str(seed))[0] for seed in range(5_000)]

    assert all(400 < times.count(case) < 600 for case in range(10))  # 500 each; five standard deviations are 106


def test_the_cases_are_drawn_from_the_caseload_and_the_draw_can_be_repeated(manager: User, iro: User) -> None:
    children = caseload(iro, 7)
    caseload(UserFactory.create(iro=True, authority=iro.authority), 2)

    session = planned(manager, iro)

    drawn = list(session.cases.order_by("place").values_list("child_id", flat=True))
    assert session.pool == sorted(child.pk for child in children)
    assert drawn == list(draw.drawn(session.pool, 3, seed="a seed"))
    assert (session.officer, session.supervisor, session.state) == (iro, manager, "planned")
    seen = supervision.get_session(session.pk, viewer=manager)
    assert (seen.repeats, seen.drawn_from, [case.child_id for case in seen.cases]) == (True, 7, drawn)
    assert Event.objects.get().name == "supervision.planned"


def test_without_a_seed_one_is_drawn_by_chance(manager: User, iro: User) -> None:
    caseload(iro, 1)
    plan = Plan(officer_id=iro.pk, kind="supervision", planned_for=TODAY, cases=1)
    one = supervision_actions.plan_session(plan=plan, today=TODAY, by=manager)
    supervision_actions.cancel_session(session_id=one.pk, because="Snow", by=manager)

    other = supervision_actions.plan_session(plan=plan, today=TODAY, by=manager)

    assert (len(one.seed), one.seed != other.seed) == (16, True)


def test_children_whom_the_reader_may_not_see_are_neither_shown_nor_counted(manager: User, iro: User) -> None:
    caseload(iro, 2)
    hidden, *_ = caseload(iro, 1, restricted=True)
    session = planned(manager, iro)
    hidden.named_iros.update(ended_on=TODAY, reason_ended="replaced")
    hidden.relationships.update(until_on=TODAY)

    theirs, managers = (supervision.get_session(session.pk, viewer=user) for user in (iro, manager))

    assert (len(managers.cases), managers.drawn_from) == (3, 3)
    assert (len(theirs.cases), theirs.drawn_from) == (2, None)
    assert hidden.pk not in {case.child_id for case in theirs.cases}


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"kind": "chat"}, supervision_actions.UnknownKind),
        ({"cases": 0}, supervision_actions.BadNumberOfCases),
        ({"cases": 11}, supervision_actions.BadNumberOfCases),
        ({"planned_for": YESTERDAY}, supervision_actions.PlannedInThePast),
    ],
)
def test_refuses_a_plan_that_cannot_be(
    manager: User, iro: User, other: dict[str, Any], error: type[DomainError]
) -> None:
    caseload(iro, 1)

    with pytest.raises(error):
        planned(manager, iro, **other)

    assert not SupervisionSession.objects.exists()


def test_refuses_to_draw_from_an_empty_caseload(manager: User, iro: User) -> None:
    ended, *_ = caseload(iro, 1)
    ended.periods_of_care.update(ceased_on=TODAY, reason_ceased="E8")

    with pytest.raises(supervision_actions.EmptyCaseload, match="No case can be drawn"):
        planned(manager, iro)


def test_refuses_an_officer_of_another_authority_and_oneself(manager: User, iro: User) -> None:
    stranger = UserFactory.create(iro=True, authority=AuthorityFactory.create())
    caseload(manager, 1)

    with pytest.raises(NotFound):
        planned(manager, stranger)
    with pytest.raises(supervision_actions.SupervisesThemselves):
        planned(manager, manager)


def test_refuses_to_draw_again_until_the_first_draw_was_used(manager: User, iro: User) -> None:
    caseload(iro, 5)
    planned(manager, iro)

    with pytest.raises(supervision_actions.PlannedAlready):
        planned(manager, iro)


def test_only_a_manager_plans(iro: User) -> None:
    caseload(iro, 1)

    with pytest.raises(NotPermitted):
        planned(UserFactory.create(support=True, authority=iro.authority), iro)


def test_records_what_was_found_in_each_case(manager: User, iro: User) -> None:
    caseload(iro, 2)
    session = planned(manager, iro, cases=2)
    first, second = session.cases.order_by("place")

    supervision_actions.record_session(
        session_id=session.pk,
        held_on=TODAY,
        next_on=date(2027, 1, 11),
        note=" Well prepared. ",
        told={
            first.pk: Told(child_centred="yes"),
            second.pk: Told(child_centred="no", words="The child was not asked"),
        },
        today=TODAY,
        by=manager,
    )

    session.refresh_from_db()
    assert (session.state, session.held_on, session.next_on, session.note) == (
        "held", TODAY, date(2027, 1, 11), "Well prepared.",
    )  # fmt: skip
    assert list(session.cases.order_by("place").values_list("child_centred", "words")) == [
        ("yes", ""),
        ("no", "The child was not asked"),
    ]


@pytest.mark.parametrize(
    ("other", "told", "error"),
    [
        ({"held_on": TOMORROW}, {}, supervision_actions.HeldInFuture),
        ({"next_on": TODAY}, {}, supervision_actions.NextIsNotLater),
        ({}, {"child_centred": ""}, supervision_actions.CaseNotTold),
        ({}, {"child_centred": "partly"}, supervision_actions.CaseNotTold),
    ],
)
def test_refuses_a_record_that_cannot_be(
    manager: User, iro: User, other: dict[str, Any], told: dict[str, str], error: type[DomainError]
) -> None:
    caseload(iro, 1)
    session = planned(manager, iro)
    facts: dict[str, Any] = {"held_on": TODAY, "next_on": None} | other

    with pytest.raises(error):
        supervision_actions.record_session(
            session_id=session.pk, note="", told=tell(session, **told), today=TODAY, by=manager, **facts
        )

    session.refresh_from_db()
    assert (session.state, session.cases.get().child_centred) == ("planned", "")


def test_is_recorded_once(manager: User, iro: User) -> None:
    session = SessionFactory.create(held=True, officer=iro, supervisor=manager)

    with pytest.raises(supervision_actions.NotPlanned):
        supervision_actions.cancel_session(session_id=session.pk, because="Snow", by=manager)


def test_is_cancelled_with_a_reason_alone(manager: User, iro: User) -> None:
    session = SessionFactory.create(officer=iro, supervisor=manager)

    with pytest.raises(supervision_actions.NoReasonToCancel):
        supervision_actions.cancel_session(session_id=session.pk, because=" ", by=manager)


def test_what_was_agreed_is_done_by_either_of_the_two(manager: User, iro: User) -> None:
    session = SessionFactory.create(held=True, officer=iro, supervisor=manager)

    agreed = supervision_actions.agree_action(
        session_id=session.pk, what="Ask Teo", who="officer", due_on=date(2026, 11, 30), by=manager
    )
    supervision_actions.finish_action(action_id=agreed.pk, done_on=TODAY, today=TODAY, by=iro)

    agreed.refresh_from_db()
    assert (agreed.what, agreed.done_on) == ("Ask Teo", TODAY)
    with pytest.raises(supervision_actions.DoneAlready):
        supervision_actions.finish_action(action_id=agreed.pk, done_on=TODAY, today=TODAY, by=iro)


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"what": " "}, supervision_actions.AgreedNothing),
        ({"who": "nobody"}, supervision_actions.UnknownDoer),
        ({"due_on": date(2026, 10, 11)}, supervision_actions.DueBeforeAgreed),
    ],
)
def test_refuses_what_cannot_be_agreed(
    manager: User, iro: User, other: dict[str, Any], error: type[DomainError]
) -> None:
    session = SessionFactory.create(held=True, officer=iro, supervisor=manager)
    facts: dict[str, Any] = {"what": "Ask Teo", "who": "officer", "due_on": TODAY} | other

    with pytest.raises(error):
        supervision_actions.agree_action(session_id=session.pk, by=manager, **facts)


@pytest.mark.parametrize("done_on", [TOMORROW, date(2026, 10, 11)])
def test_refuses_a_day_on_which_it_cannot_have_been_done(iro: User, done_on: date) -> None:
    action = AgreedActionFactory.create(session__officer=iro)

    with pytest.raises(supervision_actions.DoneInFuture):
        supervision_actions.finish_action(action_id=action.pk, done_on=done_on, today=TODAY, by=iro)


def test_nobody_but_the_officer_and_the_managers_reads_it(manager: User, iro: User) -> None:
    session = SessionFactory.create(held=True, officer=iro, supervisor=manager)
    action = AgreedActionFactory.create(session=session)
    here: dict[str, Any] = {"authority": iro.authority}
    roles = ("iro", "support", "team_manager", "legal", "inspector", "board", "administrator", "dpo")
    others = [UserFactory.create(**{role: True}, **here) for role in roles]
    others.append(UserFactory.create(manager=True, authority=AuthorityFactory.create()))

    for other in others:
        assert list(supervision.sessions_listed(other)) == []
        with pytest.raises(NotFound):
            supervision.get_session(session.pk, viewer=other)
        with pytest.raises((NotFound, NotPermitted)):
            supervision_actions.finish_action(action_id=action.pk, done_on=TODAY, today=TODAY, by=other)
    assert [supervision.get_session(session.pk, viewer=one).session for one in (iro, manager)] == [session, session]


def test_the_clock_counts_weeks_from_the_last_session_or_the_post(manager: User, iro: User) -> None:
    SupportSettingsFactory.create(authority=iro.authority)
    new, lost = (UserFactory.create(iro=True, authority=iro.authority, name=name) for name in ("New", "Lost"))
    PostFactory.create(user=new, from_on=date(2026, 11, 2))
    SessionFactory.create(held=True, officer=iro, supervisor=manager)
    SessionFactory.create(officer=iro, supervisor=manager, kind="observation", state="held", held_on=TODAY)

    found = supervision.clocks(iro.authority_id, today=date(2026, 11, 24))

    assert [(one.officer.name, one.due_on, one.overdue(today=date(2026, 11, 24))) for one in found] == [
        ("Lost", None, True),
        ("Maren Oakhollow", date(2026, 11, 23), True),
        ("New", date(2026, 12, 14), False),
    ]
    assert not supervision.clocks(iro.authority_id, today=TODAY, officer_ids=[iro.pk])[0].overdue(today=TODAY)
    assert lost.pk == found[0].officer.pk


def test_no_clock_runs_where_the_authority_set_none(iro: User) -> None:
    found = supervision.clocks(iro.authority_id, today=TODAY)

    assert [(one.due_on, one.overdue(today=TODAY)) for one in found] == [(None, False)]


@pytest.mark.parametrize(("weeks", "cases", "error"), [(0, 3, BadWeeks), (53, 3, BadWeeks), (6, 11, BadCasesDrawn)])
def test_refuses_settings_that_make_no_sense(manager: User, weeks: int, cases: int, error: type[DomainError]) -> None:
    with pytest.raises(error):
        change_support_settings(supervision_weeks=weeks, cases_drawn=cases, by=manager)


def test_the_settings_are_the_managers_to_change(manager: User, iro: User) -> None:
    change_support_settings(supervision_weeks=6, cases_drawn=4, by=manager)

    kept = supervision.settings_of(manager.authority_id)
    assert (kept.supervision_weeks, kept.cases_drawn) == (6, 4)
    with pytest.raises(NotPermitted):
        change_support_settings(supervision_weeks=None, cases_drawn=1, by=iro)
