"""Reads of the people round a child. Addresses are shown to those who may change them, and to nobody else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.addresses import is_blocked
from heard.children.models import Child, Party, Relationship, SafeContactRule
from heard.children.queries import visible_to
from heard.common.errors import NotFound

ADDRESSES = ("email", "telephone", "postal_address")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How a letter reaches somebody: channel and address, or `held` and why not.

    `why` is empty, or one of `chosen` (no letters were chosen), `forbidden` (must not be contacted), `blocked` (the
    address must not be used), `ended` (no longer in this part).
    """

    channel: str
    address: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody round a child with what was decided about contact: the rules that stand, and those that were ended."""

    party: Party
    rules: tuple[SafeContactRule, ...] = ()
    ended_rules: tuple[SafeContactRule, ...] = ()

    @property
    def may_be_contacted(self) -> bool:
        """Whether no standing rule forbids it."""
        return all(rule.kind != SafeContactRule.Kind.DO_NOT_CONTACT for rule in self.rules)

    @property
    def blocked(self) -> tuple[str, ...]:
        """The addresses that must not be used."""
        return tuple(rule.address for rule in self.rules if rule.address)

    @property
    def reach(self) -> Reach:
        """How a letter reaches this person now, as far as the rules allow."""
        if self.party.until_on is not None:
            return Reach(channel="held", why="ended")
        if not self.may_be_contacted:
            return Reach(channel="held", why="forbidden")
        if self.party.channel == Party.Channel.HELD:
            return Reach(channel="held", why="chosen")
        if is_blocked(self.party.channel, self.party.chosen_address, self.blocked):
            return Reach(channel="held", why="blocked")
        return Reach(channel=self.party.channel, address=self.party.chosen_address)

    @property
    def is_consulted(self) -> bool:
        """Whether this person is asked before a review: not left out of it."""
        return self.party.left_out != Party.LeftOut.BOTH

    @property
    def is_invited(self) -> bool:
        """Whether this person is invited to a review."""
        return self.party.left_out == Party.LeftOut.NO


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """Everybody round a child: those now, those of before, and the colleagues who work with the child.

    `further_staff` are colleagues of before, and inspectors with the child in their sample, for those who keep them.
    """

    people: tuple[Person, ...]
    earlier: tuple[Person, ...]
    staff: tuple[Relationship, ...]
    further_staff: tuple[Relationship, ...]
    shows_addresses: bool


def circle_of(child: Child, *, viewer: User) -> Circle:
    """This will give everybody round a child whom the viewer sees, in three queries."""
    shows = viewer.may(Permission.PARTIES_EDIT)
    people = _people(Party.objects.filter(child_id=child.pk, child__in=visible_to(viewer)), child)
    for person in people if not shows else ():
        _hide_addresses(person)
    staff = Relationship.objects.filter(child_id=child.pk, child__in=visible_to(viewer)).select_related("user")
    if not viewer.may(Permission.IMPORT_RUN):
        staff = staff.filter(until_on__isnull=True)
    colleagues = list(staff.order_by("kind", "from_on", "pk"))
    working = [row for row in colleagues if row.until_on is None and row.kind != Relationship.Kind.INSPECTION_SAMPLE]
    further = [row for row in colleagues if row not in working] if viewer.may(Permission.IMPORT_RUN) else []
    return Circle(
        people=tuple(person for person in people if person.party.until_on is None),
        earlier=tuple(person for person in people if person.party.until_on is not None),
        staff=tuple(working),
        further_staff=tuple(further),
        shows_addresses=shows,
    )


def people_of(child_ids: Iterable[int], *, viewer: User, on: date) -> dict[int, list[Person]]:
    """This will give the people of each child on a day, with addresses, in two queries; for letters and invitations.

    Children whom the viewer does not see have nobody. A viewer who may not see addresses gets none.
    """
    wanted = list(child_ids)
    found: dict[int, list[Person]] = {child_id: [] for child_id in wanted}
    rows = Party.objects.filter(child_id__in=wanted, child__in=visible_to(viewer))
    for person in _people(rows):
        if _is_there(person.party, on):
            found[person.party.child_id].append(person)
            if not viewer.may(Permission.PARTIES_EDIT):
                _hide_addresses(person)
    return found


def get_person(party_id: int, *, viewer: User) -> Person:
    """This will give one person, for a page that changes them. Raises NotFound."""
    people = _people(Party.objects.filter(pk=party_id, child__in=visible_to(viewer)))
    if not people or not viewer.may(Permission.PARTIES_EDIT):
        raise NotFound
    return people[0]


def get_rule(rule_id: int, *, viewer: User) -> SafeContactRule:
    """This will give one rule of safe contact. Raises NotFound."""
    rules = SafeContactRule.objects.filter(pk=rule_id, child__in=visible_to(viewer))
    rule = rules.select_related("party__child", "party__user").first()
    if rule is None or not viewer.may(Permission.PARTIES_EDIT):
        raise NotFound
    return rule


def person_with_rules(party_id: int) -> Person:
    """This will give one person, for what the service does by itself. Raises NotFound."""
    people = _people(Party.objects.filter(pk=party_id))
    if not people:
        raise NotFound
    return people[0]


def others_reached_at(person: Person) -> frozenset[str]:
    """This will give those addresses of somebody, theirs or blocked, at which others of the child are reached too."""
    others = Party.objects.filter(child_id=person.party.child_id, until_on__isnull=True).exclude(pk=person.party.pk)
    known = [("email", party.email) for party in others] + [("print", party.postal_address) for party in others]
    own = {*person.blocked, person.party.email, person.party.postal_address} - {""}
    return frozenset(
        address for address in own if any(theirs and is_blocked(way, theirs, [address]) for way, theirs in known)
    )


def barred_emails(child_ids: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """This will give by child the e-mail addresses to which nothing about the child may go, to whomever it is written.

    Those of whoever must not be contacted, and those that a rule bars: whoever reads there would read it. A postal
    address is no mailbox: others may live there. In one query.
    """
    found: dict[int, tuple[str, ...]] = {}
    rules = SafeContactRule.objects.filter(child_id__in=set(child_ids), ended_on__isnull=True).select_related("party")
    for rule in rules.order_by("pk"):
        address = rule.address if rule.kind == SafeContactRule.Kind.NOT_THIS_ADDRESS else rule.party.email
        if "@" in address:
            found[rule.child_id] = (*found.get(rule.child_id, ()), address)
    return found


def _people(parties: QuerySet[Party], child: Child | None = None) -> list[Person]:
    """Read people with their rules; where all are of one child, that `child` is not read again with each."""
    beside = ("user",) if child else ("child", "user")
    rows = list(parties.select_related(*beside).order_by("child_id", F("from_on").asc(nulls_first=True), "pk"))
    for party in rows if child else ():
        party.child = child  # type: ignore[assignment]
    rules: dict[int, list[SafeContactRule]] = {party.pk: [] for party in rows}
    if rows:
        for rule in SafeContactRule.objects.filter(party_id__in=rules).order_by("from_on", "pk"):
            rules[rule.party_id].append(rule)
    return [
        Person(
            party=party,
            rules=tuple(rule for rule in rules[party.pk] if rule.stands),
            ended_rules=tuple(rule for rule in rules[party.pk] if not rule.stands),
        )
        for party in rows
    ]


def _is_there(party: Party, on: date) -> bool:
    started = party.from_on is None or party.from_on <= on
    return started and (party.until_on is None or party.until_on >= on)


def _hide_addresses(person: Person) -> None:
    for name in ADDRESSES:
        setattr(person.party, name, "")
    for rule in (*person.rules, *person.ended_rules):
        rule.address = ""
