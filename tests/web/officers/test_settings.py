"""How the service weighs work and fit."""

from decimal import Decimal
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import CaseloadSettings
from tests.factories import UserFactory
from tests.web.visits import send, visit, words

pytestmark = pytest.mark.django_db
PATH = "/service/officers/settings/"
WEIGHTS = {
    "reviews_per_full_time_week": "4", "weight_short_break": "0.5", "weight_pathway": "0.5",
    "weight_child_protection": "0.5", "fit_siblings": "40", "fit_previous": "25", "fit_capacity": "30",
    "fit_language": "15", "fit_specialism": "10", "fit_distance": "10",
    "registration_warning_days": "60", "largest_sibling_group": "6",
}  # fmt: skip


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire)


def save(user: User, **changed: str) -> Any:
    return send(user, PATH, **WEIGHTS | changed)


def test_saves_everything_at_once(ifeoma: User) -> None:
    bands = "ll11 ll13 near\nLL11 SY10 far\n"

    answer = save(ifeoma, full_caseload="65", fit_distance="0", chairs_conferences="on", distance_bands=bands)

    assert answer.status_code == 302
    row = CaseloadSettings.objects.get()
    assert (row.full_caseload, row.fit_distance, row.chairs_conferences) == (65, Decimal(0), True)
    assert row.distance_bands == {"LL11 LL13": 1, "LL11 SY10": 3}
    assert "LL11 LL13 near LL11 SY10 far" in words(visit(ifeoma, PATH))


def test_an_own_upper_end_can_be_taken_back(ifeoma: User) -> None:
    save(ifeoma, full_caseload="65")

    save(ifeoma)

    assert CaseloadSettings.objects.get().full_caseload is None
    assert "The guidance says 50 to 70 children for a full-time post." in words(visit(ifeoma, PATH))


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("weight_pathway", "-1", "Enter a number from 0 to 99.99 with at most two figures after the point"),
        ("weight_pathway", "much", "Enter a number from 0 to 99.99 with at most two figures after the point"),
        ("fit_distance", "0.125", "Enter a number from 0 to 99.99 with at most two figures after the point"),
        ("reviews_per_full_time_week", "0", "Enter more than 0: a week without room has no reviews"),
        ("registration_warning_days", "400", "Enter a whole number from 1 to 365"),
        ("full_caseload", "0", "Enter a whole number from 1 to 365"),
        ("distance_bands", "LL11 near", "“LL11 near” is no distance. Write two districts and near, reach or far"),
        ("distance_bands", "LL11 LL13 close", "“LL11 LL13 close” is no distance."),
    ],
)
def test_refuses_a_bad_value_on_its_field(ifeoma: User, field: str, value: str, sentence: str) -> None:
    answer = save(ifeoma, **{field: value})

    html = answer.content.decode()
    assert sentence in words(answer)
    assert f'id="id_{field}-error"' in html
    assert f'href="#id_{field}"' in html
    assert CaseloadSettings.objects.count() == 0


def test_is_for_the_manager(ifeoma: User) -> None:
    support = UserFactory.create(support=True, authority=ifeoma.authority)

    assert visit(support, PATH).status_code == save(support).status_code == 403
    assert CaseloadSettings.objects.count() == 0
