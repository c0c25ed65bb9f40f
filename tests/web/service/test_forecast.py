"""The forecast: weeks beside their room, an officer's weeks, and what if; numbers outside sense are refused."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import CaseloadSettings
from tests.domain.caseloads.test_caseload import officer
from tests.factories import AuthorityFactory, UserFactory, diary
from tests.factories.caseloads import LeaveFactory
from tests.web.service.test_today import child_in_care
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db
PATH = "/service/forecast/"


@pytest.fixture
def tobias(anyshire: ResponsibleAuthority) -> User:
    """A full-time officer with three first reviews in the week of 7 December, and leave in that week."""
    CaseloadSettings.objects.create(authority=anyshire, reviews_per_full_time_week=Decimal(2))
    iro = officer(anyshire, "Tobias Wrenfield", from_on=date(2020, 1, 1))
    LeaveFactory.create(user=iro)
    for given in ("Wren", "Dot", "Orla"):
        child_in_care(anyshire, given, date(2026, 11, 9), iro=iro)
    return iro


@pytest.fixture
def manager(anyshire: ResponsibleAuthority, tobias: User) -> User:
    officer(anyshire, "Maren Oakhollow", from_on=date(2020, 1, 1))
    diary(anyshire)
    return UserFactory.create(manager=True, authority=anyshire)


def test_names_the_weeks_in_which_first_reviews_will_not_fit(manager: User) -> None:
    told = words(visit(manager, PATH))

    assert "26 weeks from Monday 23 November 2026: the whole service." in told
    assert "6 reviews fall due in these weeks. In 1 week first reviews will not fit." in told
    assert "Week of Monday 7 December: 1 of 3 first reviews will not fit; there is room for 2 meetings." in told
    assert "Days of leave 0 0 5 0" in told
    assert "Room for 4 4 2 4" in told
    assert "First reviews 0 0 3 0" in told


def test_an_officer_alone_has_the_own_weeks(manager: User, tobias: User) -> None:
    told = words(visit(manager, PATH, iro=tobias.pk))

    assert "26 weeks from Monday 23 November 2026: Tobias Wrenfield." in told
    assert "Week of Monday 7 December: 3 of 3 first reviews will not fit; there is room for 0 meetings." in told


def test_what_if_stands_beside_the_plain_forecast_and_changes_nothing_in_it(manager: User, tobias: User) -> None:
    plain = words(visit(manager, PATH))
    answer = visit(manager, PATH, without=tobias.pk, more=10)
    told = words(answer)

    assert "What if: without Tobias Wrenfield, and 10 children more" in told
    assert "First reviews 3 13" in told
    stands = plain[plain.index("As things stand") : plain.index("What this reckons with")]
    assert stands in told
    assert "With the change 26 reviews fall due in these weeks." in told
    assert links(answer)["Take the change back"] == PATH
    assert "What if" not in plain


@pytest.mark.parametrize(
    ("asked", "sentence"),
    [
        ({"more": "-1"}, "Enter a whole number of children from 0 to 200"),
        ({"more": "201"}, "Enter a whole number of children from 0 to 200"),
        ({"more": "ten"}, "Enter a whole number of children from 0 to 200"),
        ({"more": "1.5"}, "Enter a whole number of children from 0 to 200"),
        ({"without": "999999"}, "Choose an IRO of this service to leave out, or nobody"),
        ({"iro": "nobody at all"}, "Choose an IRO of this service, or all of them"),
    ],
)
def test_refuses_what_makes_no_sense_and_shows_the_plain_forecast(
    manager: User, asked: dict[str, Any], sentence: str
) -> None:
    answer = visit(manager, PATH, **asked)

    told = words(answer)
    assert answer.status_code == 200
    assert f"There is a problem {sentence}" in told
    assert "<title>Error: Forecast" in answer.content.decode()
    assert "6 reviews fall due in these weeks." in told
    assert "What if:" not in told
    assert visit(manager, f"{PATH}table.csv", **asked).status_code == 404


def test_an_officer_cannot_be_left_out_and_shown(manager: User, tobias: User) -> None:
    told = words(visit(manager, PATH, iro=tobias.pk, without=tobias.pk))

    assert "There is a problem Leave out another IRO than the one whose weeks are shown" in told


def test_says_why_no_room_stands_beside_the_weeks(anyshire: ResponsibleAuthority) -> None:
    iro = UserFactory.create(iro=True, authority=anyshire, name="Ifor Penllyn")
    child_in_care(anyshire, "Ivo", date(2026, 11, 9), iro=iro)
    child_in_care(anyshire, "Ada", date(2026, 11, 9))
    diary(anyshire)
    manager = UserFactory.create(manager=True, authority=anyshire)

    service, own, nobody = (words(visit(manager, PATH, iro=asked)) for asked in ("", iro.pk, "none"))

    assert "No post is recorded for anybody: record the posts of the officers" in service
    assert "No post is recorded for Ifor Penllyn: record it, and the room stands here." in own
    assert "Children without an IRO have nobody whose time could be set beside their reviews." in nobody
    assert ["Too many" in told for told in (service, own, nobody)] == [False, False, False]
    assert "4 reviews fall due in these weeks." in service


def test_children_without_an_iro_and_nothing_due_have_empty_weeks(manager: User) -> None:
    assert "0 reviews fall due in these weeks." in words(visit(manager, PATH, iro="none"))
    assert "20 reviews fall due in these weeks." in words(visit(manager, PATH, iro="none", more="10"))


def test_the_weeks_come_as_a_file_with_the_change_beside_them(manager: User, tobias: User) -> None:
    plain = list(csv.reader(StringIO(visit(manager, f"{PATH}table.csv").content.decode("utf-8-sig"))))
    trial = list(
        csv.reader(StringIO(visit(manager, f"{PATH}table.csv", without=tobias.pk).content.decode("utf-8-sig")))
    )

    assert [len(plain), len(plain[0]), len(trial[0])] == [27, 9, 17]
    assert plain[3][:4] == ["2026-12-07", "3", "3", "3"]
    assert plain[3][5:7] == ["5", "2"]
    assert [row[:9] for row in trial[1:]] == plain[1:]
    assert trial[3][13:15] == ["0", "2"]
    assert visit(manager, f"{PATH}table.xlsx").status_code == 200
    assert visit(manager, f"{PATH}table.pdf").status_code == 404


def test_is_for_those_who_run_this_service(manager: User) -> None:
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create(name="Sir Unrhyw", wales=True))

    for path in (PATH, f"{PATH}table.csv"):
        assert visit(UserFactory.create(iro=True, authority=manager.authority), path).status_code == 403
        assert visit(UserFactory.create(board=True, authority=manager.authority), path).status_code == 403
        assert asks_to_sign_in(visit(None, path))
    assert "Wrenfield" not in visit(elsewhere, PATH).content.decode()
    assert "0 reviews fall due in these weeks." in words(visit(elsewhere, PATH))


def test_asks_the_database_as_often_for_many_as_for_few(manager: User) -> None:
    before = queries(manager, f"{PATH}?more=10")

    for name in ("Ada", "Ben", "Cai"):
        child_in_care(manager.authority, name, date(2026, 11, 2), iro=officer(manager.authority, name))
    diary(manager.authority)

    assert queries(manager, f"{PATH}?more=10") == before
    assert before == 16
