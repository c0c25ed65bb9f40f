"""Between two reviews: a change is told, decided on, and leads to a review; then a contact is kept."""

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from heard.children.models import Child
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    EpisodeFactory,
    IroContactFactory,
    MidwayCheckFactory,
    NamedIroFactory,
    PeriodFactory,
    PlanDateFactory,
    RelationshipFactory,
    ReviewFactory,
    SignificantChangeFactory,
    UserFactory,
    diary,
)

pytestmark = pytest.mark.browser


def teo_and_two(*, wales: bool = False) -> tuple[Child, User, User]:
    with committed():
        authority = AuthorityFactory.create(name="Sir Unrhyw" if wales else "Anyshire", wales=wales)
        worker = UserFactory.create(social_worker=True, authority=authority, signs_in=True, name="Callum Rushbrook")
        maren = UserFactory.create(iro=True, authority=authority, signs_in=True, name="Maren Oakhollow")
        child = ChildFactory.create(authority=authority)
        EpisodeFactory.create(period=PeriodFactory.create(child=child), legal_status="C2")
        ReviewFactory.create(child=child, held=True)
        RelationshipFactory.create(child=child, user=worker)
        NamedIroFactory.create(child=child, iro=maren)
        diary(authority)
        return child, worker, maren


@pytest.mark.parametrize(("wales", "provision"), [(False, "reg 33(3)"), (True, "reg 39(3)")])
def test_a_change_is_told_decided_on_and_leads_to_a_review(page: Visit, wales: bool, provision: str) -> None:
    child, worker, maren = teo_and_two(wales=wales)
    tab = page(worker)

    tab.goto(f"/children/{child.pk}/")
    tab.get_by_label("Pages about Teo Marblecroft").get_by_role("link", name="Between reviews").click()
    tab.get_by_role("link", name="Tell of a change").click()
    expect(tab.get_by_text(provision).first).to_be_visible()
    tab.get_by_role("button", name="Tell the IRO").click()
    expect(tab.get_by_role("alert").get_by_role("link", name="Choose what it is")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("The child asks for a review").check()
    tab.get_by_label("Yes, it has happened").check()
    tab.get_by_label("Day").fill("20")
    tab.get_by_label("Month").fill("11")
    tab.get_by_label("Year").fill("2026")
    tab.get_by_label("What is proposed, or what happened?").fill("Teo wants to talk about his school.")
    tab.get_by_role("button", name="Tell the IRO").click()
    expect(tab.get_by_text("Maren Oakhollow is told, and decides what follows.")).to_be_visible()
    expect(tab.get_by_text("Waits for the IRO")).to_be_visible()
    assert violations(tab) == []

    tab = page(maren)
    tab.goto("/my-week/")
    tab.get_by_role("link", name="Teo Marblecroft: The child asks for a review").click()
    assert violations(tab) == []
    tab.get_by_role("button", name="Decide").click()
    expect(tab.get_by_role("alert").get_by_role("link", name="Choose what you decide")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("A review now").check()
    tab.get_by_label("Why?").fill("He has asked twice.")
    tab.get_by_label("Yes", exact=True).check()
    tab.get_by_label("What does the child wish?").fill("To choose the school with us.")
    tab.get_by_label("How did you help the child to understand what it means for them?").fill(
        "With the prospectus of both schools."
    )
    explained = tab.get_by_role("group", name="On which day was it explained?")
    for label, value in (("Day", "23"), ("Month", "11"), ("Year", "2026")):
        explained.get_by_label(label).fill(value)
    tab.get_by_role("button", name="Decide").click()
    expect(tab.get_by_text("What you decided is kept. Arrange the review now.")).to_be_visible()

    tab.goto(f"/children/{child.pk}/between/contact/")
    tab.get_by_label("The child", exact=True).check()
    tab.get_by_label("In person").check()
    tab.get_by_label("What was it about?").fill("We looked at schools together.")
    tab.get_by_role("button", name="Save").click()
    expect(tab.get_by_text("We looked at schools together.")).to_be_visible()
    expect(tab.get_by_text("He has asked twice.")).to_be_visible()
    assert violations(tab) == []


def test_it_is_read_on_a_phone_without_scripts(page: Visit) -> None:
    child, _worker, maren = teo_and_two()
    with committed():
        change = SignificantChangeFactory.create(child=child)
        IroContactFactory.create(child=child)
        MidwayCheckFactory.create(after_review=child.reviews.get())
        PlanDateFactory.create(child=child)
    tab, scriptless = page(maren, width=PHONE), page(maren, width=PHONE, scripts=False)

    for place in (
        f"children/{child.pk}/between/",
        f"children/{child.pk}/between/midway/",
        f"children/{child.pk}/plan-dates/new/",
        f"children/{child.pk}/changes/new/",
        f"changes/{change.pk}/",
        f"changes/{change.pk}/made/",
        "my-week/quiet/",
    ):
        tab.goto(f"/{place}")
        assert violations(tab) == [], place
        assert fits(tab), place
        scriptless.goto(f"/{place}")
        assert scriptless.get_by_role("heading", level=1).is_visible()
        assert fits(scriptless), place
