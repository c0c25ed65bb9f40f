"""What correspondence hears: a rule of safe contact was made, so letters that it forbids must not leave."""

from heard.accounts.models import User
from heard.children.models import SafeContactRule
from heard.common import events
from heard.correspondence.safe_contact import withdraw_for_rule


def keep_safe(*, authority_id: int, child_id: int, party_id: int, rule_id: int, by_id: int) -> None:
    """This will take back what a new rule forbids, in the transaction of the rule."""
    rule = SafeContactRule.objects.get(pk=rule_id, party_id=party_id, child_id=child_id, authority_id=authority_id)
    withdraw_for_rule(rule, by=User.objects.get(pk=by_id))


def connect() -> None:
    """This will listen to every new rule of safe contact."""
    events.subscribe("safe_contact.recorded", keep_safe)
