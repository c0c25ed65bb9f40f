"""Arranging a review, recording it, saying why it was late; naming an IRO."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from heard.accounts.models import User
from heard.children.models import Child
from tests.e2e.browser import Visit, committed, violations
from tests.factories import AuthorityFactory, ChildFactory, PeriodFactory, UserFactory, diary

pytestmark = pytest.mark.browser


def child_of_anyshire(started_on: date) -> tuple[Child, User]:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        manager = UserFactory.create(manager=True, authority=authority, signs_in=True, name="Ifeoma Brightwater")
        UserFactory.create(iro=True, authority=authority, name="Maren Oakhollow")
        child = ChildFactory.create(authority=authority)
        PeriodFactory.create(child=child, started_on=started_on)
        diary(authority)
        return child, manager


def fill_date(tab: Page, legend: str, day: date) -> None:
    group = tab.get_by_role("group", name=legend)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def test_a_late_review_is_recorded_with_its_reason_and_the_next_date_is_told(page: Visit) -> None:
    child, manager = child_of_anyshire(date(2026, 10, 1))
    tab = page(manager)

    tab.goto(f"/children/{child.pk}/")
    tab.get_by_role("link", name="Record a review as held").click()
    tab.get_by_role("button", name="Save").click()
    expect(tab).to_have_title("Error: Record the review as held, Teo Marblecroft – Heard, Anyshire")
    assert violations(tab) == []
    tab.get_by_role("link", name="Enter the date the review was held").click()
    expect(tab.get_by_role("group", name="When was it held?").get_by_label("Day")).to_be_focused()
    fill_date(tab, "When was it held?", date(2026, 11, 20))
    tab.get_by_role("group", name="Was it completed on that day?").get_by_label("Yes").check()
    tab.get_by_role("group", name="How was it held?").get_by_label("By video", exact=True).check()
    tab.get_by_role("group", name="Was Teo Marblecroft there?").get_by_label("Yes").check()
    expect(tab.get_by_text("PN4: The child was there and gave no views in any way.")).to_be_visible()
    tab.get_by_label("Spoke for themselves").check()
    expect(tab.get_by_text("PN1: The child was there and spoke.")).to_be_visible()
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("link", name="Choose why the review was late")).to_be_visible()
    expect(tab.get_by_label("Spoke for themselves")).to_be_checked()
    assert violations(tab) == []
    tab.get_by_label("The child wished it").check()
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("First review recorded: late.")).to_be_visible()
    expect(tab.get_by_text("Second review must be held by Saturday 20 February 2027: 3 months after")).to_be_visible()


def test_a_booking_after_the_limit_is_warned_of_and_may_stand(page: Visit) -> None:
    child, manager = child_of_anyshire(date(2026, 11, 2))
    tab = page(manager)

    tab.goto(f"/children/{child.pk}/")
    tab.get_by_role("link", name="Arrange a review").click()
    assert violations(tab) == []
    fill_date(tab, "Date", date(2026, 12, 1))
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("This is after the limit.")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("button", name="Save all the same").click()
    expect(tab.get_by_text("After the limit: held on that day it is late")).to_be_visible()
    tab.get_by_role("link", name="Reviews", exact=True).click()
    tab.get_by_role("link", name="Cancel the review of Tuesday 1 December").click()
    tab.get_by_label("The child wished it").check()
    tab.get_by_label("Why is it cancelled, in a few words?").fill("Teo wished another day")
    tab.get_by_role("button", name="Cancel the review").click()
    expect(tab.get_by_text("The review is cancelled. Its due date stands.")).to_be_visible()


def test_an_iro_is_named_by_keyboard(page: Visit) -> None:
    child, manager = child_of_anyshire(date(2026, 11, 16))
    tab = page(manager)

    tab.goto(f"/children/{child.pk}/iro/")
    assert violations(tab) == []
    tab.get_by_label("Maren Oakhollow").press("Space")
    tab.get_by_role("button", name="Name this IRO").press("Enter")
    expect(tab.get_by_text("Maren Oakhollow is the IRO of Teo Marblecroft.")).to_be_visible()
