from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.children import parties
from heard.children.addresses import NotAnEmailAddress
from heard.children.models import Child, Party
from heard.children.parties import PartyFacts
from heard.common import events
from heard.common.errors import ChangedMeanwhile, DomainError, NotFound, NotPermitted
from tests.factories import (
    TODAY,
    AuthorityFactory,
    ChildFactory,
    PartyFactory,
    RelationshipFactory,
    SafeContactRuleFactory,
    TeamFactory,
    UserFactory,
)

MOTHER = PartyFacts(
    kind="parent",
    name="  Petra   Marblecroft ",
    relation="Mother",
    parental_responsibility="yes",
    language="cy",
    spoken_language="Polish",
    interpreter=True,
    accessible_format="large_print",
    channel="print",
    email="petra@home.example",
    telephone="07700 900 611",
    postal_address="12 Pretend Lane\n\n  Anyford ",
    child_agrees="yes",
    child_asked_on=TODAY,
    from_on=date(2025, 1, 6),
)


@pytest.fixture
def child(anyshire: ResponsibleAuthority) -> Child:
    return ChildFactory.create(authority=anyshire)


@pytest.fixture
def support(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, support=True)


def facts_of(party: Party) -> PartyFacts:
    return PartyFacts(**{name: getattr(party, name) for name in parties.FACTS})


def test_somebody_is_entered_with_all_that_is_known(child: Child, support: User, heard: list[Any]) -> None:
    party = parties.add_party(child_id=child.pk, facts=MOTHER, today=TODAY, by=support)

    party.refresh_from_db()
    wanted = replace(MOTHER, name="Petra Marblecroft", postal_address="12 Pretend Lane\nAnyford")
    assert (facts_of(party), party.recorded_by, party.version) == (wanted, support, 1)
    assert list(Event.objects.values_list("name", "child_id", "actor_id", "facts")) == [
        ("party.added", child.pk, support.pk, {"party": party.pk, "kind": "parent"})
    ]
    assert heard == [{"authority_id": child.authority_id, "child_id": child.pk, "party_id": party.pk}]


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    told: list[Any] = []
    monkeypatch.setitem(events._subscribers, "party.added", [lambda **facts: told.append(facts)])
    return told


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"name": " \u200b "}, parties.NoName),
        ({"kind": "uncle"}, parties.UnknownChoice),
        ({"language": "fr"}, parties.UnknownChoice),
        ({"name": "n" * 161}, parties.TooLong),
        ({"postal_address": "a" * 401}, parties.TooLong),
        ({"email": "petra at home"}, NotAnEmailAddress),
        ({"channel": "email", "email": ""}, parties.NoWayToReach),
        ({"postal_address": " \n "}, parties.NoWayToReach),
        ({"left_out": "both"}, parties.LeftOutWithoutReason),
        ({"child_asked_on": None}, parties.AnswerWithoutDay),
        ({"child_asked_on": TODAY + timedelta(days=1)}, parties.AnswerWithoutDay),
        ({"user_id": 0}, parties.NotAColleague),
    ],
)
def test_what_cannot_be_kept_is_refused_with_its_sentence(
    child: Child, support: User, changed: dict[str, Any], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        parties.add_party(child_id=child.pk, facts=replace(MOTHER, **changed), today=TODAY, by=support)

    assert (Party.objects.count(), Event.objects.count()) == (0, 0)


def test_who_may_enter_people_of_a_child(anyshire: ResponsibleAuthority) -> None:
    team = TeamFactory.create(authority=anyshire)
    child = ChildFactory.create(authority=anyshire, team=team)
    worker = RelationshipFactory.create(child=child).user
    legal = RelationshipFactory.create(
        child=child, kind="legal_officer", user=UserFactory.create(authority=anyshire, legal=True)
    ).user
    other_team = TeamFactory.create(authority=anyshire)

    def attempt(by: User) -> str:
        try:
            with transaction.atomic():
                parties.add_party(child_id=child.pk, facts=MOTHER, today=TODAY, by=by)
        except (NotPermitted, NotFound) as error:
            return type(error).__name__
        return "done"

    assert {
        "iro": attempt(UserFactory.create(authority=anyshire)),
        "support": attempt(UserFactory.create(authority=anyshire, support=True)),
        "social worker": attempt(worker),
        "social worker of another child": attempt(UserFactory.create(authority=anyshire, social_worker=True)),
        "team manager": attempt(UserFactory.create(authority=anyshire, team_manager=True, team=team)),
        "manager of another team": attempt(UserFactory.create(authority=anyshire, team_manager=True, team=other_team)),
        "legal": attempt(legal),
        "another authority": attempt(UserFactory.create(authority=AuthorityFactory.create(), support=True)),
    } == {
        "iro": "done",
        "support": "done",
        "social worker": "done",
        "social worker of another child": "NotFound",
        "team manager": "done",
        "manager of another team": "NotFound",
        "legal": "NotPermitted",
        "another authority": "NotFound",
    }


def test_the_child_stands_once_and_needs_no_name(child: Child, support: User) -> None:
    theirs = PartyFacts(kind="child", name="Somebody typed this", language="cy")
    party = parties.add_party(child_id=child.pk, facts=theirs, today=TODAY, by=support)

    assert (party.name, party.shown_name) == ("", "Teo Marblecroft")
    with pytest.raises(parties.StaysOneChild):
        parties.add_party(child_id=child.pk, facts=theirs, today=TODAY, by=support)


def test_a_colleague_is_known_by_the_account_and_once_in_a_part(child: Child, support: User) -> None:
    colleague = UserFactory.create(authority=child.authority, social_worker=True, name="Callum Thistlewood")
    gone = UserFactory.create(authority=child.authority, social_worker=True, is_active=False)
    adviser = PartyFacts(kind="personal_adviser", user_id=colleague.pk)

    party = parties.add_party(child_id=child.pk, facts=adviser, today=TODAY, by=support)

    assert (party.shown_name, party.name) == ("Callum Thistlewood", "")
    with pytest.raises(parties.ThereAlready):
        parties.add_party(child_id=child.pk, facts=adviser, today=TODAY, by=support)
    with pytest.raises(parties.NotAColleague):
        parties.add_party(child_id=child.pk, facts=replace(adviser, user_id=gone.pk), today=TODAY, by=support)


def test_a_change_keeps_what_was_seen_by_two_people(child: Child, support: User) -> None:
    party = PartyFactory.create(child=child)
    told = replace(facts_of(party), telephone="07700 900 612")

    parties.change_party(party_id=party.pk, facts=told, version=1, today=TODAY, by=support)
    with pytest.raises(ChangedMeanwhile):
        parties.change_party(party_id=party.pk, facts=facts_of(party), version=1, today=TODAY, by=support)

    party.refresh_from_db()
    assert (facts_of(party), party.version) == (told, 2)
    assert list(Event.objects.values_list("name", "facts")) == [
        ("party.changed", {"party": party.pk, "fields": ["telephone"]})
    ]


def test_a_blocked_address_cannot_be_chosen_again(child: Child, support: User) -> None:
    party = PartyFactory.create(child=child, postal_address="12 Pretend Lane\nAnyford")
    SafeContactRuleFactory.create(party=party, not_there=True)

    with pytest.raises(parties.AddressIsBlocked):
        parties.change_party(
            party_id=party.pk, facts=replace(facts_of(party), channel="print"), version=1, today=TODAY, by=support
        )

    party.refresh_from_db()
    assert (party.channel, party.version) == ("email", 1)


def test_somebody_ends_with_a_reason_and_can_be_opened_again(child: Child, support: User) -> None:
    party = PartyFactory.create(child=child, from_on=date(2026, 11, 2))
    attempts = {
        parties.EndsInFuture: {"until_on": TODAY + timedelta(days=1), "why": "Moved"},
        parties.EndsFirst: {"until_on": date(2026, 11, 1), "why": "Moved"},
        parties.NoReason: {"until_on": TODAY, "why": "  "},
    }
    for error, told in attempts.items():
        with pytest.raises(error):
            parties.end_party(party_id=party.pk, today=TODAY, by=support, **told)  # type: ignore[arg-type]

    parties.end_party(party_id=party.pk, until_on=TODAY, why="Moved away", today=TODAY, by=support)
    with pytest.raises(parties.EndedAlready):
        parties.end_party(party_id=party.pk, until_on=TODAY, why="Moved away", today=TODAY, by=support)
    party.refresh_from_db()
    assert (party.until_on, party.ended_why, party.version) == (TODAY, "Moved away", 2)

    parties.open_party_again(party_id=party.pk, by=support)
    party.refresh_from_db()
    assert (party.until_on, party.ended_why, party.version) == (None, "", 3)
    with pytest.raises(parties.NotEnded):
        parties.open_party_again(party_id=party.pk, by=support)
    assert list(Event.objects.order_by("pk").values_list("name", "facts")) == [
        ("party.ended", {"party": party.pk, "until_on": TODAY.isoformat()}),
        ("party.opened_again", {"party": party.pk}),
    ]


def test_a_second_entry_cannot_write_past_a_standing_rule(child: Child, support: User) -> None:
    rule = SafeContactRuleFactory.create(party__child=child, party__ended=True)
    again = replace(MOTHER, name="PETRA  Marblecroft")

    with pytest.raises(parties.RuleStandsForName):
        parties.add_party(child_id=child.pk, facts=again, today=TODAY, by=support)

    sibling = ChildFactory.create(authority=child.authority)
    assert parties.add_party(child_id=sibling.pk, facts=again, today=TODAY, by=support).child == sibling
    assert rule.stands


def test_the_database_holds_a_person_to_the_child_and_keeps_them(child: Child) -> None:
    party = PartyFactory.create(child=child)
    stranger = AuthorityFactory.create()

    for broken in (
        {"authority": stranger},
        {"name": ""},
        {"email": ""},
        {"left_out": "both"},
        {"until_on": TODAY},
        {"child_agrees": "yes"},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            PartyFactory.create(child=child, **broken)
    with pytest.raises(IntegrityError), transaction.atomic():
        SafeContactRuleFactory.create(party=party, child=ChildFactory.create(authority=child.authority))
    assert list(Party.objects.values_list("pk", flat=True)) == [party.pk]
