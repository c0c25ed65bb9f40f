"""Recording when the service was told of a child."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.caseloads.models import ServiceTold
from heard.children.models import Child
from tests.factories import ChildFactory, PeriodFactory, UserFactory
from tests.web.visits import send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


@pytest.fixture
def teo(manager: User) -> Child:
    child = ChildFactory.create(authority=manager.authority, given_name="Teo")
    PeriodFactory.create(child=child)
    return child


def path(child: Child) -> str:
    return f"/children/{child.pk}/told/"


def day(number: str) -> dict[str, str]:
    return {"told_on_day": number, "told_on_month": "11", "told_on_year": "2026"}


def test_records_the_day_and_corrects_it(manager: User, teo: Child) -> None:
    send(manager, path(teo), **day("4"))
    answer = send(manager, path(teo), **day("5"))

    assert (answer.status_code, answer["Location"]) == (302, "/service/without-iro/")
    assert list(ServiceTold.objects.values_list("child", "told_on", "recorded_by")) == [
        (teo.pk, date(2026, 11, 5), manager.pk)
    ]
    assert list(Event.objects.values_list("name", "child_id", "actor_id")) == [
        ("service.told", teo.pk, manager.pk),
        ("service.told", teo.pk, manager.pk),
    ]
    assert "5 Nov, 1 working day late" in words(visit(manager, path(teo)))


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        ("24", "The day on which the service was told must be today or in the past."),
        ("1", "Enter the day the child became looked after, or a later one."),
        ("", "must include a day"),
    ],
)
def test_an_impossible_day_is_refused(manager: User, teo: Child, number: str, sentence: str) -> None:
    answer = send(manager, path(teo), **day(number))

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not ServiceTold.objects.exists()


def test_nothing_can_be_told_of_a_child_who_is_not_looked_after(manager: User) -> None:
    home = ChildFactory.create(authority=manager.authority, given_name="Kit")

    assert "is not looked after now" in words(visit(manager, path(home)))
    assert "so there is nothing to be told of" in words(send(manager, path(home), **day("4")))
    assert not ServiceTold.objects.exists()
