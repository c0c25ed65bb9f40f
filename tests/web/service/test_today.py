"""The service's day."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.urls import reverse

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Reading
from heard.children.models import Child
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    ImportProblemFactory,
    ImportRunFactory,
    NamedIroFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.factories.caseloads import PostFactory
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db
PATH = "/service/"


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma Brightwater")


def child_in_care(authority: ResponsibleAuthority, given: str, started_on: date, *, iro: User | None = None) -> Child:
    child = ChildFactory.create(authority=authority, given_name=given)
    PeriodFactory.create(child=child, started_on=started_on)
    if iro is not None:
        NamedIroFactory.create(child=child, iro=iro, appointed_on=started_on)
    return child


def test_lists_children_without_an_iro_with_clock_own_target_and_first_review(manager: User) -> None:
    manager.authority.allocation_target_working_days = 3
    manager.authority.save()
    child = child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    diary(manager.authority)

    answer = visit(manager, PATH)
    told = words(answer)

    assert "Today Mon 23 Nov" in told
    assert "Own target Thu 19 Nov" in told
    assert "Mon 14 Dec" in told
    assert "Children without an IRO 1 (1 child)" in told
    assert links(answer)["Name IRO for Ivo Marblecroft"] == reverse("naming:name", args=[child.pk])


def test_says_what_needs_somebody_today(manager: User) -> None:
    iro = UserFactory.create(iro=True, authority=manager.authority)
    child_in_care(manager.authority, "Orla", date(2026, 10, 1), iro=iro)
    late = child_in_care(manager.authority, "Dot", date(2026, 9, 1), iro=iro)
    ReviewFactory.create(child=late, held=True, held_on=date(2026, 11, 2))
    run = ImportRunFactory.create(authority=manager.authority, finished_at=datetime(2026, 11, 22, 23, 10, tzinfo=UTC))
    ImportProblemFactory.create(run=run, refused=True)
    ImportProblemFactory.create(run=run)
    diary(manager.authority)

    answer = visit(manager, PATH)

    assert "1 review is overdue" in words(answer)
    assert "1 late review has no reason yet" in words(answer)
    assert "Last import: 1 row refused" in words(answer)
    found = links(answer)
    assert found["1 review is overdue"] == "/children/?next=overdue"
    assert found["1 late review has no reason yet"] == "/service/timeliness/late/?reason=none"
    assert found["Last import: 1 row refused"] == reverse("imports:show", args=[run.pk])
    assert "last import Sunday 22 November 2026, 23:10" in answer.content.decode()


def test_shows_both_measures_with_their_counts_and_the_late_with_their_reasons(manager: User) -> None:
    iro = UserFactory.create(iro=True, authority=manager.authority, name="Tobias Wrenfield")
    good = child_in_care(manager.authority, "Wren", date(2026, 10, 1), iro=iro)
    late = child_in_care(manager.authority, "Dot", date(2026, 9, 1), iro=iro)
    ReviewFactory.create(child=good, held=True, held_on=date(2026, 10, 20))
    ReviewFactory.create(child=late, held=True, held_on=date(2026, 10, 1), late_reason="child_wish")
    diary(manager.authority)

    answer = visit(manager, PATH)
    told = words(answer)

    assert "Reviews in time 50.0% 1 of 2 reviews · M09" in told
    assert "Children with every review in time 50.0% 1 of 2 children · M10" in told
    assert "Late since 1 October, and why" in told
    assert "Thu 1 Oct 2 working days late The child wished it" in told
    assert links(answer)["1 of 2 children"] == "/service/timeliness/children/"


def test_shows_who_carries_how_many_and_leads_to_their_week(manager: User) -> None:
    iro = UserFactory.create(iro=True, authority=manager.authority, name="Tobias Wrenfield")
    child_in_care(manager.authority, "Wren", date(2026, 10, 1), iro=iro)
    short = ChildFactory.create(authority=manager.authority)
    PeriodFactory.create(child=short, started_on=date(2026, 9, 1), short_break=True)
    NamedIroFactory.create(child=short, iro=iro)
    PostFactory.create(user=iro, fte=Decimal("0.5"))
    diary(manager.authority)

    answer = visit(manager, PATH)

    assert "Tobias Wrenfield 1 1 0 2 0.5 4 1 Service 1 1 0 2 0.5 4 1" in words(answer)
    assert links(answer)["Tobias Wrenfield"] == f"/my-week/?iro={iro.pk}"


def test_a_new_authority_is_told_what_to_do_first(manager: User) -> None:
    answer = visit(manager, PATH)

    assert "No child is here yet" in words(answer)
    assert links(answer)["Load your first return"] == reverse("imports:list")


def test_business_support_sees_the_day_without_the_measures(manager: User) -> None:
    support = UserFactory.create(support=True, authority=manager.authority)
    child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    diary(manager.authority)

    told = words(visit(support, PATH))

    assert "Ivo Marblecroft" in told
    assert "M09" not in told
    assert "M09" in words(visit(manager, PATH))
    assert "Name IRO for" not in told


def test_is_for_those_who_run_this_service(manager: User) -> None:
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create(name="Sir Unrhyw", wales=True))
    child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    diary(manager.authority)

    assert visit(UserFactory.create(iro=True, authority=manager.authority), PATH).status_code == 403
    assert "Ivo Marblecroft" not in words(visit(elsewhere, PATH))
    assert asks_to_sign_in(visit(None, PATH))


def test_a_restricted_child_is_shown_to_the_manager_and_not_to_support(manager: User) -> None:
    support = UserFactory.create(support=True, authority=manager.authority)
    child = child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    child.restricted = True
    child.save()
    diary(manager.authority)

    assert "Ivo Marblecroft" in words(visit(manager, PATH))
    assert "Ivo Marblecroft" not in words(visit(support, PATH))


def test_writes_down_that_children_were_read_about(manager: User) -> None:
    child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
    diary(manager.authority)

    visit(manager, PATH)

    assert list(Reading.objects.values_list("what", "children")) == [("service.today", 1)]


def test_asks_the_database_as_often_for_three_children_as_for_one(manager: User) -> None:
    iro = UserFactory.create(iro=True, authority=manager.authority)

    def more() -> None:
        child_in_care(manager.authority, "Ivo", date(2026, 11, 16))
        late = child_in_care(manager.authority, "Dot", date(2026, 9, 1), iro=iro)
        ReviewFactory.create(child=late, held=True, held_on=date(2026, 10, 5))
        diary(manager.authority)

    more()
    one = queries(manager, PATH)
    more()
    more()

    assert (one, queries(manager, PATH)) == (25, 25)
