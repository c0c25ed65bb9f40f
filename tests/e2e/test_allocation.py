"""A manager names an IRO for a child of the morning, tells who must know, and shares the others out."""

from datetime import date

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from heard.caseloads.models import NamedIro
from heard.correspondence.models import Message
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    UserFactory,
    diary,
)
from tests.factories.caseloads import InvolvementFactory, OfficerFactory, PostFactory

pytestmark = pytest.mark.browser


def manager_of_a_morning() -> User:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire", allocation_target_working_days=3)
        manager = UserFactory.create(manager=True, authority=authority, name="Ifeoma Brightwater", signs_in=True)
        officers = [
            UserFactory.create(iro=True, authority=authority, name=name)
            for name in ("Dafydd Glynrhos", "Kemi Adebrook", "Sunita Larkmoor")
        ]
        for officer in officers:
            PostFactory.create(user=officer)
            OfficerFactory.create(user=officer)
        for given in ("Ivo", "Lowri", "Kit"):
            child = ChildFactory.create(authority=authority, given_name=given)
            PeriodFactory.create(child=child, started_on=date(2026, 11, 16))
            InvolvementFactory.create(child=child, user=officers[1], evidence="Visits of November")
        RelationshipFactory.create(child=child, user=UserFactory.create(authority=authority, roles=["social_worker"]))
        carried = ChildFactory.create(authority=authority, given_name="Wren")
        PeriodFactory.create(child=carried)
        NamedIroFactory.create(child=carried, iro=officers[0])
        diary(authority)
    return manager


def test_a_manager_names_an_iro_and_tells_the_child(page: Visit) -> None:
    tab = page(manager_of_a_morning())

    tab.goto("/service/without-iro/")
    expect(tab.get_by_text("Sunita Larkmoor").first).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Name IRO for Kit Marblecroft").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Name an IRO for Kit Marblecroft")
    expect(tab.get_by_text("Visits of November")).to_be_visible()
    assert violations(tab) == []
    tab.evaluate("document.querySelectorAll('input[type=radio]').forEach((one) => { one.checked = false })")
    tab.get_by_role("button", name="Name this IRO").click()
    expect(tab).to_have_title("Error: Name an IRO for Kit Marblecroft – Heard, Anyshire")
    assert violations(tab) == []
    tab.get_by_role("link", name="Choose who should be the IRO").click()
    expect(tab.get_by_role("radio", name="Sunita Larkmoor")).to_be_focused()
    tab.get_by_role("radio", name="Sunita Larkmoor").check()
    with tab.expect_popup() as opened:
        tab.get_by_role("button", name="See the letter to Kit Marblecroft, The child, in a new tab").click()
    letter = opened.value
    expect(letter.get_by_role("heading", level=1).first).to_have_text("The letter to Kit Marblecroft")
    assert violations(letter) == []
    letter.close()
    tab.get_by_role("button", name="Name this IRO").click()
    expect(
        tab.get_by_text("Sunita Larkmoor is the IRO of Kit Marblecroft. 2 letters are in the outbox.")
    ).to_be_visible()
    with committed():
        assert sorted(Message.objects.values_list("recipient", flat=True)) == ["child", "social_worker"]


def test_a_manager_shares_the_morning_out_and_is_told_what_is_wrong(page: Visit) -> None:
    tab = page(manager_of_a_morning())

    tab.goto("/service/without-iro/")
    tab.get_by_role("checkbox", name="Choose Ivo Marblecroft").check()
    tab.get_by_role("checkbox", name="Choose Lowri Marblecroft").check()
    tab.get_by_role("button", name="Share these out").click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Share out children")
    assert violations(tab) == []
    tab.get_by_label("Day", exact=True).fill("")
    tab.get_by_role("button", name="Name these IROs").click()
    expect(tab).to_have_title("Error: Share out children – Heard, Anyshire")
    assert violations(tab) == []
    tab.get_by_label("Day", exact=True).fill("23")
    tab.get_by_label("IRO of Ivo Marblecroft").select_option("Sunita Larkmoor")
    tab.get_by_role("button", name="Name these IROs").click()
    expect(tab.get_by_text("2 children have an IRO by this plan.")).to_be_visible()
    with committed():
        assert NamedIro.objects.filter(ended_on__isnull=True).count() == 3


def test_the_pages_fit_a_phone(page: Visit) -> None:
    tab = page(manager_of_a_morning(), width=PHONE)

    tab.goto("/service/without-iro/")
    assert fits(tab)
    tab.get_by_role("link", name="Name IRO for Kit Marblecroft").click()
    assert fits(tab)
    assert violations(tab) == []
    tab.goto("/service/share-out/")
    assert fits(tab)
    assert violations(tab) == []
