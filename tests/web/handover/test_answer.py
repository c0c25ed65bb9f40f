"""The IRO accepts with a declaration, or tells of a conflict; nobody answers for them."""

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.caseloads.models import Acceptance, NamedIro
from tests.factories import AuthorityFactory, NamedIroFactory, PeriodFactory, UserFactory, diary
from tests.web.visits import asks_to_sign_in, links, send, visit, words

pytestmark = pytest.mark.django_db


def path(named: NamedIro) -> str:
    return f"/appointments/{named.pk}/answer/"


def test_shows_the_five_exclusions_with_their_source(named: NamedIro, maren: User) -> None:
    told = words(visit(maren, path(named)))

    assert "Answer the appointment for Teo Marblecroft" in told
    assert "I helped to prepare the child’s plan, or manage the case." in told
    assert "I control resources that are allocated to the case." in told
    assert "Regulation 46(3), Care Planning, Placement and Case Review (England) Regulations 2010" in told


def test_the_source_is_that_of_the_nation(sir_unrhyw: ResponsibleAuthority) -> None:
    iro = UserFactory.create(iro=True, authority=sir_unrhyw, language="en")
    named = NamedIroFactory.create(child=PeriodFactory.create(child__authority=sir_unrhyw).child, iro=iro)

    told = words(visit(iro, path(named)))

    assert "Regulation 54(3), Care Planning, Placement and Case Review (Wales) Regulations 2015" in told


def test_the_iro_accepts_from_my_week(named: NamedIro, maren: User) -> None:
    week = links(visit(maren, "/my-week/"))
    assert week["Answer: Teo Marblecroft"] == path(named)

    answer = send(maren, path(named), answer="accept", conflict="")

    assert answer["Location"] == f"/children/{named.child_id}/"
    assert list(Acceptance.objects.values_list("appointment", "declares_independence", "conflict_told")) == [
        (named.pk, True, "")
    ]
    assert "Answer: Teo Marblecroft" not in links(visit(maren, "/my-week/"))
    assert "Accepted 23 November 2026 Declared to be independent" in words(visit(maren, f"/children/{named.child_id}/"))


def test_a_conflict_stands_on_the_managers_page(named: NamedIro, maren: User, ifeoma: User) -> None:
    diary(named.authority)
    assert "told of a conflict" not in words(visit(ifeoma, "/service/"))

    send(maren, path(named), answer="conflict", conflict="My cousin is the carer")

    assert Acceptance.objects.get().conflict_told == "My cousin is the carer"
    assert "1 IRO told of a conflict" in words(visit(ifeoma, "/service/"))
    told = words(visit(ifeoma, "/service/handovers/"))
    assert "Maren Oakhollow 23 November 2026 My cousin is the carer" in told
    assert "Told of a conflict 23 November 2026" in words(visit(ifeoma, f"/children/{named.child_id}/"))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Choose whether you accept or something stands against it"),
        ({"answer": "conflict", "conflict": " "}, "Say what stands against it, so that the manager can decide"),
        ({"answer": "accept", "conflict": "But"}, "You wrote what stands against it"),
    ],
)
def test_an_answer_that_says_nothing_is_refused(
    named: NamedIro, maren: User, given: dict[str, str], sentence: str
) -> None:
    answer = send(maren, path(named), **given)

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not Acceptance.objects.exists()


def test_a_second_answer_is_refused(named: NamedIro, maren: User) -> None:
    send(maren, path(named), answer="accept")

    again = send(maren, path(named), answer="conflict", conflict="Changed my mind")

    assert "You have answered this appointment already." in words(again)
    assert "You have answered this appointment." in words(visit(maren, path(named)))
    assert list(Acceptance.objects.values_list("conflict_told", flat=True)) == [""]


def test_nobody_answers_for_another(named: NamedIro, ifeoma: User, kemi: User) -> None:
    elsewhere = UserFactory.create(iro=True, authority=AuthorityFactory.create())
    support = UserFactory.create(roles=["business_support"], authority=named.authority)

    for user in (ifeoma, kemi, elsewhere):
        assert visit(user, path(named)).status_code == 404
        assert send(user, path(named), answer="accept").status_code == 404
    assert visit(support, path(named)).status_code == 403
    assert asks_to_sign_in(visit(None, path(named)))
    assert not Acceptance.objects.exists()


def test_all_that_wait_are_listed_and_my_week_shows_the_first(maren: User, named: NamedIro) -> None:
    for _place in range(6):
        NamedIroFactory.create(child=PeriodFactory.create(child__authority=named.authority).child, iro=maren)

    assert links(visit(maren, "/my-week/"))["2 more appointments to answer"] == "/appointments/"
    assert words(visit(maren, "/appointments/")).count("Answer :") == 7
