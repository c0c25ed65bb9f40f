from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.utils import ProgrammingError

from heard.accounts.models import ResponsibleAuthority, User
from heard.audit.models import Event
from heard.children import parties, safe_contact
from heard.children.addresses import NotAnEmailAddress
from heard.children.models import Party, SafeContactRule
from heard.children.safe_contact import RuleFacts
from heard.common.errors import DomainError, NotFound, NotPermitted
from tests.factories import TODAY, AuthorityFactory, PartyFactory, SafeContactRuleFactory, UserFactory

RULE = RuleFacts(
    kind="not_this_address",
    reason=" He lives  there ",
    decided_by="The mother",
    from_on=date(2026, 11, 2),
    decided_until=TODAY,
    address=" 12 Pretend Lane \n Anyford",
)


@pytest.fixture
def party(anyshire: ResponsibleAuthority) -> Party:
    return PartyFactory.create(child__authority=anyshire)


@pytest.fixture
def support(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, support=True)


def test_a_rule_says_what_why_who_and_from_when(party: Party, support: User) -> None:
    made = safe_contact.record_safe_contact(party_id=party.pk, facts=RULE, today=TODAY, by=support)

    made.refresh_from_db()
    assert (made.kind, made.address, made.reason, made.decided_by, made.from_on, made.until_on, made.child) == (
        "not_this_address",
        "12 Pretend Lane\nAnyford",
        "He lives there",
        "The mother",
        date(2026, 11, 2),
        TODAY,
        party.child,
    )
    assert list(Event.objects.values_list("name", "child_id", "actor_id", "facts")) == [
        (
            "safe_contact.recorded",
            party.child_id,
            support.pk,
            {"party": party.pk, "rule": made.pk, "kind": "not_this_address"},
        )
    ]


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"kind": "perhaps"}, parties.UnknownChoice),
        ({"address": " \n"}, safe_contact.NoAddressToBlock),
        ({"address": "petra @ home"}, NotAnEmailAddress),
        ({"address": "12 Pretend Lane" * 40}, parties.TooLong),
        ({"reason": " "}, parties.NoReason),
        ({"decided_by": ""}, safe_contact.NobodyDecided),
        ({"from_on": TODAY + timedelta(days=1)}, safe_contact.RuleInFuture),
        ({"decided_until": TODAY - timedelta(days=1)}, safe_contact.DecidedUntilPast),
    ],
)
def test_what_is_no_rule_is_refused_with_its_sentence(
    party: Party, support: User, changed: dict[str, Any], error: type[DomainError]
) -> None:
    with pytest.raises(error):
        safe_contact.record_safe_contact(party_id=party.pk, facts=replace(RULE, **changed), today=TODAY, by=support)

    assert (SafeContactRule.objects.count(), Event.objects.count()) == (0, 0)


def test_a_rule_ends_with_a_reason_and_stays_in_the_record(party: Party, support: User) -> None:
    rule = SafeContactRuleFactory.create(party=party)
    with pytest.raises(parties.NoReason):
        safe_contact.end_safe_contact(rule_id=rule.pk, why="\n", today=TODAY, by=support)

    safe_contact.end_safe_contact(rule_id=rule.pk, why="The order was discharged", today=TODAY, by=support)
    with pytest.raises(safe_contact.RuleEndedAlready):
        safe_contact.end_safe_contact(rule_id=rule.pk, why="Again", today=TODAY, by=support)

    rule.refresh_from_db()
    assert (rule.stands, rule.ended_on, rule.ended_why, rule.ended_by) == (
        False,
        TODAY,
        "The order was discharged",
        support,
    )
    assert list(Event.objects.values_list("name", "facts")) == [
        ("safe_contact.ended", {"party": party.pk, "rule": rule.pk})
    ]


def test_nobody_removes_a_rule_or_a_person(party: Party) -> None:
    rule = SafeContactRuleFactory.create(party=party)

    for table in ("children_safecontactrule", "children_party"):
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(f"delete from {table}")

    assert (list(SafeContactRule.objects.all()), list(Party.objects.all())) == ([rule], [party])


def test_who_may_decide_about_contact(anyshire: ResponsibleAuthority, party: Party) -> None:
    rule = SafeContactRuleFactory.create(party=party)
    stranger = UserFactory.create(authority=AuthorityFactory.create(), support=True)
    unconnected = UserFactory.create(authority=anyshire, social_worker=True)
    board = UserFactory.create(authority=anyshire, board=True)

    for by, error in ((stranger, NotFound), (unconnected, NotFound), (board, NotPermitted)):
        with pytest.raises(error):
            safe_contact.record_safe_contact(party_id=party.pk, facts=RULE, today=TODAY, by=by)
        with pytest.raises(error):
            safe_contact.end_safe_contact(rule_id=rule.pk, why="Over", today=TODAY, by=by)

    assert [(one.pk, one.stands) for one in SafeContactRule.objects.all()] == [(rule.pk, True)]
