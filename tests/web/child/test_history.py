"""A child's page: the history."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child
from heard.reviews.booking import actions
from tests.factories import TODAY, AuthorityFactory, ChildFactory, PeriodFactory, UserFactory
from tests.web.visits import asks_to_sign_in, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def dougie(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(support=True, authority=anyshire, name="Dougie Pennyfarthing")


@pytest.fixture
def teo(dougie: User) -> Child:
    child = ChildFactory.create(authority=dougie.authority)
    PeriodFactory.create(child=child)
    return child


def path(child: Child) -> str:
    return f"/children/{child.pk}/history/"


def test_tells_who_did_what_and_what_it_was_before(dougie: User, teo: Child) -> None:
    booked = actions.arrange(
        child_id=teo.pk, booking=actions.Booking(on=date(2026, 11, 27), at=None, place=""), today=TODAY, by=dougie
    )
    data = {"on_day": "26", "on_month": "11", "on_year": "2026", "at": "", "place": "School"}
    data |= {"version": str(booked.version), "why": "child_wish"}
    send(dougie, f"/reviews/{booked.pk}/move/", **data)
    data |= {"on_day": "25", "version": str(booked.version + 1)}
    send(dougie, f"/reviews/{booked.pk}/move/", **data)

    told = words(visit(dougie, path(teo)))

    assert "Dougie Pennyfarthing Moved a review" in told
    assert "moved from: 27 November 2026" in told
    assert "Dougie Pennyfarthing Review changed arranged for: 26 November 2026, now 25 November 2026" in told
    assert "Dougie Pennyfarthing Arranged a review" in told


def test_who_opened_it_is_told_only_to_those_who_may_see_the_log(dougie: User, teo: Child) -> None:
    auditor = UserFactory.create(
        authority=dougie.authority, roles=["data_protection_officer", "iro"], name="Perpetua Greenlaw"
    )
    visit(dougie, f"/children/{teo.pk}/")

    for_auditor, for_support = words(visit(auditor, path(teo))), words(visit(dougie, path(teo)))

    assert "Dougie Pennyfarthing The child’s page" in for_auditor
    assert "Who opened this" not in for_support


def test_is_not_there_for_those_who_may_not_see_the_child(dougie: User, teo: Child) -> None:
    stranger = UserFactory.create(social_worker=True, authority=dougie.authority)
    elsewhere = UserFactory.create(support=True, authority=AuthorityFactory.create())
    officer = UserFactory.create(dpo=True, authority=dougie.authority)

    assert visit(dougie, path(teo)).status_code == 200
    assert visit(stranger, path(teo)).status_code == 404
    assert visit(elsewhere, path(teo)).status_code == 404
    assert visit(officer, path(teo)).status_code == 403
    assert asks_to_sign_in(visit(None, path(teo)))
