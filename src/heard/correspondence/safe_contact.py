"""What a new rule of safe contact does to letters that have not left."""

from django.db import transaction

from heard.accounts.models import User
from heard.children.addresses import is_blocked
from heard.children.models import SafeContactRule
from heard.children.names import plain
from heard.children.party_queries import Person, barred_emails, others_reached_at, person_with_rules
from heard.correspondence.actions import STILL_HERE, take_back
from heard.correspondence.models import Message

RULE_MADE = "A rule of safe contact was made: nothing may be sent to this person, or to this address."


@transaction.atomic
def withdraw_for_rule(rule: SafeContactRule, *, by: User) -> int:
    """Take back every letter that has not left and that a new rule of safe contact forbids. Gives how many.

    A letter to one of the people of the child is known by that person; of one to nobody known the address decides,
    and where others live there too, the name. Letters to the person at other addresses keep the new rule with them.
    """
    person = person_with_rules(rule.party_id)
    waiting = Message.objects.select_for_update(of=("self",)).filter(child_id=rule.child_id, state__in=STILL_HERE)
    shared = others_reached_at(person)
    barred = barred_emails([rule.child_id]).get(rule.child_id, ())
    withdrawn = 0
    for message in waiting:
        if message.channel == Message.Channel.EMAIL and is_blocked("email", message.address, barred):
            take_back(message, RULE_MADE, by=by)
            withdrawn += 1
            continue
        if not _is_for(message, person, shared):
            continue
        if person.may_be_contacted and not is_blocked(message.channel, message.address, [rule.address]):
            message.blocked = list(dict.fromkeys((*message.blocked, rule.address)))
            message.save(update_fields=["blocked"])
            continue
        take_back(message, RULE_MADE, by=by)
        withdrawn += 1
    return withdrawn


def _is_for(message: Message, person: Person, shared: frozenset[str]) -> bool:
    """Whether a letter goes to this person, who shares the addresses `shared` with others."""
    if message.party_id is not None:
        return message.party_id == person.party.pk
    if message.recipient_user_id is not None and message.recipient_user_id == person.party.user_id:
        return True
    named = plain(message.recipient_name) == plain(person.party.shown_name)
    addresses = [*person.blocked, *filter(None, (person.party.email, person.party.postal_address))]
    there = [address for address in addresses if is_blocked(message.channel, message.address, [address])]
    return named or any(address not in shared for address in there)
