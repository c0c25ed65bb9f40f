"""An IRO signs in and reads the week."""

from datetime import date, time

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


def iro_with_work() -> User:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        maren = UserFactory.create(iro=True, authority=authority, name="Maren Oakhollow", signs_in=True)
        for given, started_on in (("Orla", date(2026, 10, 1)), ("Teo", date(2026, 11, 2))):
            child = ChildFactory.create(authority=authority, given_name=given)
            PeriodFactory.create(child=child, started_on=started_on)
            NamedIroFactory.create(child=child, iro=maren)
        ReviewFactory.create(child=child, arranged_for=date(2026, 11, 27), arranged_time=time(16, 15))
        diary(authority)
    return maren


def test_an_iro_sees_the_week_and_why_each_date_is_that_date(page: Visit) -> None:
    tab = page(iro_with_work())

    expect(tab).to_have_title("My week – Heard, Anyshire")
    expect(tab.get_by_text("Friday 27", exact=True)).to_be_visible()
    expect(tab.get_by_role("link", name="Review, Teo Marblecroft", exact=True)).to_be_visible()
    tab.locator("summary", has_text="Mon 30 Nov").press("Enter")
    expect(tab.get_by_text("Monday 30 November is day 20.")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="The reason in full : first review, Teo Marblecroft, Mon 30 Nov").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Monday 30 November 2026")


def test_the_week_can_be_narrowed_and_taken_away_without_scripts(page: Visit) -> None:
    tab = page(iro_with_work(), scripts=False)

    tab.get_by_role("columnheader", name="Child").get_by_role("link").click()
    tab.wait_for_url("**/my-week/?sort=child")
    tab.get_by_text("Mon 30 Nov", exact=True).click()
    assert tab.get_by_text("Monday 30 November is day 20.").is_visible()
    with tab.expect_download() as download:
        tab.get_by_role("link", name="CSV of this list").click()
    assert download.value.suggested_filename == "my-week-2026-11-23.csv"


def test_the_week_fits_a_phone(page: Visit) -> None:
    tab = page(iro_with_work(), width=PHONE)

    expect(tab.get_by_role("heading", name="My week")).to_be_visible()
    for why in tab.locator("summary:has(time)").all():
        why.click()
    assert fits(tab)
    assert violations(tab) == []


def test_an_iro_without_children_is_told_what_comes(page: Visit) -> None:
    with committed():
        nobody = UserFactory.create(iro=True, authority=AuthorityFactory.create(name="Anyshire"), signs_in=True)

    tab = page(nobody)

    expect(tab.get_by_role("heading", name="Nobody has been named for a child yet")).to_be_visible()
    assert violations(tab) == []
