"""My week."""

from datetime import date, time

import pytest
from django.urls import reverse

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event, Reading
from heard.children.models import Child
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    NamedIroFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db
PATH = "/my-week/"


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


def child_of(iro: User, given: str, started_on: date, *, appointed_on: date = date(2026, 10, 1)) -> Child:
    child = ChildFactory.create(authority=iro.authority, given_name=given)
    PeriodFactory.create(child=child, started_on=started_on)
    NamedIroFactory.create(child=child, iro=iro, appointed_on=appointed_on)
    return child


def test_lists_what_is_owed_by_days_left_with_the_reason(maren: User) -> None:
    late = child_of(maren, "Orla", date(2026, 10, 1))
    tomorrow = child_of(maren, "Pip", date(2026, 10, 27))
    child_of(maren, "Juno", date(2026, 10, 29))
    weeks = child_of(maren, "Teo", date(2026, 11, 2), appointed_on=date(2026, 11, 20))
    booked = ReviewFactory.create(child=weeks, arranged_for=date(2026, 11, 27), arranged_time=time(16, 15))
    diary(maren.authority)

    answer = visit(maren, PATH)
    told = words(answer)

    assert "Monday 23 November 2026. You are the named IRO of 4 children." in told
    groups = [told.index(text) for text in ("Late 1", "Today and tomorrow 1", "Rest of this week 1", "Next 3 weeks 1")]
    assert groups == sorted(groups)
    assert "17 working days late Thu 29 Oct" in told
    assert "1 working day left Tue 24 Nov" in told
    assert "Not arranged yet" in told
    assert "Fri 27 Nov, 16:15" in told
    assert "Friday 27 16:15 Review, Teo Marblecroft" in told
    assert "Regulation 33(1), Care Planning, Placement and Case Review (England) Regulations 2010 (law)" in told
    assert "Named IRO since Fri 20 Nov." in told
    found = links(answer)
    assert found["Arrange it : First review, Pip Marblecroft"] == reverse("reviews:arrange", args=[tomorrow.pk])
    assert found["Open the review : First review, Teo Marblecroft"] == f"/reviews/{booked.pk}/"
    assert found["Review, Teo Marblecroft"] == f"/reviews/{booked.pk}/"
    assert found["Orla Marblecroft"] == reverse("child:show", args=[late.pk])


def test_says_when_a_booking_is_after_the_due_date_or_has_passed(maren: User) -> None:
    after = child_of(maren, "Orla", date(2026, 11, 2))
    passed = child_of(maren, "Pip", date(2026, 11, 2))
    ReviewFactory.create(child=after, arranged_for=date(2026, 12, 2))
    booking = ReviewFactory.create(child=passed, arranged_for=date(2026, 11, 20))
    diary(maren.authority)

    answer = visit(maren, PATH)

    assert "Wed 2 Dec After the due date" in words(answer)
    assert "Fri 20 Nov This day has passed" in words(answer)
    record = reverse("reviews:record", args=[passed.pk])
    assert links(answer)["Record as held : First review, Pip Marblecroft"] == f"{record}?booking={booking.pk}"


def test_keeps_to_one_kind_and_another_order(maren: User) -> None:
    child_of(maren, "Orla", date(2026, 11, 3))
    short = ChildFactory.create(authority=maren.authority, given_name="Zeb")
    PeriodFactory.create(child=short, started_on=date(2026, 9, 1), short_break=True)
    NamedIroFactory.create(child=short, iro=maren)
    diary(maren.authority)

    every, one, turned = (visit(maren, PATH + query) for query in ("", "?kind=short-breaks", "?sort=-child"))

    assert "All 2 Reviews 1 Short breaks 1" in words(every)
    assert "Zeb Marblecroft" in words(one)
    assert "Orla Marblecroft" not in words(one).split("Appointments to answer")[0]
    assert words(turned).index("Zeb Marblecroft") < words(turned).index("Orla Marblecroft")


def test_shows_nothing_of_another_iro(maren: User) -> None:
    tobias = UserFactory.create(iro=True, authority=maren.authority, name="Tobias Wrenfield")
    child_of(tobias, "Dot", date(2026, 11, 2))
    diary(maren.authority)

    assert "Dot Marblecroft" in words(visit(tobias, PATH))
    assert "Dot Marblecroft" not in words(visit(maren, PATH))
    assert "Nobody has been named for a child yet" in words(visit(maren, PATH))


def test_lets_a_manager_look_at_another_week_and_nobody_else(maren: User) -> None:
    manager = UserFactory.create(manager=True, authority=maren.authority)
    colleague = UserFactory.create(iro=True, authority=maren.authority)
    child_of(maren, "Teo", date(2026, 11, 2))
    diary(maren.authority)

    seen = visit(manager, PATH, iro=maren.pk)
    refused = visit(colleague, PATH, iro=maren.pk)

    assert "The week of Maren Oakhollow" in words(seen)
    assert "Teo Marblecroft" in words(seen)
    assert refused.status_code == 403
    assert list(Event.objects.values_list("name", "actor_id")) == [("access.refused", colleague.pk)]
    assert visit(manager, PATH, iro="nonsense").status_code == 404
    assert visit(manager, PATH, iro=colleague.pk).status_code == 200


def test_is_for_iros_of_the_same_authority(maren: User) -> None:
    elsewhere = AuthorityFactory.create(name="Sir Unrhyw", wales=True)
    manager = UserFactory.create(manager=True, authority=elsewhere)
    child_of(maren, "Teo", date(2026, 11, 2))
    diary(maren.authority)

    assert visit(UserFactory.create(social_worker=True, authority=maren.authority), PATH).status_code == 403
    assert visit(manager, PATH, iro=maren.pk).status_code == 404
    assert "Teo Marblecroft" not in words(visit(manager, PATH))
    assert asks_to_sign_in(visit(None, PATH))


def test_writes_down_who_read_about_how_many(maren: User) -> None:
    child_of(maren, "Teo", date(2026, 11, 2))
    child_of(maren, "Pip", date(2026, 11, 2))
    diary(maren.authority)

    visit(maren, PATH)

    assert list(Reading.objects.values_list("what", "actor_id", "children")) == [("my_week.page", maren.pk, 2)]


def test_asks_the_database_as_often_for_three_children_as_for_one(maren: User) -> None:
    ReviewFactory.create(child=child_of(maren, "Teo", date(2026, 11, 2)))
    diary(maren.authority)
    one = queries(maren, PATH)
    for name in ("Pip", "Juno"):
        ReviewFactory.create(child=child_of(maren, name, date(2026, 11, 2), appointed_on=date(2026, 11, 20)))
    diary(maren.authority)

    assert (one, queries(maren, PATH)) == (22, 22)


def test_says_that_the_caseload_guide_is_to_be_confirmed_in_england_and_gives_none_in_wales(maren: User) -> None:
    wales = AuthorityFactory.create(name="Sir Unrhyw", wales=True)
    welsh = UserFactory.create(iro=True, authority=wales)

    assert "Guidance for a full-time post is 50 to 70 (shaded). to be confirmed" in words(visit(maren, PATH))
    assert "full-time post" not in words(visit(welsh, PATH))
