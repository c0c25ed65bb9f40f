"""What everybody carries: by stream, for a full-time post, against the guide, last year and month by month."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Reading
from heard.caseloads.models import CaseloadSettings, FurtherCase
from heard.children.models import Child
from tests.domain.caseloads.test_caseload import carry, officer, pathway
from tests.factories import AuthorityFactory, ChildFactory, UserFactory
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db
PATH = "/service/caseload/"
LIST = "/service/caseload/children/"


@pytest.fixture
def tobias(anyshire: ResponsibleAuthority) -> User:
    """An officer of half a post with two children in full-time care, one in short breaks and a pathway plan."""
    iro = officer(anyshire, "Tobias Wrenfield", "0.5", from_on=date(2024, 4, 1))
    carry(iro, 2, on=date(2026, 6, 1))
    carry(iro, 1, "short-break", on=date(2025, 6, 2))
    pathway(iro, 1)
    return iro


@pytest.fixture
def manager(anyshire: ResponsibleAuthority, tobias: User) -> User:
    officer(anyshire, "Maren Oakhollow", "1", from_on=date(2026, 9, 1))
    return UserFactory.create(manager=True, authority=anyshire)


def test_shows_the_service_and_each_officer_against_the_guide_and_last_year(manager: User) -> None:
    told = words(visit(manager, PATH))

    assert "Monday 23 November 2026. 4 cases, 2 officers in post (1.5 full-time posts)." in told
    assert "Average caseload 3 4 cases, 1.5 full-time posts · M05" in told
    assert "A year ago 4 2 cases, 0.5 full-time posts" in told
    assert "Least, middle and most 0 · 4 · 8" in told
    assert "Maren Oakhollow 1 0 0 0 0 0 under guide 0 –" in told
    assert "Tobias Wrenfield 0.5 2 Tobias Wrenfield, Full-time care 1" in told
    assert "8 under guide 6 2" in told  # 2 + 1 × 0.5 + 1 × 0.5 of half a post, and 2 cases a year ago
    assert "Guidance for a full-time post is 50 to 70 (shaded)." in told


def test_shows_the_streams_rounded_each_for_itself(manager: User) -> None:
    told = words(visit(manager, PATH))

    assert "Full-time care 2 Full-time care 1 0 0" in told
    assert "Short breaks 1 Short breaks 1 1 2" in told
    assert "Pathway plans 1 Pathway plans 1 1 2" in told
    assert "Child protection" not in told


def test_says_in_a_sentence_what_the_months_show(manager: User) -> None:
    told = words(visit(manager, PATH))

    assert (
        "The average for a full-time post went from 4 (31 December 2025) to 3 (23 November 2026). It was lowest in"
        " September 2026 with 3 and highest in June 2026 with 8."
    ) in told
    assert "Dec 2025 Jan 2026 Feb 2026" in told
    assert "Cases 2 2 2 2 2 2 4 4 4 4 4 4" in told


def test_each_number_opens_its_cases(manager: User, tobias: User) -> None:
    found = links(visit(manager, PATH))

    assert found["2 Tobias Wrenfield, Full-time care"] == f"{LIST}?iro={tobias.pk}&stream=full-time"
    told = words(visit(manager, found["1 Tobias Wrenfield, Pathway plans"]))
    assert "1 case, Tobias Wrenfield, Pathway plans" in told
    assert "Tobias Wrenfield Pathway plans Tue 1 Jun 2010" in told
    assert "4 cases, Tobias Wrenfield" in words(visit(manager, found["4 Tobias Wrenfield"]))
    assert "4 cases CSV of this list" in words(visit(manager, found["4 cases, 1.5 full-time posts"]))


def test_conferences_count_where_the_service_chairs_them(manager: User, tobias: User) -> None:
    CaseloadSettings.objects.create(authority=manager.authority, chairs_conferences=True)
    FurtherCase.objects.create(
        authority=manager.authority,
        child=ChildFactory.create(authority=manager.authority),
        user=tobias,
        kind="child-protection",
        from_on=date(2026, 9, 7),
    )

    answer = visit(manager, PATH)

    assert "Average caseload 3 5 cases, 1.5 full-time posts · M05" in words(answer)
    found = links(answer)
    assert "5 cases CSV of this list" in words(visit(manager, found["5 cases, 1.5 full-time posts"]))
    assert "4 cases, Tobias Wrenfield, " in words(visit(manager, found["4 Tobias Wrenfield"]))
    assert "1 case, Child protection" in words(visit(manager, found["1 Child protection"]))


def test_support_sees_the_numbers_and_only_the_children_it_may_see(manager: User, tobias: User) -> None:
    Child.objects.filter(named_iros__iro=tobias, periods_of_care__stream="short-break").update(restricted=True)
    support = UserFactory.create(support=True, authority=manager.authority)

    answer = visit(support, PATH)
    told = words(visit(support, LIST))

    assert "4 cases" in words(answer)
    assert [text for text in links(answer) if text.startswith(("2 ", "4 "))] == []
    assert links(answer)["Tobias Wrenfield"] == f"{LIST}?iro={tobias.pk}"
    assert "3 cases CSV of this list" in told
    assert "4 cases CSV of this list" in words(visit(manager, LIST))


def test_without_a_post_it_says_what_to_do_and_nothing_for_a_full_time_post(anyshire: ResponsibleAuthority) -> None:
    iro = UserFactory.create(iro=True, authority=anyshire, name="Ifor Penllyn")
    carry(iro, 3, on=date(2026, 6, 1))

    told = words(visit(UserFactory.create(manager=True, authority=anyshire), PATH))

    assert "No post is recorded for today Record the posts of the officers" in told
    assert "Average caseload n/a 3 cases, 0 full-time posts" in told
    assert "No post is recorded for these months, so there is no average to show." in told


def test_an_empty_service_is_told_what_to_do(anyshire: ResponsibleAuthority) -> None:
    told = words(visit(UserFactory.create(manager=True, authority=anyshire), PATH))

    assert "Nobody carries a case yet" in told


def test_what_the_address_does_not_know_it_leaves_out(manager: User) -> None:
    for asked in ({"iro": "99999999999999999999"}, {"iro": "-1"}, {"stream": "police"}, {"page": "900"}):
        assert "4 cases CSV of this list" in words(visit(manager, LIST, **asked)), asked
    assert "0 cases" in words(visit(manager, LIST, iro="987654"))


def test_the_table_comes_as_a_file(manager: User) -> None:
    answer = visit(manager, f"{PATH}table.csv")
    book = visit(manager, f"{PATH}table.xlsx")

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [
        ["IRO", "Part of a full-time post", "Full-time care", "Short breaks", "Pathway plans", "All",
         "For a full-time post", "Against the guide", "Weighted, for a full-time post", "All a year ago"],
        ["Maren Oakhollow", "1.00", "0", "0", "0", "0", "0.0", "under guide", "0.0", ""],
        ["Tobias Wrenfield", "0.50", "2", "1", "1", "4", "8.0", "under guide", "6.0", "2"],
        ["Service", "1.50", "2", "1", "1", "4", "2.7", "", "", "2"],
    ]  # fmt: skip
    sheet = ZipFile(BytesIO(book.content)).read("xl/worksheets/sheet1.xml").decode()
    assert re.findall(r'<c r="[B-G]3"><v>([^<]*)</v>', sheet) == ["0.5", "2", "1", "1", "4", "8"]
    assert visit(manager, f"{PATH}table.pdf").status_code == 404


def test_the_cases_come_as_a_file_and_are_written_down(manager: User, tobias: User) -> None:
    answer = visit(manager, f"{LIST}list.csv", iro=tobias.pk, stream="short-break")

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    child = Child.objects.get(periods_of_care__stream="short-break")
    assert rows == [
        ["Child", "Local number", "IRO", "Stream", "Since"],
        ["Teo Marblecroft", child.local_id, "Tobias Wrenfield", "Short breaks", "2025-06-02"],
    ]
    assert list(Reading.objects.values_list("what", "children")) == [("service.caseload_children.csv", 1)]


def test_is_for_those_who_run_this_service(manager: User) -> None:
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create(name="Sir Unrhyw", wales=True))

    for path in (PATH, LIST, f"{PATH}table.csv", f"{LIST}list.csv"):
        assert visit(UserFactory.create(iro=True, authority=manager.authority), path).status_code == 403, path
        assert visit(UserFactory.create(board=True, authority=manager.authority), path).status_code == 403, path
        assert asks_to_sign_in(visit(None, path)), path
        assert "Wrenfield" not in visit(elsewhere, path).content.decode(), path


def test_asks_the_database_as_often_for_many_as_for_few(manager: User) -> None:
    before = [queries(manager, path) for path in (PATH, LIST)]

    for name in ("Ada", "Ben", "Cai"):
        iro = officer(manager.authority, name)
        carry(iro, 2, on=date(2026, 6, 1))
        pathway(iro, 1)

    assert [queries(manager, path) for path in (PATH, LIST)] == before
    assert before == [18, 7]


def test_a_setting_of_the_service_moves_the_upper_end_of_the_guide(manager: User) -> None:
    CaseloadSettings.objects.create(authority=manager.authority, full_caseload=60)

    assert "Guidance for a full-time post is 50 to 60 (shaded)." in words(visit(manager, PATH))
