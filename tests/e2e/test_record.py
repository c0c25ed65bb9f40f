"""Writing a record and its letter, with and without a connection; signing; giving out the copies."""

import re

import pytest
from playwright.sync_api import Page, expect

from heard.accounts.models import User
from heard.reviews.models import Review
from tests.e2e.browser import Visit, committed, fits, violations
from tests.factories import AuthorityFactory, NamedIroFactory, PartyFactory, PeriodFactory, ReviewFactory, UserFactory
from tests.factories.records import written

pytestmark = pytest.mark.browser


def written_review() -> tuple[Review, User]:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        iro = UserFactory.create(iro=True, authority=authority, signs_in=True, name="Maren Oakhollow")
        period = PeriodFactory.create(child__authority=authority)
        review = ReviewFactory.create(held=True, authority=authority, period=period)
        NamedIroFactory.create(child=review.child, iro=iro)
        written(review, iro)
        PartyFactory.create(
            child=review.child,
            kind="child",
            name="",
            relation="",
            on_paper=True,
            email="",
            parental_responsibility="no",
        )
        return review, iro


def letter(tab: Page) -> str:
    return tab.get_by_role("region", name="The letter").inner_text()


def test_what_is_typed_is_saved_by_itself_and_stands_in_the_letter(page: Visit) -> None:
    review, iro = written_review()
    tab = page(iro)

    tab.goto(f"/reviews/{review.pk}/record/")
    assert violations(tab) == []
    tab.get_by_label("In the letter: Health").fill("Your teeth are fine. The dentist was pleased with you.")
    expect(tab.locator("#saved-health")).to_have_text(re.compile(r"Saved \d+:\d\d, version 1"))
    assert "The dentist was pleased with you." in letter(tab)
    tab.get_by_label("In the record: Health").fill("The dentist saw Teo in October.")
    expect(tab.locator("#saved-health")).to_have_text(re.compile(r"version 2"))
    assert "The dentist saw Teo in October." not in letter(tab)
    tab.reload()
    expect(tab.get_by_label("In the record: Health")).to_have_value("The dentist saw Teo in October.")
    expect(tab.get_by_text("Words of yours that were not saved")).to_have_count(0)
    assert tab.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('heard.draft:'))") == []
    tab.set_viewport_size({"width": 390, "height": 900})
    assert fits(tab)


def test_a_lost_connection_loses_no_words(page: Visit) -> None:
    """The second window has a console of its own: a browser tells there of every request that failed."""
    review, iro = written_review()
    first = page(iro)
    browser = first.context.browser
    assert browser is not None
    context = browser.new_context(
        base_url=first.url.split("/", 3)[0] + "//" + first.url.split("/")[2],
        storage_state=first.context.storage_state(),
    )
    tab = context.new_page()
    tab.goto(f"/reviews/{review.pk}/record/")

    context.set_offline(True)
    tab.get_by_label("In the record: Home").fill("Written on the train.")
    expect(tab.locator("#saved-home")).to_contain_text("No connection. Your words are kept in this browser")
    assert violations(tab) == []
    context.set_offline(False)
    expect(tab.locator("#saved-home")).to_have_text(re.compile(r"version 2"), timeout=25_000)

    context.clear_cookies()
    tab.get_by_label("In the record: Home").fill("Written after the sign-in ran out.")
    expect(tab.locator("#saved-home")).to_contain_text("You have been signed out.")
    context.add_cookies(first.context.storage_state()["cookies"])  # type: ignore[arg-type]
    tab.goto(f"/reviews/{review.pk}/record/")
    expect(tab.get_by_label("In the record: Home")).to_have_value("Written on the train.")
    expect(tab.get_by_text("Words of yours that were not saved stand in this browser.")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("button", name="Bring them back").click()
    expect(tab.get_by_label("In the record: Home")).to_have_value("Written after the sign-in ran out.")
    expect(tab.locator("#saved-home")).to_have_text(re.compile(r"version 3"))

    context.set_offline(True)
    tab.get_by_label("In the record: Home").fill("Never to be seen by the next person.")
    expect(tab.locator("#saved-home")).to_contain_text("No connection.")
    context.set_offline(False)
    tab.get_by_text("Maren Oakhollow").first.click()
    tab.get_by_role("button", name="Sign out").click()
    expect(tab.get_by_role("heading", name="Sign in")).to_be_visible()
    assert tab.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('heard.draft:'))") == []
    context.close()


def test_a_record_is_signed_the_letter_checked_and_both_given_out_without_scripts(page: Visit) -> None:
    review, iro = written_review()
    tab = page(iro, scripts=False)

    tab.goto(f"/reviews/{review.pk}/record/")
    tab.get_by_label("In the letter: Home").fill("You live with Grace.")
    tab.get_by_role("button", name="Save and update the letter").click()
    expect(tab.get_by_text("The record is saved.")).to_be_visible()
    assert "You live with Grace." in letter(tab)
    tab.get_by_role("link", name="Edit the letter’s own words, and check it").click()
    tab.get_by_label("How the letter begins").fill("Thank you for your review.")
    tab.get_by_role("button", name="Save and see the letter").click()
    tab.get_by_role("button", name="I have read this letter: it can go out").click()
    expect(tab.get_by_text("The letter is checked. It can go out.")).to_be_visible()
    tab.get_by_role("link", name="Leave something out of a copy").click()
    tab.get_by_label("Under which heading?").select_option("Home")
    tab.get_by_label("Which words?").fill("His mother drinks again.")
    tab.get_by_label("Parents’ copy").check()
    tab.get_by_label("Why?").fill("Told in trust")
    tab.get_by_role("button", name="Leave it out").click()
    expect(tab.get_by_text("It is left out of the copies that you chose.")).to_be_visible()
    tab.get_by_role("link", name="Parents’ copy").click()
    expect(tab.get_by_text("Teo is settled with Grace. […]")).to_be_visible()
    tab.goto(f"/reviews/{review.pk}/record/sign/")
    tab.get_by_role("button", name="Sign the record").click()
    expect(tab.get_by_text("The record is signed: version 1.")).to_be_visible()
    tab.goto(f"/reviews/{review.pk}/send/")
    tab.get_by_role("button", name="Give out the chosen copies").click()
    expect(tab.get_by_text("2 copies were given.")).to_be_visible()
    given = tab.get_by_role("region", name="Given so far")
    expect(given.get_by_role("row")).to_have_count(3)


def test_the_other_pages_of_a_record_are_in_order_for_everybody(page: Visit) -> None:
    review, iro = written_review()
    tab = page(iro)

    for rest in ("record/letter/", "record/leave-out/", "record/sign/", "send/", "copies/record/page/"):
        tab.goto(f"/reviews/{review.pk}/{rest}")
        assert (rest, violations(tab)) == (rest, [])
    tab.goto(f"/reviews/{review.pk}/record/leave-out/")
    tab.get_by_role("button", name="Leave it out").click()
    expect(tab.get_by_role("link", name="Choose the heading")).to_be_visible()
    assert violations(tab) == []
    tab.goto(f"/reviews/{review.pk}/send/")
    tab.get_by_role("button", name="Give out the chosen copies").click()
    expect(tab.get_by_role("alert")).to_contain_text("Read the letter and say that you have checked it.")
    assert violations(tab) == []
    tab.set_viewport_size({"width": 390, "height": 900})
    assert fits(tab)
