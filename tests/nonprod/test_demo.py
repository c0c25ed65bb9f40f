"""The invented councils in the tables: what is promised is there, the law agrees, and a second load changes nothing."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar

import pytest
from django.contrib.auth.password_validation import validate_password
from django.db import transaction
from django.db.models import F

from heard.accounts.actions import create_authority
from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import ROLES, Role
from heard.audit.models import Event
from heard.caseloads.models import NamedIro
from heard.children.models import Child, EpisodeOfCare, PeriodOfCare, Relationship
from heard.children.queries import visible_to
from heard.common import scope
from heard.deadlines.actions import differences
from heard.deadlines.models import Deadline
from heard.law import england_and_wales
from heard.nonprod import demo
from heard.nonprod.councils import ANYSHIRE, COUNCILS, SIR_UNRHYW
from heard.reviews.models import CombinedDuty, Review, ReviewNeed, ReviewReminder, SocialWorkReport

TODAY = date(2026, 11, 23)
TABLES = (Child, PeriodOfCare, EpisodeOfCare, NamedIro, Relationship, Review, Deadline)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("nobody_in_scope")]


Result = TypeVar("Result")


def within(name: str, look: Callable[[ResponsibleAuthority], Result]) -> Result:
    """This will look at the tables in the scope of one council."""
    with scope.within(scope.DIRECTORY), transaction.atomic():
        authority = ResponsibleAuthority.objects.get(name=name)
    with scope.within(scope.of(authority.pk)), transaction.atomic():
        return look(authority)


def numbers(authority: ResponsibleAuthority) -> dict[str, int]:
    """This will count the rows of an authority, and its events."""
    return {table.__name__: table._default_manager.count() for table in TABLES} | {"Event": Event.objects.count()}


@pytest.mark.parametrize(
    "today",
    [TODAY, date(2028, 2, 29), date(2027, 1, 1), date(2026, 8, 31), date(2026, 11, 22)],
    ids=["a monday", "a leap day", "a bank holiday", "the end of a long month", "a sunday"],
)
def test_the_doctor_finds_no_difference_and_the_promised_spread_is_there(today: date) -> None:
    demo.load(today=today)

    for council in COUNCILS:
        found = within(council.name, lambda authority: differences(authority_id=authority.pk, today=today))
        assert found == []
    within("Anyshire", lambda authority: _has_the_spread(today))
    within("Sir Unrhyw", lambda authority: _has_the_welsh_spread(today))


def _has_the_spread(today: date) -> None:
    owed = Deadline.objects.filter(state="owed")
    late = Deadline.objects.filter(kind="review", state="met", in_time=False)
    reviews = owed.filter(kind="review")
    weeks = [
        reviews.filter(due_on__range=(today + timedelta(days=7 * week), today + timedelta(days=7 * week + 6))).count()
        for week in range(12)
    ]
    held = Deadline.objects.filter(kind="review", state="met")

    assert list(reviews.filter(due_on__lt=today).order_by("child__sort_key").values_list("child__given_name")) == [
        ("Otis",),
        ("Marnie",),
    ]
    assert min(weeks[:4]) >= 2
    assert sum(weeks) >= 45
    assert 0.03 <= late.count() / held.count() <= 0.08
    assert late.filter(review__late_reason="").count() == 2
    assert held.filter(in_time=True).exclude(review__late_reason="").count() == 0
    assert not owed.filter(due_on=None).exists()
    named = Deadline.objects.filter(kind="appoint_iro", state="met")
    assert 0.02 <= named.filter(in_time=False).count() / named.count() <= 0.2
    _has_children_without_an_iro(today)
    _has_bookings(today)
    _has_people()
    _has_what_goes_on_around_reviews()


def _has_children_without_an_iro(today: date) -> None:
    rows = Deadline.objects.filter(kind="appoint_iro", state="owed").order_by("due_on", "child__sort_key")
    clock = {row.child.given_name: row.due_on for row in rows.select_related("child")}

    assert list(clock) == ["Dot", "Ivo", "Lowri", "Baby"]
    assert clock["Dot"] is not None
    assert clock["Dot"] < today
    assert not england_and_wales().is_working_day(today) or clock["Ivo"] == today
    assert not NamedIro.objects.filter(child__in=[row.child for row in rows]).exists()


def _has_bookings(today: date) -> None:
    booked = Review.objects.filter(state="arranged")
    week = booked.filter(arranged_for__range=(today, england_and_wales().add_working_days(today, 5)))
    after = booked.filter(
        child__deadlines__state="owed",
        child__deadlines__kind="review",
        child__deadlines__due_on__lt=F("arranged_for"),
    )

    assert week.count() >= 5
    assert not booked.filter(place="").exists()
    assert not booked.filter(arranged_time=None).exists()
    assert not booked.filter(arranged_for__lt=today).exists()
    assert list(after.values_list("child__given_name", "child__family_name")) == [("Juno", "Thistlewick")]
    assert Review.objects.filter(state="cancelled").exists()


def _has_people() -> None:
    maren = User.objects.get(email="maren.oakhollow@anyshire.example")
    others = User.objects.filter(roles__contains=[Role.IRO]).exclude(pk=maren.pk)
    worker = User.objects.get(email="callum.rushbrook@anyshire.example")
    manager = User.objects.get(email="priya.sandmartin@anyshire.example")
    inspector = User.objects.get(roles__contains=[Role.INSPECTOR])

    assert maren.appointments.filter(ended_on=None).count() == 66
    assert [officer.appointments.filter(ended_on=None).exists() for officer in others] == [True] * 6
    assert 5 <= visible_to(worker).count() < visible_to(manager).count() < Child.objects.count()
    assert visible_to(inspector).count() == 8
    assert inspector.access_until is not None
    assert visible_to(maren).count() >= Child.objects.filter(restricted=False).count()
    assert Child.objects.filter(restricted=True).count() == 2


def _has_what_goes_on_around_reviews() -> None:
    reports = SocialWorkReport.objects.order_by("review__arranged_for", "review_id")
    words = [section.words for report in reports for section in report.sections.all()]
    needs = ReviewNeed.objects.order_by("pk").values_list("kind", "state")

    assert sorted(reports.values_list("state", flat=True)) == ["given", "signed", "writing"]
    assert [step.kind for step in reports.get(state="signed").steps.order_by("pk")] == [
        "given", "sent_back", "given", "signed",
    ]  # fmt: skip
    assert len(words) == 16
    for report in reports.exclude(state="signed"):
        assert not report.review.papers.filter(kind="sw_report", received_on__isnull=False).exists()
    assert list(needs) == [
        ("room", "booked"), ("link", "asked"), ("transport", "fell_through"), ("interpreter", "asked"),
    ]  # fmt: skip
    assert list(CombinedDuty.objects.order_by("kind").values_list("kind", "outcome")) == [
        ("education", "goes_on"), ("pathway", "held"),
    ]  # fmt: skip
    assert not CombinedDuty.objects.filter(note="").exists()
    assert ReviewReminder.objects.exists()


def _has_the_welsh_spread(today: date) -> None:
    reviews = Deadline.objects.filter(kind="review", state="owed")
    nameless = Deadline.objects.filter(kind="appoint_iro", state="owed").order_by("due_on")

    assert list(reviews.filter(due_on__lt=today).values_list("child__given_name", flat=True)) == ["Efa"]
    assert list(nameless.values_list("child__given_name", "rule")) == [
        ("Mali", "iro-appoint-before-first-review"),
        ("Ynyr", "iro-appoint-before-first-review"),
        ("Iolo", "iro-appoint-before-first-review"),
    ]
    assert reviews.filter(due_on__range=(today, today + timedelta(weeks=12))).count() >= 12
    assert User.objects.get(language="cy", roles__contains=[Role.IRO]).appointments.filter(ended_on=None).count() == 24
    _has_what_goes_on_around_reviews()
    assert ReviewNeed.objects.filter(kind="interpreter").values_list("language", flat=True)[0] == "Pwyleg"


def test_it_tells_what_it_loaded_and_a_second_load_changes_nothing() -> None:
    first = demo.load(today=TODAY)
    before = [within(council.name, numbers) for council in COUNCILS]

    second = demo.load(today=TODAY + timedelta(days=1))

    assert [(council.authority, council.nation, council.created, council.children) for council in first.councils] == [
        ("Anyshire", "england", True, 180),
        ("Sir Unrhyw", "wales", True, 60),
    ]
    assert [council.created for council in second.councils] == [False, False]
    assert [within(council.name, numbers) for council in COUNCILS] == before
    assert first.councils[0].sign_ins == second.councils[0].sign_ins
    assert {person.role for person in first.councils[0].sign_ins} == {role.title for role in ROLES.values()}
    assert "maren.oakhollow@anyshire.example" in str(first)
    assert "nothing changed" in str(second)
    assert first["password"] == demo.PASSWORD


def test_two_loads_of_one_day_give_the_same_facts() -> None:
    def facts(authority: ResponsibleAuthority) -> list[object]:
        reviews = Review.objects.order_by("child__local_id", "held_on", "arranged_for", "state")
        named = NamedIro.objects.order_by("child__local_id", "appointed_on")
        due = Deadline.objects.order_by("child__local_id", "due_on", "chain", "number")
        return [
            list(reviews.values_list("child__local_id", "state", "held_on", "arranged_for", "late_reason", "place")),
            list(named.values_list("child__local_id", "iro__email", "appointed_on", "ended_on")),
            list(due.values_list("child__local_id", "rule", "due_on", "state", "in_time")),
        ]

    found = []
    for _ in range(2):
        with transaction.atomic():
            demo.load_council(SIR_UNRHYW, today=TODAY)
            found.append(within("Sir Unrhyw", facts))
            transaction.set_rollback(True)

    assert found[0] == found[1]
    assert all(len(rows) > 50 for rows in found[0])  # type: ignore[arg-type]


def test_an_authority_of_that_name_is_left_as_it_is() -> None:
    create_authority(name="anyshire", nation="england")

    left = demo.load_council(ANYSHIRE, today=TODAY)

    assert (left.created, left.children, left.sign_ins) == (False, 0, ())


def test_everybody_who_signs_in_has_the_password_and_nobody_else_has_one() -> None:
    demo.load_council(SIR_UNRHYW, today=TODAY)

    def passwords(authority: ResponsibleAuthority) -> dict[str, bool]:
        return {user.name: user.check_password(demo.PASSWORD) for user in User.objects.all()}

    validate_password(demo.PASSWORD)
    assert within("Sir Unrhyw", passwords) == {person.name: person.signs_in for person in SIR_UNRHYW.people}


def test_production_refuses_it(settings: Any) -> None:
    settings.PRODUCTION = True

    with pytest.raises(demo.NotInProduction, match="production"):
        demo.load(today=TODAY)
