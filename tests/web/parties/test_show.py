"""The people round a child, as a tab of the child's page."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Reading
from heard.children.models import Child
from tests.factories import (
    ChildFactory,
    EpisodeFactory,
    NamedIroFactory,
    PartyFactory,
    PeriodFactory,
    RelationshipFactory,
    SafeContactRuleFactory,
    TeamFactory,
    UserFactory,
)
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


@pytest.fixture
def teo(maren: User) -> Child:
    child = ChildFactory.create(authority=maren.authority)
    EpisodeFactory.create(period=PeriodFactory.create(child=child))
    NamedIroFactory.create(child=child, iro=maren)
    return child


def path(child: Child) -> str:
    return f"/children/{child.pk}/people/"


def test_says_who_everybody_is_and_how_they_are_reached(maren: User, teo: Child) -> None:
    PartyFactory.create(
        child=teo,
        language="cy",
        spoken_language="Polish",
        interpreter=True,
        accessible_format="large_print",
        telephone="07700 900 611",
        from_on=date(2026, 11, 2),
        child_agrees="yes",
        child_asked_on=date(2026, 11, 16),
    )
    PartyFactory.create(
        child=teo,
        kind="school",
        name="Anyford Primary",
        relation="",
        parental_responsibility="no",
        channel="held",
        email="",
        left_out="invitation",
        left_out_why="Teo wishes it",
    )

    told = words(visit(maren, path(teo)))

    assert (
        "Petra Marblecroft Mother, Parent Has parental responsibility Letters in Welsh Speaks Polish, with an"
        " interpreter Large print By e-mail petra@home.example 07700 900 611 The child agrees that this person is asked"
        " and told, 16 November 2026 Since 2 November 2026" in told
    )
    assert (
        "Anyford Primary School, designated teacher – No letters are sent Asked before a review, but not invited:"
        " Teo wishes it" in told
    )
    assert told.index("The child and family") < told.index("School and health")
    assert "Maren Oakhollow Named IRO since" in told


def test_says_who_holds_parental_responsibility_and_where_that_is_laid_down(maren: User, teo: Child) -> None:
    PartyFactory.create(child=teo)
    PartyFactory.create(child=teo, name="Pavel Marblecroft", relation="Father", parental_responsibility="not_known")

    told = words(visit(maren, path(teo)))

    authority = maren.authority.name
    assert (
        f"Parental responsibility {authority} does not have parental responsibility. Those who had it before hold it"
        " alone, and decide. Children Act 1989, section 20(7) and (8) to be confirmed Marked as having it: Petra"
        " Marblecroft (Mother). Not known yet of: Pavel Marblecroft." in told
    )


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        ("C2", "has parental responsibility under the care order, and shares it with everybody who had it before."),
        ("", "Not known: no legal status is recorded"),
    ],
)
def test_the_legal_status_decides_what_is_said(maren: User, status: str, sentence: str) -> None:
    child = ChildFactory.create(authority=maren.authority)
    EpisodeFactory.create(period=PeriodFactory.create(child=child), legal_status=status)

    told = words(visit(maren, path(child)))

    assert sentence in told
    assert "No parent is entered yet, so nobody can be named here." in told
    assert "Nobody is entered yet" in told


def test_warns_where_contact_is_forbidden_and_asks_again_after_the_day(maren: User, teo: Child) -> None:
    party = PartyFactory.create(child=teo, on_paper=True)
    SafeContactRuleFactory.create(party=party, until_on=date(2026, 11, 20))
    SafeContactRuleFactory.create(party=party, not_there=True)
    SafeContactRuleFactory.create(party=party, over=True)

    answer = visit(maren, path(teo))
    told = words(answer)

    assert "Do not contact Since 2 November 2026, decided by Family Court at Anyford: A court order forbids it" in told
    assert "It was decided until 20 November 2026 and still holds. Ask whether it should." in told
    assert "Do not use: 12 Pretend Lane" in told
    assert "Nothing is sent: must not be contacted" in told
    assert "A rule of safe contact was ended on 2 November 2026: The order ended" in told
    assert [text for text in links(answer) if text.startswith("End this rule")] == [
        "End this rule about Petra Marblecroft: Do not contact",
        "End this rule about Petra Marblecroft: Do not use: 12 Pretend Lane",
    ]


def test_those_of_before_stand_below(maren: User, teo: Child) -> None:
    PartyFactory.create(child=teo, name="Una Brook", kind="foster_carer", relation="", ended=True)

    answer = visit(maren, path(teo))

    told = words(answer)
    assert "Una Brook Foster carer" in told[told.index("Earlier people") :]
    assert "Until 2 November 2026: Moved away" in told
    assert {"Open again Una Brook"} == {text for text in links(answer) if "Una Brook" in text}


def test_an_inspector_sees_names_and_no_addresses(maren: User, teo: Child) -> None:
    inspector = UserFactory.create(authority=maren.authority, inspector=True)
    RelationshipFactory.create(child=teo, user=inspector, kind="inspection_sample")
    party = PartyFactory.create(child=teo, telephone="07700 900 611", postal_address="12 Pretend Lane\nAnyford")
    SafeContactRuleFactory.create(party=party, not_there=True)

    shown = visit(maren, path(teo)).content.decode()
    hidden = visit(inspector, path(teo)).content.decode()

    for secret in ("petra@home.example", "07700 900 611", "12 Pretend Lane", "Anyford</"):
        assert (secret in shown, secret in hidden) == (True, False), secret
    assert "Petra Marblecroft" in hidden
    assert "One address must not be used" in hidden
    assert "/people/add/" in shown
    assert "/people/add/" not in hidden
    assert f"/parties/{party.pk}/" not in hidden


def test_is_shown_to_those_who_see_the_child_alone(anyshire: ResponsibleAuthority, teo: Child) -> None:
    own, other = TeamFactory.create(authority=anyshire), TeamFactory.create(authority=anyshire)
    teo.team = own
    teo.save(update_fields=["team"])
    worker = RelationshipFactory.create(child=teo).user

    def status(user: User) -> int:
        return int(visit(user, path(teo)).status_code)

    assert status(worker) == 200
    assert status(UserFactory.create(authority=anyshire, team_manager=True, team=own)) == 200
    assert status(UserFactory.create(authority=anyshire, social_worker=True, team=own)) == 404
    assert status(UserFactory.create(authority=anyshire, team_manager=True, team=other)) == 404
    assert status(UserFactory.create(authority=anyshire, board=True)) == 403
    assert asks_to_sign_in(visit(None, path(teo)))


def test_opening_it_is_written_to_the_log_of_reads(maren: User, teo: Child) -> None:
    visit(maren, path(teo))

    assert list(Reading.objects.values_list("what", "child_id", "actor_id")) == [("child.people", teo.pk, maren.pk)]


@pytest.mark.parametrize("number", [1, 3])
def test_costs_a_fixed_number_of_queries(maren: User, teo: Child, number: int) -> None:
    for one in range(number):
        colleague = UserFactory.create(authority=maren.authority, social_worker=True)
        RelationshipFactory.create(child=teo, user=colleague)
        party = PartyFactory.create(child=teo, name="", user=colleague, kind="personal_adviser")
        SafeContactRuleFactory.create(party=party)
        SafeContactRuleFactory.create(party=party, over=True)
        PartyFactory.create(child=teo, name=f"Una {one}", ended=True)
    PartyFactory.create(child=teo, kind="child", name="")

    assert queries(maren, path(teo)) == 13
