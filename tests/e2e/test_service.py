"""A manager's morning, and an administrator's."""

from datetime import date

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    NamedIroFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)

pytestmark = pytest.mark.browser


def manager_of_a_service() -> User:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        manager = UserFactory.create(manager=True, authority=authority, name="Ifeoma Brightwater", signs_in=True)
        iro = UserFactory.create(iro=True, authority=authority, name="Tobias Wrenfield")
        waiting = ChildFactory.create(authority=authority, given_name="Ivo")
        PeriodFactory.create(child=waiting, started_on=date(2026, 11, 16))
        late = ChildFactory.create(authority=authority, given_name="Dot")
        PeriodFactory.create(child=late, started_on=date(2026, 9, 1))
        NamedIroFactory.create(child=late, iro=iro)
        ReviewFactory.create(child=late, held=True, held_on=date(2026, 10, 1))
        diary(authority)
    return manager


def test_a_manager_sees_the_day_and_follows_a_figure_to_its_list(page: Visit) -> None:
    tab = page(manager_of_a_service())

    expect(tab).to_have_title("Service – Heard, Anyshire")
    expect(tab.get_by_role("link", name="Name IRO for Ivo Marblecroft")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Timeliness").click()
    expect(tab.get_by_role("heading", name="Full-time care by month")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="No reason yet").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Late reviews, and why")
    expect(tab.get_by_role("link", name="Give a reason : First review, Dot Marblecroft")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Service").first.click()
    tab.get_by_role("link", name="Tobias Wrenfield").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("The week of Tobias Wrenfield")


def test_the_day_fits_a_phone(page: Visit) -> None:
    tab = page(manager_of_a_service(), width=PHONE)

    for path in ("/service/", "/service/without-iro/", "/service/timeliness/", "/service/timeliness/late/"):
        tab.goto(path)
        assert fits(tab), path
        assert violations(tab) == [], path


def test_an_administrator_adds_a_person_and_is_told_what_is_wrong(page: Visit) -> None:
    with committed():
        admin = UserFactory.create(
            administrator=True, authority=AuthorityFactory.create(name="Anyshire"), signs_in=True
        )
    tab = page(admin)

    tab.get_by_role("link", name="Add a person").click()
    tab.get_by_role("button", name="Add this person").click()
    expect(tab).to_have_title("Error: Add a person – Heard, Anyshire")
    assert violations(tab) == []
    tab.get_by_role("link", name="Choose at least one role").click()
    expect(tab.get_by_label("Independent reviewing officer")).to_be_focused()
    tab.get_by_label("Independent reviewing officer").check()
    tab.get_by_label("Name", exact=True).fill("Kemi Adebrook")
    tab.get_by_label("E-mail address").fill("kemi@anyshire.example")
    tab.get_by_role("button", name="Add this person").click()
    expect(tab.get_by_text("Kemi Adebrook has an account now.")).to_be_visible()
    assert violations(tab) == []
    for path in ("/settings/", "/people/teams/", "/me/", "/help/", "/help/measures/", "/help/accessibility/"):
        tab.goto(path)
        assert violations(tab) == [], path
