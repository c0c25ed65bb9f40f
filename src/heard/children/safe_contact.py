"""All writes to the rules of safe contact: what was decided about contacting somebody."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.addresses import checked_email
from heard.children.models import SafeContactRule
from heard.children.parties import chosen, locked_party, short, tell, told_reason
from heard.children.queries import visible_to
from heard.common import events
from heard.common.errors import DomainError, NotFound
from heard.common.texts import lines, one_line


class NobodyDecided(DomainError):
    """Say who decided this: a court, a manager, or the person themselves."""


class RuleBeforeBirth(DomainError):
    """This day is before the child was born. Check the date from which the rule holds."""


class RuleInFuture(DomainError):
    """A safe contact rule holds from today or an earlier day. Enter it on the day from which it holds."""


class DecidedUntilPast(DomainError):
    """The day until which this was decided must be on or after today."""


class NoAddressToBlock(DomainError):
    """Enter the e-mail or postal address that must not be used."""


class RuleEndedAlready(DomainError):
    """This safe contact rule was ended already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """What was decided about contact. `decided_until` asks to look again; the rule holds until somebody ends it."""

    kind: str
    reason: str
    decided_by: str
    from_on: date
    decided_until: date | None = None
    address: str = ""


@transaction.atomic
def record_safe_contact(*, party_id: int, facts: RuleFacts, today: date, by: User) -> SafeContactRule:
    """Record that somebody must not be contacted, or not at one address. It holds at once, until a person ends it.

    Letters that have not left are taken back by the subscriber in `correspondence`. Raises NotPermitted, NotFound,
    UnknownChoice, NoAddressToBlock, NotAnEmailAddress, NoReason, NobodyDecided, RuleInFuture, RuleBeforeBirth,
    DecidedUntilPast, TooLong.
    """
    party = locked_party(party_id, by)
    if facts.from_on > today:
        raise RuleInFuture
    if party.child.born_on is not None and facts.from_on < party.child.born_on:
        raise RuleBeforeBirth
    if facts.decided_until is not None and facts.decided_until < today:
        raise DecidedUntilPast
    if not one_line(facts.decided_by):
        raise NobodyDecided
    rule = SafeContactRule.objects.create(
        authority_id=party.authority_id,
        child_id=party.child_id,
        party=party,
        kind=chosen(facts.kind, SafeContactRule.Kind.values),
        address=_address_to_block(facts),
        reason=told_reason(facts.reason, "reason"),
        decided_by=short(one_line(facts.decided_by), "decided_by"),
        from_on=facts.from_on,
        until_on=facts.decided_until,
        recorded_by=by,
    )
    tell("safe_contact.recorded", party, by=by, rule=rule.pk, kind=rule.kind)
    events.publish(
        "safe_contact.recorded",
        authority_id=rule.authority_id,
        child_id=rule.child_id,
        party_id=party.pk,
        rule_id=rule.pk,
        by_id=by.pk,
    )
    return rule


@transaction.atomic
def end_safe_contact(*, rule_id: int, why: str, today: date, by: User) -> SafeContactRule:
    """End a rule, saying why. Raises NotPermitted, NotFound, RuleEndedAlready, NoReason."""
    require(by, Permission.PARTIES_EDIT, authority_id=by.authority_id)
    rule = SafeContactRule.objects.select_for_update(of=("self",)).filter(pk=rule_id, child__in=visible_to(by)).first()
    if rule is None:
        raise NotFound
    if not rule.stands:
        raise RuleEndedAlready
    rule.ended_on, rule.ended_why, rule.ended_by = today, told_reason(why, "ended_why"), by
    rule.save(update_fields=["ended_on", "ended_why", "ended_by"])
    tell("safe_contact.ended", rule.party, by=by, rule=rule.pk)
    return rule


def _address_to_block(facts: RuleFacts) -> str:
    if facts.kind == SafeContactRule.Kind.DO_NOT_CONTACT:
        return ""
    kept = lines(facts.address)
    if not kept:
        raise NoAddressToBlock
    return short(checked_email(kept) if "@" in kept else kept, "address")
