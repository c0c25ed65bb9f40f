"""Preparing a review: people listed, asked, answered; papers gathered, or done without."""

from datetime import date, time

import pytest
from playwright.sync_api import FilePayload, expect

from heard.accounts.models import User
from heard.reviews.models import Review
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.e2e.test_review import fill_date
from tests.factories import (
    AuthorityFactory,
    NamedIroFactory,
    PartyFactory,
    PeriodFactory,
    ReviewFactory,
    SafeContactRuleFactory,
    UserFactory,
    diary,
)
from tests.factories.days import HELD_ON, TODAY

pytestmark = pytest.mark.browser

PDF = b"%PDF-1.7\n%%EOF\n"


def prepared() -> tuple[Review, User]:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        iro = UserFactory.create(iro=True, authority=authority, signs_in=True, name="Maren Oakhollow")
        period = PeriodFactory.create(child__authority=authority)
        child = period.child
        NamedIroFactory.create(child=child, iro=iro)
        PartyFactory.create(child=child, kind="child", name="", on_paper=True)
        PartyFactory.create(child=child, name="Elena Marblecroft", email="elena@home.example")
        father = PartyFactory.create(child=child, name="Rob Marblecroft", relation="Father", email="rob@home.example")
        SafeContactRuleFactory.create(party=father)
        review = ReviewFactory.create(period=period, arranged_time=time(16, 15), place="Foster home")
        diary(authority)
        return review, iro


def test_everybody_is_asked_and_what_the_child_says_stays_with_the_iro(page: Visit) -> None:
    review, iro = prepared()
    tab = page(iro)

    tab.goto(f"/reviews/{review.pk}/people/")
    assert violations(tab) == []
    tab.get_by_role("button", name="Make the list").click()
    expect(tab.get_by_text("0 of 3 people asked")).to_be_visible()
    assert violations(tab) == []

    tab.get_by_role("link", name="Send invitations").click()
    expect(tab.get_by_text("This person must not be contacted")).to_be_visible()
    expect(tab.get_by_label("Elena Marblecroft", exact=True)).to_be_checked()
    assert violations(tab) == []
    tab.get_by_role("link", name="Read the letter to Elena Marblecroft").click()
    expect(tab.get_by_text("You are invited to the review.")).to_be_visible()
    assert violations(tab) == []
    tab.go_back()
    for name in ("Elena Marblecroft", "Teo Marblecroft"):
        tab.get_by_label(name, exact=True).uncheck()
    tab.get_by_role("button", name="Send invitations").click()
    expect(tab.get_by_text("Choose at least one person.").first).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("Teo Marblecroft", exact=True).check()
    tab.get_by_role("button", name="Send invitations").click()
    expect(tab.get_by_text("1 letter is in the outbox.")).to_be_visible()
    expect(tab.get_by_text("On its way")).to_be_visible()

    tab.get_by_role("link", name="Enter the answer Teo Marblecroft").click()
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("link", name="Choose how the answer came")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("In a talk").check()
    tab.get_by_label("Coming", exact=True).check()
    tab.get_by_label("What is going well?").fill("Football, and my dog")
    tab.get_by_role("button", name="Save").click()
    tab.get_by_role("link", name="Read the answer Teo Marblecroft").click()
    expect(tab.get_by_text("Football, and my dog")).to_be_visible()
    expect(tab.get_by_text("Nobody")).to_be_visible()
    assert violations(tab) == []

    tab.goto(f"/reviews/{review.pk}/people/")
    tab.get_by_role("link", name="Change Rob Marblecroft").click()
    tab.get_by_label("Neither").check()
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("link", name="Say why this person is neither invited nor consulted.")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("Why not, or not wholly").fill("The court forbids contact")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("The court forbids contact")).to_be_visible()
    tab.set_viewport_size({"width": PHONE, "height": 900})
    assert fits(tab)


def test_papers_are_gathered_and_the_iro_decides_without_the_rest(page: Visit) -> None:
    review, iro = prepared()
    tab = page(iro)

    tab.goto(f"/reviews/{review.pk}/papers/")
    tab.get_by_role("button", name="Make the list").click()
    expect(tab.get_by_text("0 of 5 papers are here")).to_be_visible()
    assert violations(tab) == []

    tab.get_by_role("link", name="Upload Care plan").click()
    program: FilePayload = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" + b"\0" * 60}
    tab.get_by_label("File").set_input_files(files=[program])
    tab.get_by_role("button", name="Upload").click()
    expect(tab.get_by_role("link", name="This is not a PDF, a Word document")).to_be_visible()
    assert violations(tab) == []
    plan: FilePayload = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": PDF}
    tab.get_by_label("File").set_input_files(files=[plan])
    tab.get_by_role("button", name="Upload").click()
    expect(tab.get_by_role("link", name="Open version 1 of Care plan (PDF)")).to_be_visible()
    expect(tab.get_by_text("1 of 5 papers are here")).to_be_visible()
    assert violations(tab) == []

    tab.get_by_role("link", name="Change Health plan").click()
    fill_date(tab, "Shared with the child", date(2026, 11, 24))
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("link", name="The day must be today or in the past.")).to_be_visible()
    assert violations(tab) == []
    fill_date(tab, "Shared with the child", HELD_ON)
    fill_date(tab, "Received", TODAY)
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("2 of 5 papers are here")).to_be_visible()

    tab.get_by_role("link", name="Decide without them").click()
    expect(tab.get_by_text("It must be completed by Tuesday 29 December 2026 at the latest.")).to_be_visible()
    tab.get_by_role("button", name="Save").click()
    assert violations(tab) == []
    tab.get_by_label("Go ahead without them").check()
    tab.get_by_label("Why", exact=True).fill("The plan was read aloud to Teo")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("Go ahead without them. Chosen on Monday 23 November 2026")).to_be_visible()
    tab.set_viewport_size({"width": PHONE, "height": 900})
    assert fits(tab)
