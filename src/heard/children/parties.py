"""All writes to the people round a child: who they are, how they are reached, what was decided about contact."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from django.db import transaction
from django.db.models import QuerySet

from heard.accounts.access import require
from heard.accounts.models import Language, User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.addresses import checked_email, is_blocked
from heard.children.models import Child, Party, SafeContactRule
from heard.children.names import plain
from heard.children.party_queries import barred_emails
from heard.children.queries import get_visible, visible_to
from heard.common import events
from heard.common.errors import ChangedMeanwhile, DomainError, NotFound
from heard.common.texts import lines, one_line

LONGEST = {field.name: field.max_length for field in (*Party._meta.fields, *SafeContactRule._meta.fields)}
CODES = {
    "kind": Party.Kind,
    "parental_responsibility": Party.Responsibility,
    "language": Language,
    "accessible_format": Party.Format,
    "channel": Party.Channel,
    "left_out": Party.LeftOut,
    "child_agrees": Party.ChildAgrees,
}


class NoName(DomainError):
    """Enter the name of this person, or of the school, home or office."""


class UnknownChoice(DomainError):
    """Choose one of the answers that are offered."""


class TooLong(DomainError):
    """One of the answers is too long. Shorten it, and save again."""


class NoWayToReach(DomainError):
    """Enter the address that letters go to, or choose that no letters are sent."""


class AddressIsBlocked(DomainError):
    """A safe contact rule forbids this address. Choose another way, or end the rule first if it no longer holds."""


class LeftOutWithoutReason(DomainError):
    """Say why this person is not asked or not invited, so that it can be understood later."""


class AnswerWithoutDay(DomainError):
    """Enter the day on which the child was asked about this person; it must be today or in the past."""


class StaysOneChild(DomainError):
    """The child stands among the people once already. Change that entry instead."""


class NotAColleague(DomainError):
    """Choose somebody who has an account with this authority and works here now."""


class ThereAlready(DomainError):
    """This colleague is entered for this child in the same part already."""


class RuleStandsForName(DomainError):
    """Somebody of this name was entered before, and a safe contact rule still stands. Open that entry again instead."""


class EndedAlready(DomainError):
    """This person was ended already. Open the entry again if that was a mistake."""


class NotEnded(DomainError):
    """This person has not ended: there is nothing to open again."""


class EndsInFuture(DomainError):
    """Enter a last day that is today or in the past."""


class EndsFirst(DomainError):
    """The last day must be on or after the first day."""


class NoReason(DomainError):
    """Say why, so that it can be understood later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartyFacts:
    """Everything that is told about a person; codes as `Party` has them; `user_id` of a colleague."""

    kind: str
    name: str = ""
    relation: str = ""
    user_id: int | None = None
    parental_responsibility: str = "not_known"
    language: str = "en"
    spoken_language: str = ""
    interpreter: bool = False
    accessible_format: str = ""
    channel: str = "held"
    email: str = ""
    telephone: str = ""
    postal_address: str = ""
    left_out: str = ""
    left_out_why: str = ""
    child_agrees: str = ""
    child_asked_on: date | None = None
    from_on: date | None = None


FACTS = tuple(field.name for field in fields(PartyFacts))


@transaction.atomic
def add_party(*, child_id: int, facts: PartyFacts, today: date, by: User) -> Party:
    """Enter somebody among the people of a child.

    Raises NotPermitted, NotFound, NoName, UnknownChoice, TooLong, NotAnEmailAddress, NoWayToReach,
    LeftOutWithoutReason, AnswerWithoutDay, StaysOneChild, NotAColleague, ThereAlready, RuleStandsForName,
    AddressIsBlocked.
    """
    child = locked_child(child_id, by)
    party = Party(authority_id=by.authority_id, child=child, recorded_by=by)
    _take(party, facts, today=today)
    _refuse_barred(party)
    _refuse_forgotten_rule(party)
    _refuse_twice(party)
    party.save()
    tell("party.added", party, by=by, kind=party.kind)
    return party


@transaction.atomic
def change_party(*, party_id: int, facts: PartyFacts, version: int, today: date, by: User) -> Party:
    """Change what is known of somebody. `version` is the one that was shown.

    Raises as `add_party`, and AddressIsBlocked, EndedAlready, EndsFirst, ChangedMeanwhile.
    """
    party = locked_party(party_id, by)
    if party.version != version:
        raise ChangedMeanwhile
    if party.until_on is not None:
        raise EndedAlready
    before = {name: getattr(party, name) for name in FACTS}
    _take(party, facts, today=today)
    _refuse_blocked(party)
    _refuse_twice(party)
    changed = sorted(name for name in FACTS if getattr(party, name) != before[name])
    party.version += 1
    party.save(update_fields=[*FACTS, "version"])
    tell("party.changed", party, by=by, fields=changed)
    return party


@transaction.atomic
def end_party(*, party_id: int, until_on: date, why: str, today: date, by: User) -> Party:
    """Record the last day of somebody in this part. What was decided about contact stands on.

    Raises NotPermitted, NotFound, EndedAlready, EndsInFuture, EndsFirst, NoReason.
    """
    party = locked_party(party_id, by)
    if party.until_on is not None:
        raise EndedAlready
    if until_on > today:
        raise EndsInFuture
    if party.from_on is not None and until_on < party.from_on:
        raise EndsFirst
    party.until_on, party.ended_why = until_on, told_reason(why, "ended_why")
    party.version += 1
    party.save(update_fields=["until_on", "ended_why", "version"])
    tell("party.ended", party, by=by, until_on=until_on)
    return party


@transaction.atomic
def open_party_again(*, party_id: int, by: User) -> Party:
    """Take back that somebody ended: by mistake, or because they came back.

    Raises NotPermitted, NotFound, NotEnded, StaysOneChild, ThereAlready.
    """
    party = locked_party(party_id, by)
    if party.until_on is None:
        raise NotEnded
    party.until_on, party.ended_why = None, ""
    _refuse_twice(party)
    party.version += 1
    party.save(update_fields=["until_on", "ended_why", "version"])
    tell("party.opened_again", party, by=by)
    return party


def locked_child(child_id: int, by: User) -> Child:
    """This will lock a child whose people the user may change. Raises NotPermitted, NotFound."""
    require(by, Permission.PARTIES_EDIT, authority_id=by.authority_id)
    return Child.objects.select_for_update(of=("self",)).get(pk=get_visible(child_id, viewer=by).pk)


def locked_party(party_id: int, by: User) -> Party:
    """This will lock somebody whom the user may change. Raises NotPermitted, NotFound."""
    require(by, Permission.PARTIES_EDIT, authority_id=by.authority_id)
    found = Party.objects.select_for_update(of=("self",)).select_related("child", "user")
    party = found.filter(pk=party_id, child__in=visible_to(by)).first()
    if party is None:
        raise NotFound
    return party


def _take(party: Party, facts: PartyFacts, *, today: date) -> None:
    for name, codes in CODES.items():
        setattr(party, name, chosen(getattr(facts, name), codes.values))
    for name in ("name", "relation", "spoken_language", "telephone", "left_out_why"):
        setattr(party, name, short(one_line(getattr(facts, name)), name))
    party.email = short(checked_email(facts.email), "email") if facts.email.strip() else ""
    party.postal_address = short(lines(facts.postal_address), "postal_address")
    party.interpreter, party.from_on = facts.interpreter, facts.from_on
    party.child_asked_on = facts.child_asked_on if party.child_agrees else None
    party.left_out_why = party.left_out_why if party.left_out else ""
    _take_colleague(party, facts.user_id)
    _check(party, today)


def _take_colleague(party: Party, user_id: int | None) -> None:
    if user_id is None:
        party.user = None
        return
    if party.user_id == user_id:
        return
    colleague = User.objects.filter(pk=user_id, authority_id=party.authority_id, is_active=True).first()
    if colleague is None:
        raise NotAColleague
    party.user = colleague


def _check(party: Party, today: date) -> None:
    if party.kind == Party.Kind.CHILD:
        party.name = ""
    elif not party.name and party.user is None:
        raise NoName
    if party.left_out and not party.left_out_why:
        raise LeftOutWithoutReason
    if party.child_agrees and (party.child_asked_on is None or party.child_asked_on > today):
        raise AnswerWithoutDay
    if party.channel != Party.Channel.HELD and not party.chosen_address:
        raise NoWayToReach


def _refuse_blocked(party: Party) -> None:
    blocked = (
        standing_rules(party.pk).filter(kind=SafeContactRule.Kind.NOT_THIS_ADDRESS).values_list("address", flat=True)
    )
    if party.channel != Party.Channel.HELD and is_blocked(party.channel, party.chosen_address, list(blocked)):
        raise AddressIsBlocked
    _refuse_barred(party)


def _refuse_barred(party: Party) -> None:
    barred = barred_emails([party.child_id]).get(party.child_id, ())
    if party.channel == Party.Channel.EMAIL and is_blocked("email", party.email, barred):
        raise AddressIsBlocked


def _refuse_twice(party: Party) -> None:
    """The constraints of the table say the same; here the user reads why."""
    running = Party.objects.filter(child_id=party.child_id, until_on__isnull=True).exclude(pk=party.pk)
    if party.kind == Party.Kind.CHILD and running.filter(kind=party.kind).exists():
        raise StaysOneChild
    if party.user_id is not None and running.filter(kind=party.kind, user_id=party.user_id).exists():
        raise ThereAlready


def _refuse_forgotten_rule(party: Party) -> None:
    """A rule hangs on an earlier entry: a second entry of the same person would write past it."""
    standing = SafeContactRule.objects.filter(child_id=party.child_id, ended_on__isnull=True)
    earlier = standing.select_related("party__child", "party__user")
    if plain(party.shown_name) in {plain(rule.party.shown_name) for rule in earlier}:
        raise RuleStandsForName


def standing_rules(party_id: int) -> QuerySet[SafeContactRule]:
    """This will give the rules about somebody that nobody has ended."""
    return SafeContactRule.objects.filter(party_id=party_id, ended_on__isnull=True)


def told_reason(why: str, name: str) -> str:
    """This will give a reason as the field keeps it. Raises NoReason, TooLong."""
    kept = one_line(why)
    if not kept:
        raise NoReason
    return short(kept, name)


def short(text: str, name: str) -> str:
    """This will give the text if the field can hold it. Raises TooLong."""
    if len(text) > (LONGEST[name] or 0):
        raise TooLong
    return text


def chosen(code: str, codes: Iterable[str]) -> str:
    """This will give the code if it is one of these. Raises UnknownChoice."""
    if code not in codes:
        raise UnknownChoice
    return code


def tell(name: str, party: Party, *, by: User, **facts: object) -> None:
    """This will write into the log what happened to somebody, and wake who listens."""
    log.record(name, authority_id=party.authority_id, by=by.pk, child_id=party.child_id, party=party.pk, **facts)
    if name.startswith("party."):
        events.publish(name, authority_id=party.authority_id, child_id=party.child_id, party_id=party.pk)
