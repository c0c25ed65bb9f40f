"""Entering, changing and ending people round a child, and deciding about contact."""

from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Reading
from heard.children.models import Child, Party, SafeContactRule
from tests.factories import ChildFactory, PartyFactory, SafeContactRuleFactory, UserFactory
from tests.factories.correspondence import MessageFactory
from tests.web.visits import send, visit, words

pytestmark = pytest.mark.django_db

MOTHER = {
    "kind": "parent",
    "name": "Petra Marblecroft",
    "relation": "Mother",
    "colleague": "",
    "parental_responsibility": "yes",
    "language": "cy",
    "spoken_language": "Polish",
    "interpreter": "on",
    "accessible_format": "large_print",
    "channel": "email",
    "email": "petra@home.example",
    "telephone": "07700 900 611",
    "postal_address": "12 Pretend Lane\r\nAnyford",
    "left_out": "",
    "left_out_why": "",
    "child_agrees": "",
}
RULE = {
    "kind": "not_this_address",
    "address": "petra@home.example",
    "reason": "Others read it",
    "decided_by": "The mother",
    "from_on_day": "23",
    "from_on_month": "11",
    "from_on_year": "2026",
}


@pytest.fixture
def dougie(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, support=True)


@pytest.fixture
def teo(dougie: User) -> Child:
    return ChildFactory.create(authority=dougie.authority)


def test_somebody_is_entered(dougie: User, teo: Child) -> None:
    answer = send(dougie, f"/children/{teo.pk}/people/add/", **MOTHER)

    assert (answer.status_code, answer["Location"]) == (302, f"/children/{teo.pk}/people/")
    party = Party.objects.get()
    assert (party.child, party.name, party.language, party.interpreter, party.postal_address) == (
        teo,
        "Petra Marblecroft",
        "cy",
        True,
        "12 Pretend Lane\nAnyford",
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": ""}, "Choose what part this person has"),
        ({"name": ""}, "Enter the name of this person, or of the school, home or office."),
        ({"email": "petra"}, "This is not an e-mail address that mail can be sent to. Write it like name@example.org."),
        ({"email": ""}, "Enter the address that letters go to, or choose that no letters are sent."),
        ({"left_out": "both"}, "Say why this person is not asked or not invited, so that it can be understood later."),
        (
            {"child_agrees": "no"},
            "Enter the day on which the child was asked about this person; it must be today or in the past.",
        ),
        (
            {"from_on_day": "31", "from_on_month": "2", "from_on_year": "2026"},
            "real date",
        ),
    ],
)
def test_bad_input_gets_its_sentence_and_nothing_is_written(
    dougie: User, teo: Child, changed: dict[str, Any], sentence: str
) -> None:
    answer = send(dougie, f"/children/{teo.pk}/people/add/", **MOTHER | changed)

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert Party.objects.count() == 0


def test_a_change_by_two_keeps_what_the_second_wrote(dougie: User, teo: Child) -> None:
    party = PartyFactory.create(child=teo)
    path = f"/parties/{party.pk}/"

    first = send(dougie, path, **MOTHER | {"version": "1", "telephone": "1"})
    second = send(dougie, path, **MOTHER | {"version": "1", "telephone": "2"})
    html = second.content.decode()
    third = send(dougie, path, **MOTHER | {"version": "2", "telephone": "2"})

    assert (first.status_code, second.status_code, third.status_code) == (302, 200, 302)
    assert "Somebody else changed this while you were working." in words(second)
    assert 'name="version" value="2"' in html
    assert 'value="2"' in html[html.index('name="telephone"') - 200 :]
    assert Party.objects.get().telephone == "2"


def test_the_form_holds_what_is_known_and_reading_it_is_logged(dougie: User, teo: Child) -> None:
    colleague = UserFactory.create(authority=teo.authority, social_worker=True, is_active=False, name="Callum Gone")
    party = PartyFactory.create(child=teo, user=colleague)

    html = visit(dougie, f"/parties/{party.pk}/").content.decode()

    assert 'value="petra@home.example"' in html
    assert "Callum Gone" in html
    assert list(Reading.objects.values_list("what", "child_id")) == [("child.person", teo.pk)]


def test_a_blocked_way_cannot_be_chosen(dougie: User, teo: Child) -> None:
    party = PartyFactory.create(child=teo)
    SafeContactRuleFactory.create(party=party, not_there=True, address="PETRA@home.example")

    answer = send(dougie, f"/parties/{party.pk}/", **MOTHER | {"version": "1"})

    assert "A safe contact rule forbids this address. Choose another way" in words(answer)
    assert Party.objects.get().version == 1


def test_somebody_ends_and_is_opened_again(dougie: User, teo: Child) -> None:
    party = PartyFactory.create(child=teo)
    path = f"/parties/{party.pk}/end/"
    day = {"until_on_day": "23", "until_on_month": "11", "until_on_year": "2026"}

    assert "Say why this person is no longer in this part" in words(send(dougie, path, **day))
    late = send(dougie, path, **day | {"until_on_day": "24"}, why="Moved")
    assert "Enter a last day that is today or in the past." in words(late)
    assert Party.objects.get().until_on is None
    assert send(dougie, path, **day, why="Moved").status_code == 302
    assert Party.objects.get().ended_why == "Moved"
    assert "Open Petra Marblecroft again?" in words(visit(dougie, f"/parties/{party.pk}/open-again/"))
    assert send(dougie, f"/parties/{party.pk}/open-again/").status_code == 302
    assert Party.objects.get().until_on is None


def test_a_rule_is_made_and_takes_letters_back(dougie: User, teo: Child) -> None:
    party = PartyFactory.create(child=teo)
    letter = MessageFactory.create(child=teo, party=party, recipient="parent", address="petra@home.example")

    answer = send(dougie, f"/parties/{party.pk}/safe-contact/", **RULE)

    letter.refresh_from_db()
    rule = SafeContactRule.objects.get()
    assert (answer.status_code, letter.state) == (302, "withdrawn")
    assert (rule.kind, rule.address, rule.reason, rule.decided_by, rule.recorded_by) == (
        "not_this_address",
        "petra@home.example",
        "Others read it",
        "The mother",
        dougie,
    )


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"kind": ""}, "Choose what was decided about contact"),
        ({"address": ""}, "Enter the e-mail or postal address that must not be used."),
        ({"reason": ""}, "Say why, so that it can be understood later"),
        ({"decided_by": ""}, "Say who decided this"),
        ({"from_on_day": "24"}, "A safe contact rule holds from today or an earlier day."),
        (
            {"decided_until_day": "22", "decided_until_month": "11", "decided_until_year": "2026"},
            "The day until which this was decided must be on or after today.",
        ),
    ],
)
def test_what_is_no_rule_gets_its_sentence(dougie: User, teo: Child, changed: dict[str, Any], sentence: str) -> None:
    party = PartyFactory.create(child=teo)

    answer = send(dougie, f"/parties/{party.pk}/safe-contact/", **RULE | changed)

    assert (answer.status_code, SafeContactRule.objects.count()) == (200, 0)
    assert sentence in words(answer)


def test_a_rule_ends_with_a_reason_alone(dougie: User, teo: Child) -> None:
    rule = SafeContactRuleFactory.create(party__child=teo)
    path = f"/safe-contact/{rule.pk}/end/"

    assert "Decided by Family Court at Anyford: A court order forbids it." in words(visit(dougie, path))
    assert "Say why the rule no longer holds" in words(send(dougie, path, why=" "))
    assert SafeContactRule.objects.get().stands
    assert send(dougie, path, why="The order was discharged").status_code == 302
    assert SafeContactRule.objects.get().ended_why == "The order was discharged"
    assert "This safe contact rule was ended already." in words(send(dougie, path, why="Again"))
