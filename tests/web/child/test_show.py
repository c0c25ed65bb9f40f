"""A child's page: the overview."""

from datetime import date, time

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Reading
from heard.children.models import Child
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    EpisodeFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


@pytest.fixture
def teo(maren: User) -> Child:
    child = ChildFactory.create(authority=maren.authority, given_name="Teo", family_name="Marblecroft")
    EpisodeFactory.create(period=PeriodFactory.create(child=child))
    NamedIroFactory.create(child=child, iro=maren)
    diary(maren.authority)
    return child


def path(child: Child) -> str:
    return f"/children/{child.pk}/"


def test_says_where_the_law_stands_with_the_whole_reason(maren: User, teo: Child) -> None:
    booked = ReviewFactory.create(
        child=teo, arranged_for=date(2026, 11, 27), arranged_time=time(16, 15), place="At home"
    )

    answer = visit(maren, path(teo))
    told = words(answer)

    assert "9 years, born 14 March 2017" in told
    assert "Lives Foster care, since 2 November 2026" in told
    assert "IRO Maren Oakhollow since 5 November 2026" in told
    assert (
        "Looked after since Monday 2 November 2026 by agreement, section 20 of the Children Act 1989. First period of"
        " care. First review must be held by Monday 30 November 2026. It is arranged for Friday 27 November, 1 working"
        " day before that. 5 working days left Why Monday 30 November 2026?" in told
    )
    assert "Counted from Monday 2 November 2026, when Teo Marblecroft became looked after" in told
    assert "Regulation 33(1), Care Planning, Placement and Case Review (England) Regulations 2010" in told
    assert "2 Nov start 2 1 3 2 4 3 5 4 6" in told
    assert "due, day 20 30" in told
    assert "Arranged for Friday 27 November, 16:15, At home." in told
    assert links(answer)["First review"] == f"/reviews/{booked.pk}/"


def test_tells_a_welsh_child_by_the_law_of_wales(sir_unrhyw: ResponsibleAuthority) -> None:
    gwion = UserFactory.create(iro=True, authority=sir_unrhyw)
    child = ChildFactory.create(authority=sir_unrhyw)
    EpisodeFactory.create(period=PeriodFactory.create(child=child))
    diary(sir_unrhyw)

    told = words(visit(gwion, path(child)))

    assert "by agreement, section 76 of the Social Services and Well-being (Wales) Act 2014" in told
    assert "Care Planning, Placement and Case Review (Wales) Regulations 2015" in told
    assert "(England)" not in told


def test_lists_what_comes_next_soonest_first(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority)
    PeriodFactory.create(child=child, started_on=date(2026, 11, 16))
    diary(maren.authority)

    told = words(visit(maren, path(child)))

    assert told.index("Name an IRO") < told.index("First review", told.index("What comes next"))
    assert "Today Mon 23 Nov" in told
    assert "Statutory guidance" in told


def test_the_timeline_tells_care_homes_status_reviews_and_iros_latest_first(maren: User, teo: Child) -> None:
    period = teo.periods_of_care.get()
    EpisodeFactory.create(
        period=period, started_on=date(2026, 11, 10), reason_started="B", legal_status="C1", placement_type="K2"
    )
    ReviewFactory.create(period=period, held=True)
    diary(maren.authority)

    told = words(visit(maren, path(teo)))
    told = told[told.index("Timeline") :]

    wanted = [
        "First review held Maren Oakhollow",
        "In time. Came and spoke for themselves (PN1).",
        "Moved: Children’s home",
        "Legal status changed: Interim care order",
        "IRO named: Maren Oakhollow",
        "Became looked after",
    ]
    places = [told.index(text) for text in wanted]
    assert places == sorted(places)


def test_the_timeline_keeps_to_the_kind_in_the_address(maren: User, teo: Child) -> None:
    answer = visit(maren, path(teo), t="iro")

    told = words(answer)
    assert "IRO named: Maren Oakhollow" in told
    assert "Became looked after Monday 2 November 2026 Accommodated" not in told
    assert links(answer)["Reviews"] in (f"/children/{teo.pk}/reviews/", f"/children/{teo.pk}/?t=reviews")


def test_a_child_who_left_care_owes_nothing(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority)
    PeriodFactory.create(child=child, started_on=date(2026, 1, 5), ceased_on=date(2026, 11, 19), reason_ceased="E48")
    diary(maren.authority)

    told = words(visit(maren, path(child)))

    assert "Was looked after from Monday 5 January 2026 to Thursday 19 November 2026." in told
    assert "First period of care. Special guardianship. No review is owed after that day." in told
    assert "Nothing is owed now." in told


def test_a_child_without_care_or_name_has_a_page_too(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority, unnamed=True, local_id="7731", born_on=None)

    told = words(visit(maren, path(child)))

    assert "Child 7731" in told
    assert "Date of birth not known" in told
    assert "No period of care is recorded." in told


def test_offers_what_each_may_do(maren: User, teo: Child) -> None:
    manager = UserFactory.create(manager=True, authority=maren.authority)
    worker = UserFactory.create(social_worker=True, authority=maren.authority)
    RelationshipFactory.create(child=teo, user=worker)

    offered = {user: set(links(visit(user, path(teo)))) for user in (maren, manager, worker)}

    actions = {"Change the IRO", "Arrange a review", "Record a review as held"}
    assert offered[maren] & actions == {"Arrange a review", "Record a review as held"}
    assert offered[manager] & actions == actions
    assert offered[worker] & actions == set()


def test_opening_it_is_logged(maren: User, teo: Child) -> None:
    visit(maren, path(teo))

    assert list(Reading.objects.values_list("what", "actor_id", "child_id")) == [("child.page", maren.pk, teo.pk)]


def test_is_not_there_for_those_who_may_not_see_the_child(maren: User, teo: Child) -> None:
    stranger = UserFactory.create(social_worker=True, authority=maren.authority)
    board = UserFactory.create(board=True, authority=maren.authority)
    elsewhere = UserFactory.create(iro=True, authority=AuthorityFactory.create())

    assert visit(maren, path(teo)).status_code == 200
    assert visit(stranger, path(teo)).status_code == 404
    assert visit(elsewhere, path(teo)).status_code == 404
    assert visit(board, path(teo)).status_code == 403
    assert asks_to_sign_in(visit(None, path(teo)))


@pytest.mark.parametrize("held", [1, 3])
def test_costs_the_same_few_statements_however_much_happened(maren: User, teo: Child, held: int) -> None:
    for day in range(held):
        ReviewFactory.create(child=teo, held=True, held_on=date(2026, 11, 16 + day))
    diary(maren.authority)

    assert queries(maren, path(teo)) == 16
