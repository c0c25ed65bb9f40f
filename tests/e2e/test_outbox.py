"""Business support looks through the outbox, reads a letter, prints a batch; the administrator sets the foot."""

import pytest
from playwright.sync_api import expect

from heard.accounts.models import User
from heard.correspondence.compose import Officer, compose
from heard.correspondence.models import Message, Picture
from heard.correspondence.pictures import photo
from tests.e2e.browser import PHONE, Visit, committed, fits, violations
from tests.factories import AuthorityFactory, ChildFactory, UserFactory
from tests.factories.correspondence import MessageFactory, order, png

pytestmark = pytest.mark.browser


def support() -> tuple[User, Message]:
    """This will make business support, with a letter held, one to print and one that came back."""
    with committed():
        authority = AuthorityFactory.create(name="Anyshire")
        user = UserFactory.create(
            roles=["business_support"], authority=authority, name="Dougie Pennyfarthing", signs_in=True
        )
        child = ChildFactory.create(authority=authority, given_name="Teo")
        face = photo(png(side=96))
        Picture.objects.create(
            authority=authority, digest=face.digest, media_type=face.media_type, content=face.content
        )
        officer = Officer(
            name="Maren Oakhollow",
            first_name="Maren",
            email="maren.oakhollow-of-the-service@anyshire.example",
            photo=face,
        )
        ordered = compose(order("iro-named-child-young", officer=officer))
        held = MessageFactory.create(child=child, held=True, ordered=ordered)
        MessageFactory.create(child=child, on_paper=True)
        MessageFactory.create(child=child, failed=True)
    return user, held


def test_business_support_reads_sends_and_prints(page: Visit) -> None:
    user, _held = support()
    tab = page(user)

    tab.goto("/service/")
    tab.get_by_role("link", name="Outbox").click()
    expect(tab.get_by_role("heading", name="No mail server is configured: letters wait here")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Held").click()
    tab.get_by_role("link", name="The IRO is named").click()
    expect(tab.get_by_role("img", name="Photo of Maren Oakhollow")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("link", name="Take it back").click()
    tab.get_by_role("button", name="Take the letter back").click()
    expect(tab.get_by_role("link", name="Say why the letter is taken back")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_label("Why is this letter taken back?").fill("Teo has moved")
    tab.get_by_role("button", name="Take the letter back").click()
    expect(tab.get_by_text("The letter is taken back.")).to_be_visible()
    tab.goto("/service/outbox/print/")
    tab.get_by_role("button", name="Make a batch").click()
    expect(tab.get_by_text("The batch is made.")).to_be_visible()
    assert violations(tab) == []
    tab.get_by_role("button", name="It is printed").click()
    expect(tab.get_by_text("The batch is marked as printed.")).to_be_visible()


def test_a_letter_fits_a_phone(page: Visit) -> None:
    user, held = support()
    tab = page(user, width=PHONE)

    for path in ("/service/outbox/", "/service/outbox/print/", f"/letters/{held.pk}/", f"/letters/{held.pk}/print/"):
        tab.goto(path)
        assert fits(tab), path
        assert violations(tab) == [], path
