"""Supporting IROs: a manager plans supervision with cases drawn by lot and keeps the duties, an officer reads it."""

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import AuthorityFactory, UserFactory
from tests.factories.quality import (
    AdviceRequestFactory,
    AttendanceFactory,
    RiskStepFactory,
    SupportSettingsFactory,
    caseload,
)

pytestmark = pytest.mark.browser
HERE = "/service/support/"


def manager_and_officer() -> tuple[User, User]:
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        ifeoma = UserFactory.create(manager=True, authority=authority, signs_in=True, name="Ifeoma Brightwater")
        maren = UserFactory.create(iro=True, authority=authority, signs_in=True, name="Maren Oakhollow")
        SupportSettingsFactory.create(authority=authority)
        caseload(maren, 2)
        AttendanceFactory.create(course_date__course__authority=authority, officer=maren)
        AdviceRequestFactory.create(officer=maren)
        RiskStepFactory.create(risk__authority=authority, risk__raised_by=maren)
    return ifeoma, maren


def test_a_manager_plans_supervision_and_the_officer_reads_what_came_of_it(page: Visit) -> None:
    ifeoma, maren = manager_and_officer()
    tab = page(ifeoma)

    tab.get_by_role("link", name="Support", exact=True).click()
    expect(tab.get_by_role("heading", level=1)).to_have_text("Supervision")
    assert violations(tab) == []
    tab.get_by_role("link", name="Plan a session").click()
    tab.get_by_role("button", name="Plan it and draw the cases").click()
    expect(tab).to_have_title("Error: Plan a session – Heard, Anyshire")
    expect(tab.get_by_role("link", name="Choose the officer")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("Maren Oakhollow").check()
    tab.get_by_label("How many cases to draw").fill("1")
    tab.get_by_role("button", name="Plan it and draw the cases").click()
    expect(tab.get_by_text("The session is planned and its cases are drawn.")).to_be_visible()
    expect(tab.get_by_text("2 looked-after children")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Record this session").click()
    tab.get_by_role("group", name="Teo Marblecroft: is the review child-centred?").get_by_label("Partly").check()
    tab.get_by_role("button", name="Save the session").click()
    expect(tab.get_by_role("link", name="Say in words what was found")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("Teo Marblecroft: what was found").fill("Nobody asked him whom he wanted there")
    tab.get_by_role("button", name="Save the session").click()
    expect(tab.get_by_text("The session is recorded.")).to_be_visible()
    tab.goto(f"{HERE}duties/")
    expect(tab.get_by_text("1 of 1 officer was supervised in time")).to_be_visible()
    assert violations(tab) == []

    own = page(maren)
    own.goto(f"{HERE}supervision/")
    own.get_by_role("link", name="Supervision, 23 November 2026").click()
    expect(own.get_by_text("Nobody asked him whom he wanted there")).to_be_visible()
    expect(own.get_by_role("link", name="Record this session")).to_have_count(0)


def test_every_page_fits_a_phone_and_can_be_read_by_all(page: Visit) -> None:
    ifeoma, _maren = manager_and_officer()
    tab = page(ifeoma, width=PHONE)

    paths = ("supervision/", "supervision/settings/", "training/", "training/add/", "advice/", "advice/ask/", "risks/")
    for path in (*paths, "risks/raise/", "duties/", "duties/1/", "duties/7/assess/", "duties/7/evidence/"):
        tab.goto(HERE + path)
        assert fits(tab), path
        assert violations(tab) == [], path
