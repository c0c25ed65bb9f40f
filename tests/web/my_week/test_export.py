"""The week as a file."""

import csv
import re
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Reading
from tests.factories import ChildFactory, NamedIroFactory, PeriodFactory, UserFactory, diary
from tests.web.visits import visit

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    iro = UserFactory.create(iro=True, authority=anyshire)
    child = ChildFactory.create(authority=anyshire, given_name="=cmd|'/c calc'!A1", local_id="100007")
    PeriodFactory.create(child=child)
    NamedIroFactory.create(child=child, iro=iro)
    diary(anyshire)
    return iro


def test_csv_holds_the_list_and_no_formula(maren: User) -> None:
    answer = visit(maren, "/my-week/list.csv")

    rows = list(csv.reader(StringIO(answer.content.decode("utf-8-sig"))))
    assert rows == [
        ["Due", "Clock", "What", "Child", "Local id", "Arranged for", "Why"],
        [
            "2026-11-30",
            "5 working days left",
            "First review",
            "'=cmd|'/c calc'!A1 Marblecroft",
            "100007",
            "",
            rows[1][6],
        ],
    ]
    assert rows[1][6].endswith("Monday 30 November is day 20.")
    assert answer["Content-Disposition"] == 'attachment; filename="my-week-2026-11-23.csv"'
    assert list(Reading.objects.values_list("what", "children")) == [("my_week.csv", 1)]


def test_xlsx_holds_dates_as_dates(maren: User) -> None:
    answer = visit(maren, "/my-week/list.xlsx")

    book = ZipFile(BytesIO(answer.content))
    sheet = book.read("xl/worksheets/sheet1.xml").decode()
    serial = (date(2026, 11, 30) - date(1899, 12, 30)).days
    assert re.findall(r'<c r="A2" s="\d+"><v>(\d+)</v>', sheet) == [str(serial)]
    assert "<f>" not in sheet
    assert "'=cmd|'/c calc'!A1 Marblecroft<" in book.read("xl/sharedStrings.xml").decode()


def test_another_form_is_not_there(maren: User) -> None:
    assert visit(maren, "/my-week/list.exe").status_code == 404


def test_is_not_for_a_colleague_without_the_week(maren: User) -> None:
    support = UserFactory.create(support=True, authority=maren.authority)

    assert visit(support, "/my-week/list.csv").status_code == 403
