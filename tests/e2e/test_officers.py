"""A manager looks after the officers, and is told at once when a fact leaves a child without an IRO."""

from datetime import date
from decimal import Decimal

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.e2e.test_review import fill_date
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    NamedIroFactory,
    OfficerFactory,
    PeriodFactory,
    PostFactory,
    RegistrationFactory,
    UserFactory,
    diary,
)
from tests.factories.correspondence import png

pytestmark = pytest.mark.browser
LIST = "/service/officers/"


def manager_and_iro() -> tuple[User, User]:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        manager = UserFactory.create(manager=True, authority=authority, name="Ifeoma Brightwater", signs_in=True)
        iro = UserFactory.create(iro=True, authority=authority, name="Maren Oakhollow", signs_in=True)
        RegistrationFactory.create(user=iro, renew_by=date(2026, 12, 31))
        PostFactory.create(user=iro, fte=Decimal("0.80"))
        OfficerFactory.create(user=iro, words_for_young_people="I listen first.")
        child = ChildFactory.create(authority=authority, given_name="Dot", local_id="4711")
        PeriodFactory.create(child=child)
        NamedIroFactory.create(child=child, iro=iro)
        diary(authority)
    return manager, iro


def test_a_manager_ends_a_post_too_early_and_records_an_involvement(page: Visit) -> None:
    manager, _iro = manager_and_iro()
    tab = page(manager)

    tab.get_by_role("link", name="Officers").first.click()
    expect(tab.get_by_text("The registration must be renewed by Thu 31 Dec.").first).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Maren Oakhollow", exact=True).click()
    expect(tab.get_by_text("I listen first.")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="End this post").click()
    fill_date(tab, "Last day", date(2026, 11, 20))
    tab.get_by_role("button", name="End this post").click()
    expect(tab.get_by_role("link", name="This person is still the named IRO of 1 child.")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Cancel").click()
    tab.get_by_role("link", name="Involvements with children").click()
    assert violations(tab) == []
    tab.get_by_role("link", name="Add an involvement").click()
    tab.get_by_role("button", name="Add this involvement").click()
    expect(tab.get_by_role("link", name="Enter the child’s local id or name")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("Child", exact=True).fill("Dot")
    tab.get_by_label("Controls the resources of the case").check()
    tab.get_by_role("button", name="Add this involvement").click()
    expect(tab.get_by_role("heading", name="1 child needs another IRO now")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Name IRO for Dot Marblecroft").click()
    expect(tab.get_by_role("heading", level=1)).to_contain_text("Dot Marblecroft")


def test_officers_put_their_photo_in_and_it_stands_on_the_sheet(page: Visit) -> None:
    _manager, iro = manager_and_iro()
    tab = page(iro)

    tab.goto("/me/")
    tab.get_by_role("link", name="Your profile, leave and registration").click()
    tab.get_by_role("link", name="Put a photo in").click()
    tab.get_by_role("button", name="Keep this photo").click()
    expect(tab.get_by_role("link", name="Choose a photo")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("Photo", exact=True).set_input_files(
        files={"name": "me.png", "mimeType": "image/png", "buffer": png(side=40)}
    )
    tab.get_by_role("button", name="Keep this photo").click()
    expect(tab.get_by_role("img", name="Photo of Maren Oakhollow")).to_be_visible()
    tab.goto(f"{LIST}sheet/")
    expect(tab.get_by_role("img", name="Photo of Maren Oakhollow")).to_be_visible()
    assert violations(tab) == []


def test_the_pages_fit_a_phone(page: Visit) -> None:
    manager, iro = manager_and_iro()
    tab = page(manager, width=PHONE)

    for rest in ("", "team/", "sheet/", "settings/", "involvements/", "involvements/load/", f"{iro.pk}/"):
        tab.goto(LIST + rest)
        assert fits(tab), rest
        assert violations(tab) == [], rest
