"""The list of children, its search and its files."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.http import QueryDict
from django.urls import reverse

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Reading
from heard.children.models import Child
from heard.web.children.asked import Asked, date_in
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    EpisodeFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    TeamFactory,
    UserFactory,
    diary,
)
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db
PATH = "/children/"


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


def known(authority: ResponsibleAuthority, given: str, **facts: object) -> Child:
    about = {
        name: facts.pop(name) for name in ("ceased_on", "short_break", "legal_status", "started_on") if name in facts
    }
    status = about.pop("legal_status", "V2")
    lives = facts.pop("placement_type", "U6")
    child = ChildFactory.create(authority=authority, given_name=given, **facts)
    period = PeriodFactory.create(child=child, **about)
    EpisodeFactory.create(period=period, legal_status=status, placement_type=lives)
    return child


def names(answer: object) -> list[str]:
    return [
        text.split()[0]
        for text, href in links(answer).items()
        if href.startswith("/children/") and href[10:-1].isdigit()
    ]


@pytest.mark.parametrize("typed", ["14/03/2017", "14 March 2017", "14.3.2017", "2017-03-14", "14 Mawrth 2017"])
def test_reads_a_date_of_birth_as_people_write_it(typed: str) -> None:
    assert date_in(typed) == date(2017, 3, 14)


@pytest.mark.parametrize("typed", ["31/02/2017", "Marblecroft", "14/03/17", "100007", ""])
def test_takes_nothing_else_for_a_date(typed: str) -> None:
    assert date_in(typed) is None


def test_leaves_out_of_the_address_what_it_does_not_know() -> None:
    asked = Asked.of(QueryDict("care=maybe&iro=x&iro=7&sort=loudest&stream=full-time&status=XX&team=none"))

    assert asked.kept == {
        "q": [],
        "care": [],
        "stream": ["full-time"],
        "status": [],
        "with": [],
        "iro": ["7"],
        "team": ["none"],
        "next": [],
        "sort": [],
    }


def test_lists_children_in_care_by_name_with_their_next_review(maren: User) -> None:
    known(maren.authority, "Teo", local_id="100001")
    known(maren.authority, "Ada", local_id="100002")
    known(maren.authority, "Gone", ceased_on=date(2026, 11, 10))
    diary(maren.authority)

    answer = visit(maren, PATH)

    assert names(answer) == ["Ada", "Teo"]
    assert "2 children in care now." in words(answer)
    assert "5 working days left Mon 30 Nov" in words(answer)
    assert "Accommodated by agreement (section 20)" in words(answer)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        pytest.param("care=ceased", ["Gone"], id="care ended"),
        pytest.param("care=now&care=ceased", ["Ada", "Gone", "Short", "Teo"], id="all"),
        pytest.param("stream=short-break", ["Short"], id="stream"),
        pytest.param("status=C2", ["Ada"], id="legal status"),
        pytest.param("with=relatives", ["Ada"], id="placed in the extended family"),
        pytest.param("iro=none", ["Ada", "Short"], id="without an IRO"),
        pytest.param("team=none", ["Short", "Teo"], id="without a team"),
        pytest.param("next=overdue", ["Ada"], id="overdue"),
        pytest.param("next=4weeks", ["Teo"], id="due in 4 weeks"),
        pytest.param("next=overdue&next=4weeks", ["Ada", "Teo"], id="either"),
        pytest.param("sort=-name", ["Teo", "Short", "Ada"], id="turned round"),
        pytest.param("sort=review", ["Ada", "Teo", "Short"], id="by next review"),
    ],
)
def test_narrows_and_orders_by_what_stands_in_the_address(maren: User, query: str, found: list[str]) -> None:
    team = TeamFactory.create(authority=maren.authority)
    known(maren.authority, "Ada", started_on=date(2026, 9, 1), legal_status="C2", team=team, placement_type="U1")
    NamedIroFactory.create(child=known(maren.authority, "Teo"), iro=maren)
    known(maren.authority, "Short", short_break=True, legal_status="V4", started_on=date(2026, 10, 1))
    known(maren.authority, "Gone", ceased_on=date(2026, 11, 10), team=team)
    diary(maren.authority)

    assert names(visit(maren, f"{PATH}?{query}")) == found


def test_shows_what_is_chosen_and_how_to_take_it_away(maren: User) -> None:
    known(maren.authority, "Teo")

    answer = visit(maren, PATH + "?stream=full-time&iro=none&sort=born")

    found = links(answer)
    assert found["Remove this filter: Full-time care"] == "/children/?iro=none&sort=born"
    assert found["Clear filters"] == "/children/"


@pytest.mark.parametrize("typed", ["marblecroft teo", "100007", "14/03/2017"])
def test_a_search_with_one_hit_goes_to_the_child(maren: User, typed: str) -> None:
    child = known(maren.authority, "Teo", local_id="100007")
    known(maren.authority, "Ada", local_id="200001", born_on=date(2018, 1, 1))

    answer = visit(maren, PATH, q=typed)

    assert (answer.status_code, answer["Location"]) == (302, reverse("child:show", args=[child.pk]))


def test_a_search_without_a_hit_does_not_tell_whether_a_hidden_child_exists(maren: User) -> None:
    known(maren.authority, "Teo", family_name="Hidden", restricted=True)

    hidden = words(visit(maren, PATH, q="Hidden"))
    nobody = words(visit(maren, PATH, q="Nobody"))

    assert hidden.replace("Hidden", "Nobody") == nobody
    assert "No child matches “Nobody”" in nobody
    manager = UserFactory.create(manager=True, authority=maren.authority)
    assert visit(manager, PATH, q="Hidden").status_code == 302


def test_a_social_worker_sees_the_children_they_work_with(maren: User) -> None:
    worker = UserFactory.create(social_worker=True, authority=maren.authority)
    known(maren.authority, "Teo")
    RelationshipFactory.create(child=known(maren.authority, "Ada"), user=worker)

    assert names(visit(worker, PATH)) == ["Ada"]


def test_is_for_those_who_see_children_of_this_authority(maren: User) -> None:
    elsewhere = UserFactory.create(iro=True, authority=AuthorityFactory.create(name="Sir Unrhyw", wales=True))
    known(maren.authority, "Teo")

    assert names(visit(maren, PATH)) == ["Teo"]
    assert names(visit(elsewhere, PATH)) == []
    assert visit(UserFactory.create(board=True, authority=maren.authority), PATH).status_code == 403
    assert asks_to_sign_in(visit(None, PATH))


def test_the_file_holds_the_whole_filtered_list_and_is_written_down(maren: User) -> None:
    known(maren.authority, "Teo", local_id="100007")
    known(maren.authority, "Ada", local_id="100008", started_on=date(2026, 11, 9))
    known(maren.authority, "Short", short_break=True)
    diary(maren.authority)

    answer = visit(maren, PATH + "list.csv?stream=full-time")

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row[:5] for row in rows[1:]] == [
        ["100008", "Ada Marblecroft", "2017-03-14", "Full-time care", "2026-11-09"],
        ["100007", "Teo Marblecroft", "2017-03-14", "Full-time care", "2026-11-02"],
    ]
    assert list(Reading.objects.values_list("what", "actor_id", "children")) == [("children.csv", maren.pk, 2)]


def test_the_file_is_for_those_who_may_take_lists_away(maren: User) -> None:
    worker = UserFactory.create(social_worker=True, authority=maren.authority)

    assert visit(worker, PATH + "list.csv").status_code == 403
    assert visit(maren, PATH + "list.xlsx").status_code == 200
    assert visit(maren, PATH + "list.pdf").status_code == 404


def test_fifty_stand_on_a_page(maren: User) -> None:
    for number in range(51):
        known(maren.authority, f"Kit{number:02d}")

    first, second = visit(maren, PATH), visit(maren, PATH, page=2)

    assert (len(names(first)), names(second)) == (50, ["Kit50"])
    assert "1 to 50 of 51" in words(first)
    assert links(first)["Next page"] == "/children/?page=2"
    assert names(visit(maren, PATH, page=99)) == ["Kit50"]


def test_asks_the_database_as_often_for_three_children_as_for_one(maren: User) -> None:
    known(maren.authority, "Teo")
    diary(maren.authority)
    one = queries(maren, PATH)
    for given in ("Ada", "Kit"):
        NamedIroFactory.create(child=known(maren.authority, given), iro=maren)
    diary(maren.authority)

    assert (one, queries(maren, PATH)) == (11, 11)
