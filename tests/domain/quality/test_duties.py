"""The register of the 24 duties: judged, or counted with the list behind the figure."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.common.errors import ChangedMeanwhile, DomainError, NotFound, NotPermitted
from heard.law import Nation, catalogue
from heard.quality import duties, duty_actions, measures
from heard.quality.counted import count_all
from heard.quality.duty_actions import Judgement
from heard.quality.models import DutyRecord
from tests.factories import TODAY, AuthorityFactory, ChildFactory, PeriodFactory, UserFactory
from tests.factories.caseloads import PostFactory
from tests.factories.quality import (
    AdviceRequestFactory,
    AttendanceFactory,
    CourseFactory,
    DutyEvidenceFactory,
    DutyRecordFactory,
    ResourceRiskFactory,
    SessionFactory,
    SupportSettingsFactory,
    caseload,
)

NEXT_YEAR = date(2027, 11, 22)


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren")


def judge(by: User, item: int = 7, *, seen: date | None = None, **other: Any) -> DutyRecord:
    facts: dict[str, Any] = {"state": "met", "owner_id": None, "owner_name": "", "review_on": None, "words": ""} | other
    return duty_actions.assess_duty(item=item, judgement=Judgement(**facts), today=TODAY, by=by, seen=seen)


def test_the_list_has_the_24_items_and_names_rules_that_exist() -> None:
    found = duties.duties()
    known = {rule.id for rule in catalogue().rules(Nation.ENGLAND)}

    assert [duty.item for duty in found] == list(range(1, 25))
    assert {duty.rule for duty in found if duty.rule} <= known
    assert [duty.item for duty in found if duty.counted] == [1, 12, 16, 17, 18]
    assert "IRO Handbook" in found[0].citation("england")
    assert found[1].citation("england") == ""


def test_the_counted_ones_are_those_that_are_counted(manager: User) -> None:
    counted = count_all(manager, today=TODAY)

    assert sorted(counted) == [duty.item for duty in duties.duties() if duty.counted]
    assert {item: one.missing for item, one in counted.items()} == {
        1: "no_children", 12: "no_posts", 16: "no_officers", 17: "no_posts", 18: "no_officers",
    }  # fmt: skip
    assert {one.state for one in counted.values()} == {"not_assessed"}


def test_a_duty_is_judged_when_something_shows_it(manager: User) -> None:
    duty_actions.add_evidence(
        item=7, what="Two posts filled", dated_on=TODAY, where="Staff list", today=TODAY, by=manager
    )
    judge(manager, owner_name="Head of business support", review_on=NEXT_YEAR)

    line = duties.standing_of(7, viewer=manager, today=TODAY)
    assert (line.state, line.owner, line.record.assessed_on, line.record.assessed_by) == (
        "met", "Head of business support", TODAY, manager,
    )  # fmt: skip
    assert [one.what for one in line.evidence] == ["Two posts filled"]
    assert (line.review_is_late(today=NEXT_YEAR), line.review_is_late(today=date(2027, 11, 23))) == (False, True)


@pytest.mark.parametrize(
    ("item", "other", "error"),
    [
        (7, {}, duty_actions.JudgedWithoutEvidence),
        (7, {"state": "not_met"}, duty_actions.NotMetWithoutWords),
        (7, {"state": "splendid"}, duty_actions.UnknownState),
        (7, {"state": None, "review_on": TODAY}, duty_actions.ReviewInThePast),
        (16, {}, duty_actions.StateIsCounted),
        (25, {}, NotFound),
    ],
)
def test_refuses_a_judgement_that_cannot_be(
    manager: User, item: int, other: dict[str, Any], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        judge(manager, item, **other)

    assert not DutyRecord.objects.exclude(state="not_assessed").exists()


def test_refuses_an_owner_of_another_authority_and_two_owners(manager: User) -> None:
    stranger = UserFactory.create(authority=AuthorityFactory.create())

    with pytest.raises(NotFound):
        judge(manager, state=None, owner_id=stranger.pk)
    with pytest.raises(duty_actions.TwoOwners):
        judge(manager, state=None, owner_id=manager.pk, owner_name="Somebody")


def test_refuses_to_write_over_a_judgement_that_was_not_seen(manager: User) -> None:
    DutyRecordFactory.create(
        authority=manager.authority, state="not_met", assessed_on=TODAY, assessed_by=manager, words="No post"
    )

    with pytest.raises(ChangedMeanwhile):
        judge(manager, state="not_met", words="Half a post", seen=date(2026, 11, 2))


@pytest.mark.parametrize(
    ("other", "error"),
    [
        ({"what": ""}, duty_actions.EvidenceWithoutWords),
        ({"dated_on": date(2026, 11, 24)}, duty_actions.EvidenceInFuture),
    ],
)
def test_refuses_evidence_that_cannot_be(manager: User, other: dict[str, Any], error: type[DomainError]) -> None:
    facts: dict[str, Any] = {"what": "A list", "dated_on": TODAY, "where": ""} | other

    with pytest.raises(error):
        duty_actions.add_evidence(item=7, today=TODAY, by=manager, **facts)


def test_the_register_is_the_managers_alone(manager: User, iro: User) -> None:
    DutyEvidenceFactory.create(record__authority=manager.authority)

    assert len(duties.register(manager, today=TODAY)) == 24
    for role in ("iro", "board", "inspector", "support"):
        with pytest.raises(NotFound):
            duties.register(UserFactory.create(**{role: True}, authority=manager.authority), today=TODAY)
    with pytest.raises(NotPermitted):
        judge(iro)


def test_item_1_counts_children_with_an_iro_or_within_the_limit(manager: User, iro: User) -> None:
    caseload(iro, 2)
    late = PeriodFactory.create(child__authority=iro.authority).child
    PeriodFactory.create(child=ChildFactory.create(authority=iro.authority), started_on=date(2026, 11, 17))
    PeriodFactory.create(child__authority=iro.authority, ceased_on=TODAY, reason_ceased="E8")

    found = count_all(manager, today=TODAY)[1]

    assert (found.state, found.good, found.all) == ("partly", 3, 4)
    assert (found.rows[0].child_id, found.rows[0].code, found.rows[0].on) == (late.pk, "without_iro", date(2026, 11, 9))
    assert sorted(row.code for row in found.rows[1:]) == ["has_iro", "has_iro", "in_time"]


def test_items_12_and_17_set_each_caseload_against_the_guide(manager: User, iro: User) -> None:
    PostFactory.create(user=iro, fte=Decimal("0.05"))
    caseload(iro, 4)
    other = UserFactory.create(iro=True, authority=iro.authority, name="Tobias")
    PostFactory.create(user=other)
    caseload(other, 1)

    found = count_all(manager, today=TODAY)

    assert [(row.name, row.code, row.number) for row in found[17].rows] == [
        ("Maren", "over", Decimal("80.0")),
        ("Tobias", "within", Decimal("1.0")),
    ]
    assert (found[17].state, found[12].state, found[17].value) == ("partly", "partly", Decimal("4.8"))


def test_no_guide_no_judgement(sir_unrhyw: ResponsibleAuthority) -> None:
    officer = UserFactory.create(iro=True, authority=sir_unrhyw)
    PostFactory.create(user=officer)
    caseload(officer, 1)

    found = count_all(UserFactory.create(manager=True, authority=sir_unrhyw), today=TODAY)

    assert (found[17].missing, found[17].state) == ("no_guide", "not_assessed")


def test_item_16_counts_supervision_within_the_interval(manager: User, iro: User) -> None:
    UserFactory.create(iro=True, authority=iro.authority, name="Tobias")
    SessionFactory.create(held=True, officer=iro, supervisor=manager)
    assert count_all(manager, today=TODAY)[16].missing == "no_interval"
    SupportSettingsFactory.create(authority=iro.authority)

    found = count_all(manager, today=TODAY)[16]

    assert [(row.name, row.good, row.code) for row in found.rows] == [
        ("Tobias", False, "never"),
        ("Maren", True, "supervised"),
    ]
    assert found.state == "partly"


def test_item_18_counts_those_trained_in_the_year_and_short_of_nothing(manager: User, iro: User) -> None:
    idle, short = (UserFactory.create(iro=True, authority=iro.authority, name=name) for name in ("Idle", "Short"))
    must = CourseFactory.create(authority=iro.authority, mandatory=True)
    for officer, on in ((iro, date(2026, 10, 6)), (idle, date(2019, 1, 7))):
        AttendanceFactory.create(course_date__course=must, course_date__on=on, officer=officer)
    AttendanceFactory.create(course_date__course__authority=iro.authority, officer=short)

    found = count_all(manager, today=TODAY)[18]

    assert {row.name: row.code for row in found.rows} == {
        "Idle": "none_in_year", "Maren": "trained", "Short": "short",
    }  # fmt: skip


def test_the_measures_say_what_they_are_made_of(manager: User, iro: User) -> None:
    span: dict[str, Any] = {"first": date(2026, 4, 1), "last": date(2027, 3, 31)}
    SessionFactory.create(held=True, officer=iro, supervisor=manager)
    SessionFactory.create(officer=iro, supervisor=manager)
    SessionFactory.create(officer=iro, supervisor=manager, state="cancelled", cancelled_because="Snow")
    AttendanceFactory.create(course_date__course__authority=iro.authority, officer=iro)
    AdviceRequestFactory.create(officer=iro)
    ResourceRiskFactory.create(authority=iro.authority)

    told = [
        measures.legal_advice(iro.authority_id, **span),
        *measures.support(iro.authority_id, **span),
        measures.resource_risks(iro.authority_id, **span),
    ]

    assert [(one.id, str(one.value), int(one.numerator), int(one.denominator)) for one in told] == [
        ("M36", "None", 0, 1),
        ("M47-supervision", "50.0", 1, 2),
        ("M47-observation", "None", 0, 0),
        ("M47-reflective", "None", 0, 0),
        ("M47-training", "100.0", 1, 1),
        ("M48", "1", 1, 1),
    ]
