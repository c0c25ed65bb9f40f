"""Help, open to everybody."""

import pytest

from heard.accounts.models import ResponsibleAuthority
from tests.factories import UserFactory
from tests.web.visits import links, visit, words

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("path", "says"),
    [
        ("/help/", "No due date is typed by anybody."),
        ("/help/measures/", "M10: Children with every review in time"),
        ("/help/accessibility/", "Web Content Accessibility Guidelines 2.2"),
        ("/help/privacy/", "Nothing follows you"),
        ("/help/about/", "every child is heard, and what was promised is kept"),
    ],
)
def test_is_read_without_signing_in(path: str, says: str) -> None:
    assert says in words(visit(None, path))


def test_names_the_duty_desk_to_those_who_are_signed_in(anyshire: ResponsibleAuthority) -> None:
    anyshire.duty_telephone = "01632 960 142"
    anyshire.save()
    user = UserFactory.create(authority=anyshire)

    assert links(visit(user, "/help/"))["01632 960 142"] == "tel:01632960142"
    assert "01632" not in words(visit(None, "/help/"))


def test_every_page_leads_to_help(anyshire: ResponsibleAuthority) -> None:
    found = links(visit(UserFactory.create(authority=anyshire), "/my-week/"))

    assert [found[name] for name in ("Help", "Accessibility", "Privacy", "About Heard")] == [
        "/help/",
        "/help/accessibility/",
        "/help/privacy/",
        "/help/about/",
    ]
