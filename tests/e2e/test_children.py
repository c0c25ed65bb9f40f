"""Finding a child."""

from datetime import date

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import AuthorityFactory, ChildFactory, PeriodFactory, UserFactory, diary

pytestmark = pytest.mark.browser


def iro_of_three_children() -> User:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        for given, born_on in (("Ada", date(2016, 5, 1)), ("Kit", date(2015, 5, 1)), ("Teo", date(2017, 3, 14))):
            PeriodFactory.create(child=ChildFactory.create(authority=authority, given_name=given, born_on=born_on))
        diary(authority)
        return UserFactory.create(iro=True, authority=authority, signs_in=True)


def test_the_search_of_the_header_goes_to_the_one_child_it_finds(page: Visit) -> None:
    tab = page(iro_of_three_children())

    search = tab.get_by_label("Find a child by name, number or date of birth")
    search.fill("14 March 2017")
    search.press("Enter")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Teo Marblecroft")
    search.fill("Marblecraft")
    search.press("Enter")
    expect(tab.get_by_role("heading", name="No child matches “Marblecraft”")).to_be_visible()
    assert violations(tab) == []


def test_the_list_is_narrowed_by_boxes_and_the_choice_stays_in_the_address(page: Visit) -> None:
    tab = page(iro_of_three_children())

    tab.goto("/children/")
    tab.get_by_label("Due in 4 weeks").check()
    tab.get_by_role("button", name="Show").click()
    tab.wait_for_url("**/children/?care=now&next=4weeks")
    expect(tab.get_by_role("row")).to_have_count(4)
    assert violations(tab) == []
    tab.get_by_role("link", name="Remove this filter: Due in 4 weeks").click()
    expect(tab.get_by_label("Due in 4 weeks")).not_to_be_checked()


def test_on_a_phone_the_filter_is_a_page_of_its_own_and_works_without_scripts(page: Visit) -> None:
    tab = page(iro_of_three_children(), width=PHONE, scripts=False)

    tab.goto("/children/")
    assert fits(tab)
    tab.get_by_role("link", name="Filter", exact=True).click()
    tab.get_by_label("Overdue").check()
    tab.get_by_role("button", name="Show").click()
    assert tab.get_by_role("heading", name="No child fits this filter").is_visible()
    assert fits(tab)
