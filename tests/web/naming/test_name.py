"""Naming the IRO of a child."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import NamedIro
from heard.children.models import Child
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    UserFactory,
    diary,
)
from tests.web.visits import asks_to_sign_in, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma Brightwater")


@pytest.fixture
def teo(ifeoma: User) -> Child:
    child = ChildFactory.create(authority=ifeoma.authority, given_name="Teo")
    PeriodFactory.create(child=child)
    return child


def path(child: Child) -> str:
    return f"/children/{child.pk}/iro/"


def given(iro: User, day: str = "20") -> dict[str, str]:
    return {"iro": str(iro.pk), "appointed_on_day": day, "appointed_on_month": "11", "appointed_on_year": "2026"}


def test_names_an_iro(ifeoma: User, teo: Child) -> None:
    maren = UserFactory.create(iro=True, authority=ifeoma.authority)

    answer = send(ifeoma, path(teo), **given(maren))

    assert answer.status_code == 302
    assert list(NamedIro.objects.values_list("iro", "appointed_on", "appointed_by")) == [
        (maren.pk, date(2026, 11, 20), ifeoma.pk)
    ]


def test_shows_caseloads_the_lightest_first(ifeoma: User, teo: Child) -> None:
    busy = UserFactory.create(iro=True, authority=ifeoma.authority, name="Asha Busy")
    UserFactory.create(iro=True, authority=ifeoma.authority, name="Zoe Free")
    for _place in range(2):
        other = ChildFactory.create(authority=ifeoma.authority)
        PeriodFactory.create(child=other)
        NamedIroFactory.create(child=other, iro=busy)
    diary(ifeoma.authority)

    told = words(visit(ifeoma, path(teo)))

    assert told.index("Zoe Free 0 children; 1 with this child") < told.index("Asha Busy 2 children; 3 with this child")
    assert "To be named by" in told
    assert "Mon 9 Nov" in told


def test_somebody_tied_to_the_case_has_no_radio_but_the_ground(ifeoma: User, teo: Child) -> None:
    tied = UserFactory.create(authority=ifeoma.authority, roles=["iro", "social_worker"], name="Kemi Adebrook")
    RelationshipFactory.create(child=teo, user=tied)

    page = visit(ifeoma, path(teo))
    answer = send(ifeoma, path(teo), **given(tied))

    assert "Kemi Adebrook Cannot be chosen" in words(page)
    assert "Is the child’s social worker Regulation 46(3)(a)" in words(page)
    assert f'value="{tied.pk}"' not in page.content.decode()
    assert "Choose somebody who can be named" in words(answer)
    assert not NamedIro.objects.exists()


@pytest.mark.parametrize(
    ("day", "sentence"),
    [
        ("24", "The day of the appointment must be today or in the past."),
        ("1", "on or after the day the child became looked after"),
        ("", "The day of the appointment must include a day"),
    ],
)
def test_an_impossible_day_is_refused_and_the_choice_stays(ifeoma: User, teo: Child, day: str, sentence: str) -> None:
    maren = UserFactory.create(iro=True, authority=ifeoma.authority)

    answer = send(ifeoma, path(teo), **given(maren, day))

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert f'value="{maren.pk}" checked' in answer.content.decode()
    assert not NamedIro.objects.exists()


def test_asks_for_a_choice(ifeoma: User, teo: Child) -> None:
    UserFactory.create(iro=True, authority=ifeoma.authority)

    answer = send(ifeoma, path(teo), **given(ifeoma) | {"iro": ""})

    assert "Choose who should be the IRO" in words(answer)
    assert 'href="#id_iro_0"' in answer.content.decode()


def test_only_those_who_appoint_may(ifeoma: User, teo: Child) -> None:
    iro = UserFactory.create(iro=True, authority=ifeoma.authority)
    elsewhere = UserFactory.create(manager=True, authority=AuthorityFactory.create())

    assert visit(ifeoma, path(teo)).status_code == 200
    assert visit(iro, path(teo)).status_code == 403
    assert visit(elsewhere, path(teo)).status_code == 404
    assert asks_to_sign_in(visit(None, path(teo)))


def test_a_departure_from_practice_needs_its_reason_and_keeps_it(ifeoma: User, teo: Child) -> None:
    before = UserFactory.create(authority=ifeoma.authority, iro=True, name="Kemi Adebrook")
    other = UserFactory.create(authority=ifeoma.authority, iro=True, name="Sunita Larkmoor")
    NamedIroFactory.create(
        child=teo, iro=before, appointed_on=date(2025, 1, 6), ended_on=date(2025, 6, 2), reason_ended="ceased"
    )
    chosen = {"iro": other.pk, "appointed_on_day": 23, "appointed_on_month": 11, "appointed_on_year": 2026}

    refused = send(ifeoma, path(teo), **chosen)
    assert "Say why this IRO is right, or choose somebody else." in words(refused)
    assert not NamedIro.objects.filter(child=teo, ended_on__isnull=True).exists()

    send(ifeoma, path(teo), **chosen, reason="Teo asked for Sunita.")
    named = NamedIro.objects.get(child=teo, ended_on__isnull=True)
    assert (named.iro, named.reason) == (other, "Teo asked for Sunita.")
