"""One review from its first booking to its last kept promise: every step, each on its day, in each nation.

Everything starts from the page of the review, as it does for those who work with it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Locator, Page, expect

from heard.accounts.models import User
from heard.children.models import Child
from heard.quality.models import QualityAnswer
from tests.e2e.browser import Visit, committed, violations
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    EpisodeFactory,
    NamedIroFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    TeamFactory,
    UserFactory,
    diary,
)

pytestmark = pytest.mark.browser

STARTED_ON = date(2026, 11, 2)  # the first review must be held by Monday 30 November
BOOKED_FOR = date(2026, 11, 26)
PLAN: FilePayload = {"name": "plan.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
NO_LIMIT = "No limit in Welsh law"


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """The child and those who work with the child."""

    child: Child
    iro: User
    support: User
    worker: User
    manager: User


def people_of(*, wales: bool) -> People:
    with committed():
        authority = AuthorityFactory.create(name="Sir Unrhyw" if wales else "Anyshire", wales=wales)
        team = TeamFactory.create(authority=authority)
        iro = UserFactory.create(iro=True, authority=authority, signs_in=True, name="Maren Oakhollow")
        support = UserFactory.create(support=True, authority=authority, signs_in=True, name="Dougie Penny")
        worker = UserFactory.create(
            social_worker=True, authority=authority, signs_in=True, name="Callum Rushbrook", team=team
        )
        manager = UserFactory.create(
            team_manager=True, authority=authority, signs_in=True, name="Priya Sandmartin", team=team
        )
        child = ChildFactory.create(authority=authority, team=team)
        EpisodeFactory.create(period=PeriodFactory.create(child=child, started_on=STARTED_ON), legal_status="C2")
        NamedIroFactory.create(child=child, iro=iro, appointed_on=STARTED_ON)
        RelationshipFactory.create(child=child, user=worker)
        RelationshipFactory.create(child=child, user=manager, kind="team_manager")
        PartyFactory.create(child=child, kind="child", name="", relation="", on_paper=True, email="")
        PartyFactory.create(child=child, name="Petra Marblecroft", relation="Mother", on_paper=True)
        for user, kind in ((worker, "social_worker"), (manager, "team_manager")):
            PartyFactory.create(
                child=child, user=user, kind=kind, name="", relation="", parental_responsibility="no", on_paper=True
            )
        diary(authority)
    return People(child=child, iro=iro, support=support, worker=worker, manager=manager)


def fill_date(tab: Page, legend: str, day: date) -> None:
    group = tab.get_by_role("group", name=legend)
    for label, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        group.get_by_label(label).fill(str(value))


def press(tab: Page, name: str = "Save") -> None:
    tab.get_by_role("button", name=name, exact=True).click()


def step(tab: Page, name: str) -> Locator:
    """One line of the review's steps."""
    return tab.locator(".heard-steps__row").filter(has=tab.get_by_text(name, exact=True))


def opens(tab: Page, review: int, name: str) -> None:
    """From the review's page, open what a step leads to."""
    tab.goto(f"/reviews/{review}/")
    step(tab, name).locator(".heard-steps__act").get_by_role("link").click()


def post(support: Page) -> None:
    """The letters on paper are printed and posted."""
    support.goto("/service/outbox/print/")
    press(support, "Make a batch")
    support.get_by_role("button", name="It is printed").click()
    expect(support.get_by_text("The batch is marked as printed.")).to_be_visible()


def says(tab: Page, review: int, name: str, *words: str) -> None:
    tab.goto(f"/reviews/{review}/")
    for one in words:
        expect(step(tab, name)).to_contain_text(one)


@pytest.mark.parametrize("wales", [False, True])
def test_a_review_goes_through_every_step(page: Visit, settings: Any, wales: bool) -> None:
    people = people_of(wales=wales)

    def on(day: date) -> None:
        settings.HEARD_TODAY = day

    on(date(2026, 11, 3))
    iro = page(people.iro)
    review = arranged(iro, people)
    support, worker = page(people.support), page(people.worker)
    prepared(iro, support, worker, review, on, wales=wales)
    met(iro, review, on, wales=wales)
    decided(iro, page(people.manager), review, on, wales=wales)
    written_up(iro, support, worker, review, on, wales=wales)
    kept(iro, review, on)


def arranged(tab: Page, people: People) -> int:
    """Booked inside the window; what the child chose is kept."""
    tab.goto(f"/children/{people.child.pk}/")
    tab.get_by_role("link", name="Arrange a review").click()
    fill_date(tab, "Date", BOOKED_FOR)
    tab.get_by_label("Time").fill("16:15")
    tab.get_by_label("Place").fill("At home")
    press(tab)
    expect(tab.get_by_role("heading", level=1)).to_have_text("Teo’s first review")
    review = int(tab.url.rstrip("/").rsplit("/", 1)[1])
    says(tab, review, "Arrange date, time and place", "2 working days before the limit", "by Mon 30 Nov")
    opens(tab, review, "Ask Teo about time, place and people")
    fill_date(tab, "When was Teo asked?", date(2026, 11, 3))
    fill_date(tab, "When did Teo choose?", date(2026, 11, 3))
    tab.get_by_label("In a talk").check()
    tab.get_by_role("group", name="About what?").get_by_label("Place").check()
    press(tab)
    expect(tab.get_by_text("What Teo chose is kept.")).to_be_visible()
    return review


def prepared(tab: Page, support: Page, worker: Page, review: int, on: Callable[[date], None], *, wales: bool) -> None:
    """The talk with the social worker, the people, the papers and the choice without one, the talk alone."""
    on(date(2026, 11, 4))
    says(tab, review, "Talk with the social worker", NO_LIMIT if wales else "by Thu 5 Nov")
    opens(tab, review, "Talk with the social worker")
    fill_date(tab, "When did you speak?", date(2026, 11, 4))
    tab.get_by_label("With whom?").fill("Callum Rushbrook")
    tab.get_by_label("What the review should talk about").fill("School")
    press(tab)

    on(date(2026, 11, 9))
    says(support, review, "Send invitations and consultation", NO_LIMIT if wales else "by Thu 12 Nov")
    opens(support, review, "Send invitations and consultation")
    press(support, "Make the list")
    support.get_by_role("link", name="Send invitations").click()
    press(support, "Send invitations")
    expect(support.get_by_text("4 letters are in the outbox.")).to_be_visible()
    post(support)
    says(support, review, "Send invitations and consultation", "Done")
    opens(support, review, "Send invitations and consultation")
    support.get_by_role("link", name="Enter the answer Petra Marblecroft").click()
    support.get_by_label("On paper").check()
    support.get_by_label("Coming", exact=True).check()
    press(support)

    on(date(2026, 11, 23))
    says(worker, review, "Papers", NO_LIMIT if wales else "by Mon 23 Nov")
    opens(worker, review, "Papers")
    press(worker, "Make the list")
    worker.get_by_role("link", name="Upload Care plan").click()
    worker.get_by_label("File").set_input_files(files=[PLAN])
    press(worker, "Upload")
    expect(worker.get_by_text("1 of 5 papers are here")).to_be_visible()
    on(date(2026, 11, 24))
    opens(tab, review, "Papers")
    tab.get_by_role("link", name="Decide without them").click()
    tab.get_by_label("Go ahead without them").check()
    tab.get_by_label("Why", exact=True).fill("The plan was read aloud to Teo")
    press(tab)
    expect(tab.get_by_text("Go ahead without them. Chosen on Tuesday 24 November 2026")).to_be_visible()

    on(date(2026, 11, 25))
    opens(tab, review, "Talk alone with Teo")
    tab.get_by_role("link", name="Record the talk").click()
    tab.get_by_label("Before the review").check()
    fill_date(tab, "When did you talk?", date(2026, 11, 25))
    tab.get_by_role("group", name="How?").get_by_label("In person").check()
    tab.get_by_label("What did the child agree to share?").fill("I want to sing.")
    tab.get_by_label("Everybody at the review").check()
    press(tab)
    says(tab, review, "Talk alone with Teo", "Done")


def met(tab: Page, review: int, on: Callable[[date], None], *, wales: bool) -> None:
    """Held in two sittings; the code by itself; the agenda of the law; a wish with its answer."""
    on(BOOKED_FOR)
    opens(tab, review, "Hold the review")
    fill_date(tab, "When was it held?", BOOKED_FOR)
    tab.get_by_role("group", name="Was it completed on that day?").get_by_label("No, it was adjourned").check()
    tab.get_by_role("group", name="How was it held?").get_by_label("In person", exact=True).check()
    tab.get_by_role("group", name="Was Teo Marblecroft there?").get_by_label("Yes").check()
    tab.get_by_label("Spoke for themselves").check()
    expect(tab.get_by_text("PN1: The child was there and spoke.")).to_be_visible()
    press(tab)
    tab.get_by_label("Papers were missing").check()
    tab.get_by_label("What is missing, and from whom?").fill("The health plan, from the nurse")
    press(tab, "Adjourn")
    expect(tab.get_by_role("heading", name="No proposal may be put into effect")).to_be_visible()

    opens(tab, review, "Who took part, and how")
    tab.get_by_label("Petra Marblecroft: there?").select_option("There for all of it")
    press(tab)
    opens(tab, review, "What the review considers")
    for matter in tab.locator("select[name^=m_]").all():
        matter.select_option("Considered")
    for right in tab.locator("select[name^=r_]").all():
        right.select_option("Explained")
    press(tab)
    tab.goto(f"/reviews/{review}/wishes/")
    tab.get_by_label("What does the child wish or feel?").fill("I want to sing.")
    tab.get_by_label("Shared from the private talk").check()
    tab.get_by_label("Yes", exact=True).check()
    press(tab)

    on(date(2026, 11, 30))
    says(tab, review, "Complete the review", "by Thu 24 Dec")
    opens(tab, review, "Complete the review")
    fill_date(tab, "When was the last sitting?", date(2026, 11, 30))
    tab.get_by_role("group", name="How was it held?").get_by_label("By telephone", exact=True).check()
    press(tab)
    says(tab, review, "Complete the review", "Done")


def decided(tab: Page, manager: Page, review: int, on: Callable[[date], None], *, wales: bool) -> None:
    """A decision is made and sent; the manager agrees."""
    opens(tab, review, "Decisions, each with an owner and a date")
    tab.get_by_role("link", name="Add a decision").click()
    tab.get_by_label("What is to be done?").fill("Choir place in writing")
    tab.get_by_label("Which wish does it answer?").select_option("“I want to sing.”")
    tab.get_by_label("Who will do it?").select_option("Callum Rushbrook, social worker")
    fill_date(tab, "By when?", date(2026, 12, 11))
    press(tab)
    on(date(2026, 12, 1))
    says(tab, review, "Send decisions", NO_LIMIT if wales else "by Mon 7 Dec")
    opens(tab, review, "Send decisions")
    tab.get_by_role("link", name="Send decisions").click()
    press(tab, "Send")

    on(date(2026, 12, 2))
    says(tab, review, "Manager’s answer", "Not known to be received, so silence does not count")
    manager.goto("/decisions/")
    manager.get_by_role("link", name="Answer the decisions for Teo Marblecroft").click()
    choir = manager.get_by_role("group", name="Your answer to: Choir place in writing")
    expect(choir).to_be_visible()
    says(tab, review, "Manager’s answer", NO_LIMIT if wales else "by Wed 9 Dec")  # received when it was opened
    on(date(2026, 12, 3))
    choir.get_by_label("I agree").check()
    press(manager, "Save my answers")
    says(tab, review, "Manager’s answer", "All answered")


def written_up(tab: Page, support: Page, worker: Page, review: int, on: Callable[[date], None], *, wales: bool) -> None:
    """The care plan is brought up to date; record, letter and copies go out; the note and the next date."""
    on(date(2026, 12, 7))
    says(worker, review, "Care plan brought up to date", NO_LIMIT if wales else "by Mon 14 Dec")
    opens(worker, review, "Care plan brought up to date")
    worker.get_by_role("link", name="Enter a plan, visit or assessment").click()
    worker.get_by_label("Care plan", exact=True).check()
    fill_date(worker, "On which day?", date(2026, 12, 7))
    press(worker)

    on(date(2026, 12, 8))
    says(tab, review, "Care plan brought up to date", "Done")
    opens(tab, review, "Full record")
    tab.get_by_label("In the record: Home").fill("Teo is settled with Grace.")
    tab.get_by_label("In the letter: Home").fill("You live with Grace.")
    press(tab, "Save and update the letter")
    opens(tab, review, "Letter to Teo")
    tab.get_by_label("How the letter begins").fill("Thank you for your review.")
    press(tab, "Save and see the letter")
    press(tab, "I have read this letter: it can go out")
    tab.goto(f"/reviews/{review}/record/sign/")
    press(tab, "Sign the record")
    expect(tab.get_by_text("The record is signed: version 1.")).to_be_visible()
    opens(tab, review, "Send the record out")
    for chosen in tab.get_by_role("checkbox").all():
        chosen.check()
    press(tab, "Give out the chosen copies")
    post(support)
    says(tab, review, "Send the record out", "Done")

    opens(tab, review, "Quality note, good practice or concern")
    for question in QualityAnswer.Question:
        tab.get_by_role("group", name=str(question.label)).get_by_label("Yes").check()
    press(tab, "Send the note")
    opens(tab, review, "Date of the next review")
    fill_date(tab, "Date", date(2027, 2, 18))
    press(tab)


def kept(tab: Page, review: int, on: Callable[[date], None]) -> None:
    """The promise is kept in time; nothing is left to do and the ledger shows it."""
    on(date(2026, 12, 10))
    tab.goto(f"/reviews/{review}/decisions/")
    tab.get_by_role("link", name="Choir place in writing").click()
    tab.get_by_role("link", name="It is done").click()
    fill_date(tab, "When was it done?", date(2026, 12, 10))
    tab.get_by_label("What came of it?").fill("Teo sings on Thursdays.")
    press(tab)
    expect(tab.get_by_text("Teo sings on Thursdays.").first).to_be_visible()
    tab.goto(f"/reviews/{review}/")
    assert violations(tab) == []
    rows = tab.locator(".heard-steps__row")
    open_rows = rows.filter(has_not_text="Not needed").filter(has_not=tab.locator(".heard-steps__mark--done"))
    assert open_rows.locator(".heard-steps__name").all_inner_texts() == ["Papers"]  # the review went ahead without one
