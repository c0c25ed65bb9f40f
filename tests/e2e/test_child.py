"""Reading a child's page: the law, the reason, the reviews."""

from datetime import date, time

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from heard.children.models import Child
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    EpisodeFactory,
    NamedIroFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)

pytestmark = pytest.mark.browser


def teo_and_maren() -> tuple[Child, User]:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        maren = UserFactory.create(manager=True, authority=authority, signs_in=True, name="Maren Oakhollow")
        child = ChildFactory.create(authority=authority)
        before = PeriodFactory.create(child=child, started_on=date(2025, 1, 6), ceased_on=date(2025, 6, 2))
        ReviewFactory.create(period=before, child=child, held=True, held_on=date(2025, 2, 10))
        period = PeriodFactory.create(child=child)
        EpisodeFactory.create(period=period)
        ReviewFactory.create(period=period, child=child, arranged_for=date(2026, 11, 27), arranged_time=time(16, 15))
        NamedIroFactory.create(child=child, iro=maren)
        diary(authority)
        return child, maren


def test_a_date_opens_its_reason_and_leads_to_the_reason_in_full(page: Visit) -> None:
    child, maren = teo_and_maren()
    tab = page(maren)

    tab.goto(f"/children/{child.pk}/")
    expect(tab.get_by_text("First review must be held by Monday 30 November 2026.")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="The reason in full").first.click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Why Monday 30 November 2026?")
    expect(tab.get_by_role("heading", name="The count")).to_be_visible()
    assert violations(tab) == []


def test_the_timeline_is_filtered_and_the_reviews_are_listed(page: Visit) -> None:
    child, maren = teo_and_maren()
    tab = page(maren)

    tab.goto(f"/children/{child.pk}/")
    tab.get_by_label("Timeline shows").get_by_role("link", name="Reviews").click()
    tab.wait_for_url("**/?t=reviews")
    expect(tab.get_by_role("heading", name="First review held")).to_be_visible()
    expect(tab.get_by_role("heading", name="Became looked after")).to_have_count(0)
    tab.get_by_label("Pages about Teo Marblecroft").get_by_role("link", name="Reviews", exact=True).click()
    expect(tab.get_by_role("link", name="Say why the first review was late")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="History").click()
    expect(tab.get_by_role("heading", name="Who changed what")).to_be_visible()
    assert violations(tab) == []


def test_everything_is_there_on_a_phone_and_without_scripts(page: Visit) -> None:
    child, maren = teo_and_maren()
    tab = page(maren, width=PHONE, scripts=False)

    for place in ("", "reviews/", "history/", "iro/", "reviews/held/", "reviews/arrange/"):
        tab.goto(f"/children/{child.pk}/{place}")
        assert tab.get_by_role("heading", level=1).is_visible()
        assert fits(tab), place
