"""A decision from the review to the manager's answer and the ledger, and the quality note, in a browser."""

import re
from datetime import date

import pytest
from playwright.sync_api import Page, expect

from heard.accounts.models import User
from heard.quality.models import QualityAnswer
from heard.reviews.models import Review
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    DecisionFactory,
    NamedIroFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
    WishFactory,
    diary,
)

pytestmark = pytest.mark.browser


def held_review() -> tuple[Review, User, User]:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        maren = UserFactory.create(iro=True, authority=authority, signs_in=True, name="Maren Oakhollow")
        priya = UserFactory.create(team_manager=True, authority=authority, signs_in=True, name="Priya Sandmartin")
        child = ChildFactory.create(authority=authority)
        period = PeriodFactory.create(child=child)
        NamedIroFactory.create(child=child, iro=maren)
        RelationshipFactory.create(child=child, user=priya, kind="team_manager")
        RelationshipFactory.create(child=child, user__name="Asha Windermoor")
        PartyFactory.create(child=child)
        before = ReviewFactory.create(period=period, held=True, held_on=date(2026, 11, 4))
        DecisionFactory.create(review=before, words="Passport application sent", due_on=date(2026, 11, 6))
        review = ReviewFactory.create(period=period, held=True)
        WishFactory.create(review=review, words="I want to sing.")
        diary(authority)
    return review, maren, priya


def fill_date(tab: Page, legend: str, day: date) -> None:
    group = tab.get_by_role("group", name=legend)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def test_a_decision_is_made_sent_answered_and_kept(page: Visit) -> None:
    review, maren, priya = held_review()
    tab = page(maren)

    tab.goto(f"/reviews/{review.pk}/decisions/")
    expect(tab.get_by_role("heading", name="What became of last time’s decisions")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name=re.compile("^Carry over")).click()
    tab.get_by_role("button", name="Save").click()
    expect(tab).to_have_title("Error: Carry a decision over, Teo Marblecroft – Heard, Anyshire")
    assert violations(tab) == []
    tab.get_by_role("link", name="Enter the day by which it will be done").click()
    fill_date(tab, "By when?", date(2026, 12, 1))
    tab.get_by_role("button", name="Save").click()
    tab.get_by_role("link", name="Add a decision").click()
    tab.get_by_label("What is to be done?").fill("Choir place in writing")
    tab.get_by_label("Which wish does it answer?").select_option("“I want to sing.”")
    tab.get_by_label("Who will do it?").select_option("Asha Windermoor, social worker")
    fill_date(tab, "By when?", date(2026, 11, 27))
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("The decision is added.")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Send decisions").click()
    assert violations(tab) == []
    tab.get_by_label("Petra Marblecroft, Mother").check()
    tab.get_by_role("button", name="Send").click()
    expect(tab.get_by_text("2 letters are in the outbox.")).to_be_visible()
    expect(tab.get_by_role("link", name="Add a decision")).to_have_count(0)

    answers = page(priya, width=PHONE)
    answers.goto("/decisions/")
    answers.get_by_role("link", name="Answer the decisions for Teo Marblecroft").click()
    assert violations(answers) == []
    assert fits(answers)
    choir = answers.get_by_role("group", name="Your answer to: Choir place in writing")
    choir.get_by_label("I disagree").check()
    answers.get_by_role("button", name="Save my answers").click()
    expect(answers.get_by_role("link", name="Say why you disagree with: Choir place in writing")).to_be_visible()
    assert violations(answers) == []
    answers.get_by_label("Why you disagree with: Choir place in writing").fill("It is on a school day.")
    answers.get_by_role("button", name="Save my answers").click()
    expect(answers.get_by_text("Your answer to 1 decision is kept.")).to_be_visible()

    tab.reload()
    expect(tab.get_by_role("heading", name="Disagreed: informal concern to open")).to_be_visible()
    tab.goto("/decisions/")
    assert violations(tab) == []
    expect(tab.get_by_text("“I want to sing.”")).to_be_visible()
    tab.get_by_label("Disagreed (1)").check()
    tab.get_by_role("button", name="Show").click()
    expect(tab).to_have_url(f"{tab.url.split('/decisions')[0]}/decisions/?whose=own&state=open&answer=disagreed")
    expect(tab.get_by_role("link", name="Passport application sent")).to_have_count(0)
    tab.get_by_role("link", name="Choir place in writing").click()
    expect(tab.get_by_text("It is on a school day.").first).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Drop it").click()
    tab.get_by_role("button", name="Drop it").click()
    expect(
        tab.get_by_role("link", name="Say why this decision is dropped, so that the child can be told")
    ).to_be_visible()
    assert violations(tab) == []


def test_the_quality_note_is_written_sent_and_read(page: Visit) -> None:
    review, maren, priya = held_review()
    tab = page(maren)

    tab.goto(f"/reviews/{review.pk}/quality/")
    assert violations(tab) == []
    tab.get_by_role("button", name="Send the note").click()
    expect(tab.get_by_role("link", name="Answer the question: Was the child prepared for the review?")).to_be_visible()
    assert violations(tab) == []
    for question in QualityAnswer.Question:
        tab.get_by_role("group", name=str(question.label)).get_by_label("Yes").check()
    tab.get_by_label("Good practice that you saw").fill("Asha brought his drawing.")
    tab.get_by_role("button", name="Send the note").click()
    expect(tab.get_by_text("The note is sent.")).to_be_visible()

    reads = page(priya, width=PHONE)
    reads.goto(f"/reviews/{review.pk}/quality/")
    expect(reads.get_by_text("Asha brought his drawing.")).to_be_visible()
    assert violations(reads) == []
    assert fits(reads)
