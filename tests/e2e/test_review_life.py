"""A review from arranging to its steps, with what the child chose, on wide and narrow screens, in both nations."""

import re

import pytest
from playwright.sync_api import Page, expect

from heard.accounts.models import User
from heard.children.models import Child
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    EpisodeFactory,
    NamedIroFactory,
    PartyFactory,
    PeriodFactory,
    UserFactory,
    diary,
)

pytestmark = pytest.mark.browser


def world_of(*, wales: bool) -> tuple[Child, User]:
    with committed():
        authority = AuthorityFactory.create(name="Sir Unrhyw", wales=True) if wales else AuthorityFactory.create()
        iro = UserFactory.create(iro=True, authority=authority, signs_in=True, name="Maren Oakhollow")
        child = ChildFactory.create(authority=authority)
        EpisodeFactory.create(period=PeriodFactory.create(child=child))
        NamedIroFactory.create(child=child, iro=iro)
        PartyFactory.create(child=child, accessible_format="large_print")
        diary(authority)
        return child, iro


def fill_date(tab: Page, legend: str, day: int, month: int) -> None:
    group = tab.get_by_role("group", name=legend)
    for label, value in (("Day", day), ("Month", month), ("Year", 2026)):
        group.get_by_label(label).fill(str(value))


@pytest.mark.parametrize("wales", [False, True])
def test_a_review_is_arranged_and_prepared_on_its_own_page(page: Visit, wales: bool) -> None:
    child, iro = world_of(wales=wales)
    tab = page(iro)

    tab.goto(f"/children/{child.pk}/reviews/arrange/")
    fill_date(tab, "Date", 27, 11)
    tab.get_by_label("Time").fill("16:15")
    tab.get_by_label("Place").fill("At home")
    assert violations(tab) == []
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Teo’s first review")
    assert violations(tab) == []
    assert fits(tab)
    expect(tab.get_by_text("No limit in Welsh law").first).to_be_visible(visible=wales)

    tab.get_by_role("link", name=re.compile(r"Record\s*: Ask Teo about time")).click()
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("link", name="Enter the day on which the child was asked")).to_be_visible()
    assert violations(tab) == []
    fill_date(tab, "When was Teo asked?", 10, 11)
    fill_date(tab, "When did Teo choose?", 19, 11)
    tab.get_by_label("In a talk").check()
    tab.get_by_role("group", name="About what?").get_by_label("Place").check()
    tab.get_by_label("What helps Teo to take part?").fill("A quiet room\nSits next to Ade")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("What Teo chose is kept.")).to_be_visible()
    expect(tab.get_by_role("region", name="So that Teo can take part")).to_contain_text("Sits next to Ade")

    tab.get_by_role("link", name=re.compile(r"Record\s*: Talk with the social worker")).click()
    assert violations(tab) == []
    fill_date(tab, "When did you speak?", 6, 11)
    tab.get_by_label("With whom?").fill("Callum Rushbrook")
    tab.get_by_label("What the review should talk about").fill("School")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("link", name=re.compile(r"Read\s*: Talk with the social worker"))).to_be_visible()

    reason = tab.get_by_role("listitem").filter(has_text="Talk alone with Teo").get_by_role("group").first
    reason.locator("summary").click()
    reason.get_by_role("link", name="The reason in full").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Why Friday 27 November 2026?")
    assert violations(tab) == []


def test_the_page_can_be_read_on_a_phone_and_my_week_leads_to_it(page: Visit) -> None:
    child, iro = world_of(wales=False)
    tab = page(iro, width=PHONE)

    tab.goto(f"/children/{child.pk}/reviews/arrange/")
    fill_date(tab, "Date", 27, 11)
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Teo’s first review")
    assert fits(tab)
    assert violations(tab) == []
    tab.goto("/my-week/")
    assert fits(tab)
    assert violations(tab) == []
    tab.get_by_role("link", name=re.compile(r"^Talk with the social worker\s*: Teo")).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Talk with the social worker")
    tab.goto(f"/children/{child.pk}/reviews/")
    tab.get_by_role("link", name="Steps of the review of Friday 27 November").click()
    tab.get_by_role("link", name="Join other reviews to this sitting").click()
    tab.get_by_label("Review of the placement plan").check()
    assert violations(tab) == []
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("region", name="Also this sitting")).to_contain_text("Review of the placement plan")
