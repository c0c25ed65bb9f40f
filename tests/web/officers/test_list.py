"""The list of the officers, the team, and the sheet for young people."""

from datetime import date
from decimal import Decimal

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from tests.factories import (
    AuthorityFactory,
    LeaveFactory,
    NamedIroFactory,
    OfficerFactory,
    PeriodFactory,
    PhotoFactory,
    PostFactory,
    RegistrationFactory,
    UserFactory,
)
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db
LIST, TEAM, SHEET = "/service/officers/", "/service/officers/team/", "/service/officers/sheet/"


@pytest.fixture
def ifeoma(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma Brightwater")


def officer(authority: ResponsibleAuthority, name: str, **facts: object) -> User:
    """An officer in post, registered, of long experience."""
    user = UserFactory.create(iro=True, authority=authority, name=name)
    RegistrationFactory.create(user=user, renew_by=facts.pop("renew_by", date(2027, 11, 30)))
    PostFactory.create(user=user, fte=facts.pop("fte", Decimal("1.00")))
    OfficerFactory.create(user=user, **facts)
    return user


def test_shows_how_each_officer_stands(ifeoma: User) -> None:
    maren = officer(ifeoma.authority, "Maren Oakhollow", languages=["english", "welsh"], specialisms=["adoption"])
    LeaveFactory.create(user=maren)
    named = NamedIroFactory.create(iro=maren, child__authority=ifeoma.authority)
    PeriodFactory.create(child=named.child)

    told = words(visit(ifeoma, LIST))

    assert "2 reviewing officers, 1 full-time posts." in told
    assert (
        "Maren Oakhollow 1 Permanent Registered to Tue 30 Nov 2027 1 September 2008 English, Welsh Adoption"
        " Away Mon 7 Dec to Fri 11 Dec 1 children of Maren Oakhollow" in told
    )


def test_warns_before_a_registration_ends_and_says_when_it_is_over(ifeoma: User) -> None:
    officer(ifeoma.authority, "Tobias Wrenfield", renew_by=date(2026, 12, 31))
    officer(ifeoma.authority, "Sunita Larkmoor", renew_by=date(2026, 10, 31))

    told = words(visit(ifeoma, LIST))

    assert "The registration must be renewed by Thu 31 Dec." in told
    assert "The registration ended on Sat 31 Oct. No child may be named until it is renewed." in told
    assert "Renew soon by Thu 31 Dec" in told
    assert "Not valid ended Sat 31 Oct; no child may be named" in told
    assert "No registration is recorded. Record it; until then nobody can be sure of it." in told


def test_warns_of_less_than_five_years(ifeoma: User) -> None:
    officer(ifeoma.authority, "Kemi Adebrook", new=True)

    told = words(visit(ifeoma, LIST))

    assert "Has less than five years of experience, since Mon 2 Sept 2024. It is expected, not required." in told
    assert "2 September 2024 under five years" in told


def test_columns_sort_both_ways(ifeoma: User) -> None:
    officer(ifeoma.authority, "Asha Half", fte=Decimal("0.50"))
    officer(ifeoma.authority, "Bryn Full", fte=Decimal("1.00"))

    up = words(visit(ifeoma, LIST, sort="post"))
    down = words(visit(ifeoma, LIST, sort="-post"))

    assert up.index("Ifeoma Brightwater Manager") < up.index("Asha Half 0.5") < up.index("Bryn Full 1 ")
    assert down.index("Bryn Full 1 ") < down.index("Asha Half 0.5") < down.index("Ifeoma Brightwater Manager")
    assert words(visit(ifeoma, LIST, sort="nonsense")).index("Asha") < words(visit(ifeoma, LIST)).index("Bryn")


def test_asks_the_database_as_often_for_many_as_for_few(ifeoma: User) -> None:
    officer(ifeoma.authority, "Maren Oakhollow")
    before = [queries(ifeoma, path) for path in (LIST, TEAM, SHEET)]
    for name in ("Tobias Wrenfield", "Kemi Adebrook"):
        PhotoFactory.create(user=officer(ifeoma.authority, name))

    assert [queries(ifeoma, path) for path in (LIST, TEAM, SHEET)] == before
    assert max(before) <= 30


def test_the_team_is_set_out_in_figures_with_tables(ifeoma: User) -> None:
    first = officer(ifeoma.authority, "Maren Oakhollow", specialisms=["adoption"], management_experience=True)
    PostFactory.create(user=ifeoma, fte=Decimal("0.50"), employment="sessional", from_on=date(2026, 6, 1))

    told = words(visit(ifeoma, TEAM))

    assert first.name not in told
    assert "Full-time posts filled 1.5 by 2 people" in told
    assert "Of these permanent 66.7% 1 of 1.5 full-time posts" in told
    assert "Permanent 1 1 Peripatetic or sessional 1 0.5 Agency 0 0 All 2 1.5 Managed by Ifeoma Brightwater." in told
    assert "1 April 2026 to 23 November 2026 1 1 100% 1" in told
    assert "Adoption 1" in told
    assert "Nobody has said yet who manages the service." in told


def test_no_group_under_five_is_shown(ifeoma: User) -> None:
    told = words(visit(ifeoma, TEAM))

    assert "White fewer than 5 fewer than 5" in told
    assert "A group of fewer than five is never shown; nothing can be worked out from the others." in told


def test_the_sheet_shows_those_in_post_and_names_what_is_missing(ifeoma: User) -> None:
    maren = officer(
        ifeoma.authority, "Maren Oakhollow", words_for_young_people="I listen first.", telephone="01632 960 001"
    )
    PhotoFactory.create(user=maren)
    officer(ifeoma.authority, "Tobias Wrenfield")

    answer = visit(UserFactory.create(support=True, authority=ifeoma.authority), SHEET)

    told = words(answer)
    assert f"I listen first. {maren.email} 01632 960 001" in told
    assert "No photo yet: Tobias Wrenfield" in told
    assert "No words for young people yet: Tobias Wrenfield" in told
    assert "Ifeoma" not in told
    assert f'src="/service/officers/{maren.pk}/photo?v=0f0f0f0f0f0f" alt="Photo of Maren Oakhollow"' in (
        answer.content.decode()
    )


def test_is_for_the_manager_of_this_service(ifeoma: User) -> None:
    iro = officer(ifeoma.authority, "Maren Oakhollow")
    welsh = AuthorityFactory.create(name="Sir Unrhyw", wales=True)
    elsewhere = UserFactory.create(manager=True, authority=welsh, name="Angharad Pistyllwen")

    assert visit(iro, LIST).status_code == visit(iro, TEAM).status_code == 403
    assert "Maren" not in words(visit(elsewhere, LIST))
    assert asks_to_sign_in(visit(None, LIST))
    assert "Maren Oakhollow" in links(visit(ifeoma, LIST))
