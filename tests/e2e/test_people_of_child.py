"""The people of a child: a mother is entered, her address is blocked, the rule ends, and she is reached again."""

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from heard.children.models import Child
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    EpisodeFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    SafeContactRuleFactory,
    UserFactory,
)

pytestmark = pytest.mark.browser


def teo_and_worker() -> tuple[Child, User]:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        worker = UserFactory.create(social_worker=True, authority=authority, signs_in=True, name="Callum Rushbrook")
        child = ChildFactory.create(authority=authority)
        EpisodeFactory.create(period=PeriodFactory.create(child=child), legal_status="C2")
        RelationshipFactory.create(child=child, user=worker)
        return child, worker


def test_a_mother_is_entered_blocked_and_reached_again(page: Visit) -> None:
    child, worker = teo_and_worker()
    tab = page(worker)

    tab.goto(f"/children/{child.pk}/")
    tab.get_by_label("Pages about Teo Marblecroft").get_by_role("link", name="People").click()
    expect(tab.get_by_text("has parental responsibility under the care order")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Add somebody").click()
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_role("alert").get_by_role("link", name="Choose what part this person has")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("What part does this person have?").select_option("Parent")
    tab.get_by_label("Name", exact=True).fill("Petra Marblecroft")
    tab.get_by_label("Has parental responsibility").check()
    tab.get_by_label("Language spoken, if another").fill("Polish")
    tab.get_by_label("An interpreter is needed").check()
    tab.get_by_label("By e-mail").check()
    tab.get_by_label("E-mail address").fill("petra@home.example")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("Speaks Polish, with an interpreter")).to_be_visible()
    expect(tab.get_by_text("Marked as having it: Petra Marblecroft (Parent).")).to_be_visible()

    tab.get_by_role("link", name="Safe contact Petra Marblecroft").click()
    assert violations(tab) == []
    tab.get_by_label("Do not use one address").check()
    tab.get_by_label("E-mail or postal address that must not be used").fill("petra@home.example")
    tab.get_by_label("Why?").fill("Others read it")
    tab.get_by_label("Who decided it?").fill("Petra herself")
    tab.get_by_role("button", name="Save the rule").click()
    expect(tab.get_by_text("Nothing is sent: the address must not be used")).to_be_visible()
    assert violations(tab) == []

    tab.get_by_role("link", name="End this rule about Petra Marblecroft").click()
    tab.get_by_label("Why does it no longer hold?").fill("She has a new password")
    tab.get_by_role("button", name="End the rule").click()
    expect(tab.get_by_text("She has a new password")).to_be_visible()
    expect(tab.get_by_text("Nothing is sent")).to_have_count(0)


def test_it_is_read_on_a_phone_without_scripts(page: Visit) -> None:
    child, worker = teo_and_worker()
    with committed():
        party = PartyFactory.create(child=child, on_paper=True)
        SafeContactRuleFactory.create(party=party)
        SafeContactRuleFactory.create(party=party, not_there=True)
    tab = page(worker, width=PHONE, scripts=False)

    for place in (f"children/{child.pk}/people/", f"parties/{party.pk}/", f"parties/{party.pk}/safe-contact/"):
        tab.goto(f"/{place}")
        assert tab.get_by_role("heading", level=1).is_visible()
        assert fits(tab), place
