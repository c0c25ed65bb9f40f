"""From the appointment to the goodbye: an IRO answers, a manager plans the change."""

from datetime import date

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from heard.caseloads.models import NamedIro
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import AuthorityFactory, NamedIroFactory, PeriodFactory, UserFactory, diary

pytestmark = pytest.mark.browser


def people() -> tuple[User, User, NamedIro]:
    """This will make an IRO, a manager, somebody who could take over, and a child with the IRO."""
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        maren = UserFactory.create(iro=True, authority=authority, name="Maren Oakhollow", signs_in=True)
        manager = UserFactory.create(manager=True, authority=authority, name="Ifeoma Brightwater", signs_in=True)
        UserFactory.create(iro=True, authority=authority, name="Kemi Adebrook")
        child = PeriodFactory.create(child__authority=authority, child__given_name="Teo").child
        named = NamedIroFactory.create(child=child, iro=maren)
        young = PeriodFactory.create(child__authority=authority, child__born_on=date(2009, 3, 2)).child
        NamedIroFactory.create(child=young)
        diary(authority)
    return maren, manager, named


def test_an_iro_tells_of_a_conflict_then_accepts_nothing_twice(page: Visit) -> None:
    maren, manager, _named = people()
    tab = page(maren)

    tab.get_by_role("link", name="Answer: Teo Marblecroft").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Answer the appointment for Teo Marblecroft")
    assert violations(tab) == []
    tab.get_by_role("button", name="Send the answer").click()
    expect(tab).to_have_title("Error: Answer the appointment for Teo Marblecroft – Heard, Anyshire")
    assert violations(tab) == []
    tab.get_by_label("Something stands against it").check()
    tab.get_by_label("What stands against it", exact=True).fill("My cousin is the carer")
    tab.get_by_role("button", name="Send the answer").click()
    expect(tab.get_by_text("The manager is told.")).to_be_visible()
    tab.get_by_role("link", name="Record an introduction").click()
    for part, value in zip(("Day", "Month", "Year"), ("9", "11", "2026"), strict=True):
        tab.get_by_label(part, exact=True).fill(value)
    tab.get_by_label("Video call").check()
    assert violations(tab) == []
    tab.get_by_role("button", name="Record the introduction").click()
    expect(tab.get_by_text("It is recorded that Maren Oakhollow met Teo Marblecroft.")).to_be_visible()
    assert violations(tab) == []

    other = page(manager)
    other.goto("/service/")
    other.get_by_role("link", name="1 IRO told of a conflict").click()
    expect(other.get_by_text("My cousin is the carer")).to_be_visible()
    assert violations(other) == []


def test_a_manager_plans_a_change_and_writes_the_goodbye(page: Visit) -> None:
    _maren, manager, named = people()
    tab = page(manager)

    tab.goto(f"/children/{named.child_id}/")
    tab.get_by_role("link", name="Plan a change of IRO").click()
    assert violations(tab) == []
    tab.get_by_role("button", name="Plan the change").click()
    expect(tab.get_by_role("link", name="Choose who takes over")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("Kemi Adebrook").check()
    group = tab.get_by_role("group", name="From which day?")
    for part, value in zip(("Day", "Month", "Year"), ("7", "12", "2026"), strict=True):
        group.get_by_label(part, exact=True).fill(value)
    tab.get_by_label("The IRO leaves the service").check()
    tab.get_by_role("button", name="Plan the change").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Kemi Adebrook takes over from Maren Oakhollow")
    assert violations(tab) == []
    tab.get_by_role("link", name="Write the letter").click()
    tab.get_by_label("Your own words to the child").fill("I will think of Biscuit.")
    tab.get_by_role("button", name="Look at the letter").click()
    expect(tab.get_by_role("article").get_by_text("I will think of Biscuit.")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("button", name="Put it into the outbox").click()
    expect(tab.get_by_text("The letter is in the outbox.")).to_be_visible()
    assert violations(tab) == []


def test_the_pages_fit_a_phone(page: Visit) -> None:
    _maren, manager, named = people()
    tab = page(manager, width=PHONE)

    for path in (
        "/service/handovers/",
        f"/children/{named.child_id}/",
        f"/children/{named.child_id}/iro/change/",
    ):
        tab.goto(path)
        assert fits(tab), path
        assert violations(tab) == [], path
