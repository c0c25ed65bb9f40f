"""A manager looks at what everybody carries and at what is coming, and tries a change."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from heard.caseloads.models import CaseloadSettings
from tests.domain.caseloads.test_caseload import officer
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import AuthorityFactory, ChildFactory, NamedIroFactory, PeriodFactory, UserFactory, diary
from tests.factories.caseloads import LeaveFactory

pytestmark = pytest.mark.browser


def manager_of_a_service() -> User:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        CaseloadSettings.objects.create(authority=authority, reviews_per_full_time_week=Decimal(2))
        iro = officer(authority, "Tobias Wrenfield", from_on=date(2020, 1, 1))
        officer(authority, "Maren Oakhollow", from_on=date(2020, 1, 1))
        LeaveFactory.create(user=iro)
        for given in ("Wren", "Dot", "Orla"):
            child = ChildFactory.create(authority=authority, given_name=given)
            PeriodFactory.create(child=child, started_on=date(2026, 11, 9))
            NamedIroFactory.create(child=child, iro=iro, appointed_on=date(2026, 11, 10))
        diary(authority)
        return UserFactory.create(manager=True, authority=authority, name="Ifeoma Brightwater", signs_in=True)


def test_a_manager_goes_from_a_number_to_its_children_and_tries_a_change(page: Visit) -> None:
    tab = page(manager_of_a_service())

    tab.get_by_role("link", name="All about caseloads").click()
    expect(tab).to_have_title("Caseload – Heard, Anyshire")
    assert violations(tab) == []
    tab.get_by_role("link", name="3 Tobias Wrenfield", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Caseload: the list")
    expect(tab.get_by_role("link", name="Dot Marblecroft , Full-time care")).to_be_visible()
    assert violations(tab) == []
    tab.goto("/service/")
    tab.get_by_role("link", name="Forecast").click()
    expect(tab.get_by_text("In 1 week first reviews will not fit.")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("More children").fill("many")
    tab.get_by_role("button", name="Work it out").click()
    expect(tab).to_have_title("Error: Forecast – Heard, Anyshire")
    assert violations(tab) == []
    tab.get_by_role("link", name="Enter a whole number of children from 0 to 200").click()
    expect(tab.get_by_label("More children")).to_be_focused()
    tab.get_by_label("More children").fill("10")
    tab.get_by_label("Without this IRO").select_option(label="Tobias Wrenfield")
    tab.get_by_role("button", name="Work it out").click()
    heading = tab.get_by_role("heading", name="What if: without Tobias Wrenfield, and 10 children more")
    expect(heading).to_be_visible()
    expect(tab.get_by_role("row", name="First reviews 3 13", exact=True)).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Take the change back").click()
    expect(heading).to_have_count(0)


def test_both_pages_fit_a_phone_and_work_without_scripts(page: Visit) -> None:
    tab = page(manager_of_a_service(), width=PHONE, scripts=False)

    for path in ("/service/caseload/", "/service/caseload/children/", "/service/forecast/?more=10"):
        tab.goto(path)
        assert fits(tab), path
