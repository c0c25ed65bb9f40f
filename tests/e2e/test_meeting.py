"""An IRO talks with a child alone, records the review with its code while typing, and adjourns it; in each nation."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from heard.accounts.models import User
from heard.reviews.models import Review
from tests.e2e.browser import Visit, committed, fits, violations
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    EpisodeFactory,
    PartyFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)

pytestmark = pytest.mark.browser

PHONE = 390


def booked_review(*, wales: bool) -> tuple[Review, User]:
    with committed():
        authority = AuthorityFactory.create(name="Sir Unrhyw" if wales else "Anyshire", wales=wales)
        iro = UserFactory.create(iro=True, authority=authority, signs_in=True, name="Maren Oakhollow")
        child = ChildFactory.create(authority=authority)
        period = PeriodFactory.create(child=child, started_on=date(2026, 11, 2))
        EpisodeFactory.create(period=period)
        PartyFactory.create(child=child)
        review = ReviewFactory.create(period=period, arranged_for=date(2026, 11, 23))
        diary(authority)
        return review, iro


def fill_date(tab: Page, legend: str, day: date) -> None:
    group = tab.get_by_role("group", name=legend)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def save(tab: Page, name: str = "Save") -> None:
    tab.get_by_role("button", name=name, exact=True).click()


def is_sound(tab: Page) -> None:
    """The page meets the guidelines, wide and on a phone."""
    assert violations(tab) == []
    tab.set_viewport_size({"width": PHONE, "height": 900})
    assert fits(tab)
    tab.set_viewport_size({"width": 1280, "height": 900})


@pytest.mark.parametrize(
    ("wales", "law"), [(False, "Regulation 36(2), Care Planning"), (True, "Regulation 42(2), Care Planning")]
)
def test_from_the_talk_alone_to_an_adjourned_review(page: Visit, wales: bool, law: str) -> None:
    review, iro = booked_review(wales=wales)
    tab = page(iro)
    at = f"/reviews/{review.pk}"

    tab.goto(f"{at}/talk/record/")
    expect(tab.get_by_text("I must tell people who can help.")).to_be_visible()
    save(tab)
    expect(tab.get_by_role("link", name="Say what became of the talk")).to_be_visible()
    is_sound(tab)
    tab.get_by_label("Before the review").check()
    fill_date(tab, "When did you talk?", date(2026, 11, 20))
    tab.get_by_role("group", name="How?").get_by_label("In person").check()
    tab.get_by_label("What did the child agree to share?").fill("Biscuit the dog comes first")
    tab.get_by_label("Everybody at the review").check()
    tab.get_by_label("Your own note").fill("For me alone")
    save(tab)
    expect(tab.get_by_text("For me alone")).to_be_visible()
    is_sound(tab)

    tab.goto(f"/children/{review.child_id}/reviews/held/?booking={review.pk}")
    fill_date(tab, "When was it held?", date(2026, 11, 23))
    tab.get_by_role("group", name="Was it completed on that day?").get_by_label("No, it was adjourned").check()
    tab.get_by_role("group", name="How was it held?").get_by_label("By video", exact=True).check()
    tab.get_by_role("group", name="Was Teo Marblecroft there?").get_by_label("No", exact=True).check()
    tab.get_by_label("Spoke for themselves").check()
    expect(tab.get_by_text("A child who was not there cannot have spoken or used symbols.")).to_be_visible()
    tab.get_by_role("group", name="Was Teo Marblecroft there?").get_by_label("Yes").check()
    expect(tab.get_by_text("PN1: The child was there and spoke.")).to_be_visible()
    is_sound(tab)
    save(tab)

    expect(tab.get_by_role("heading", level=1)).to_have_text("Adjourn the review")
    expect(tab.get_by_text(law).first).to_be_attached()
    save(tab, "Adjourn")
    expect(tab.get_by_role("link", name="Choose why the review is adjourned")).to_be_visible()
    is_sound(tab)
    tab.get_by_label("Papers were missing").check()
    tab.get_by_label("What is missing, and from whom?").fill("The health plan, from the nurse")
    save(tab, "Adjourn")
    expect(tab.get_by_role("heading", name="No proposal may be put into effect")).to_be_visible()
    is_sound(tab)

    tab.goto(f"{at}/taking-part/")
    expect(tab.get_by_label("Spoke for themselves")).to_be_checked()
    tab.get_by_label("Petra Marblecroft: there?").select_option("There for a part")
    save(tab)
    expect(tab.get_by_role("link", name="Say how Petra Marblecroft took part")).to_be_visible()
    is_sound(tab)
    tab.get_by_label("Petra Marblecroft: how?").select_option("By telephone")
    save(tab)
    expect(tab.get_by_text("Who took part is recorded.")).to_be_visible()

    tab.goto(f"{at}/agenda/")
    tab.get_by_label("Leisure interests", exact=True).select_option("Left out")
    save(tab)
    expect(tab.get_by_role("link", name="Say why this was not considered: Leisure interests")).to_be_visible()
    is_sound(tab)
    tab.get_by_label("Note: Leisure interests").fill("Next time, at his wish")
    save(tab)
    expect(tab.get_by_text("What the review considered is recorded.")).to_be_visible()

    tab.goto(f"{at}/wishes/")
    tab.get_by_label("What does the child wish or feel?").fill("Biscuit the dog comes first")
    tab.get_by_label("Shared from the private talk").check()
    tab.get_by_label("Partly").check()
    save(tab)
    expect(tab.get_by_role("link", name="Say why, in words that the child can read")).to_be_visible()
    is_sound(tab)
    tab.get_by_label("Why?", exact=True).fill("Biscuit may come on Sundays")
    save(tab)
    expect(tab.get_by_text("Biscuit may come on Sundays")).to_be_visible()
    is_sound(tab)
