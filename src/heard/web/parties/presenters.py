"""What the people of a child look like on the page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Party, SafeContactRule
from heard.children.party_queries import Circle, Person
from heard.children.responsibility import responsibility
from heard.pages.frame import Link
from heard.pages.presenters import dates
from heard.web.child.presenters import Facts
from heard.web.parties import words
from heard.web.parties.staff import Staff, staff_of

HOLDERS = (Party.Responsibility.YES, Party.Responsibility.BY_ORDER)
PARENTS = (Party.Kind.PARENT, Party.Kind.GUARDIAN_IN_LAW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Caution:
    """A rule of safe contact, in words; `ask` is set once the day is past until which it was decided."""

    text: str
    note: str
    ask: str
    end: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Somebody round the child."""

    name: str
    part: str
    holds: str
    needs: tuple[str, ...]
    reach: str
    contacts: tuple[str, ...]
    warnings: tuple[Caution, ...]
    notes: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The people of one kind, such as carers."""

    key: str
    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Who has parental responsibility: the sentence, where it is laid down, and the people who are marked."""

    sentence: str
    citation: str
    holders: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """The whole page."""

    standing: Standing
    groups: tuple[Group, ...]
    staff: Staff
    earlier: tuple[Row, ...]
    add: str
    hidden: bool


def tab_of(facts: Facts, circle: Circle, *, viewer: User) -> Tab:
    """Give the tab of the people of a child."""
    edits = viewer.may(Permission.PARTIES_EDIT)
    groups = []
    for key, title, kinds in words.GROUPS:
        people = [person for kind in kinds for person in circle.people if person.party.kind == kind]
        if people:
            rows = tuple(_row(person, edits=edits, today=facts.today) for person in people)
            groups.append(Group(key=key, title=str(title), rows=rows))
    return Tab(
        standing=standing_of(facts, circle.people),
        groups=tuple(groups),
        staff=staff_of(facts.child, circle, viewer=viewer),
        earlier=tuple(_row(person, edits=edits, today=facts.today) for person in reversed(circle.earlier)),
        add=reverse("parties:add", args=[facts.child.pk]) if edits else "",
        hidden=not circle.shows_addresses,
    )


def standing_of(facts: Facts, people: Sequence[Person]) -> Standing:
    """Give who has parental responsibility: by the legal status, and who among the people is marked."""
    episode = facts.episode
    found = responsibility(
        nation=facts.nation,
        looked_after=facts.looked_after,
        legal_status=episode.legal_status if episode else "",
        placement_type=episode.placement_type if episode else "",
    )
    marked = [person.party for person in people if person.party.parental_responsibility in HOLDERS]
    parents = [person.party for person in people if person.party.kind in PARENTS]
    return Standing(
        sentence=str(words.STANDING[found.standing]) % {"authority": facts.authority.name},
        citation=str(found.citation) if found.citation else "",
        holders=tuple(_holder(party) for party in marked),
        note=_holders_note(marked, parents),
    )


def _holder(party: Party) -> str:
    named = {"name": party.shown_name, "part": party.relation or words.KINDS[Party.Kind(party.kind)]}
    if party.parental_responsibility == Party.Responsibility.BY_ORDER:
        return _("%(name)s (%(part)s), by a court order or agreement") % named
    return _("%(name)s (%(part)s)") % named


def _holders_note(marked: Sequence[Party], parents: Sequence[Party]) -> str:
    if not parents and not marked:
        return _("No parent is entered yet, so nobody can be named here.")
    unsure = [party for party in parents if party.parental_responsibility == Party.Responsibility.NOT_KNOWN]
    if unsure:
        names = ", ".join(party.shown_name for party in unsure)
        return _("Not known yet of: %(names)s.") % {"names": names}
    return "" if marked else _("Nobody among the people below is marked as having it.")


def _row(person: Person, *, edits: bool, today: date) -> Row:
    party = person.party
    kind = str(words.KINDS[Party.Kind(party.kind)])
    held = party.parental_responsibility in HOLDERS
    return Row(
        name=party.shown_name,
        part=_("%(relation)s, %(kind)s") % {"relation": party.relation, "kind": kind} if party.relation else kind,
        holds=str(words.RESPONSIBILITY[Party.Responsibility(party.parental_responsibility)]) if held else "",
        needs=tuple(needs_of(party)),
        reach=reach_of(person) if edits else "",
        contacts=tuple(
            contact for contact in (party.email, party.telephone, *party.postal_address.splitlines()) if contact
        ),
        warnings=tuple(_warning(rule, party, edits=edits, today=today) for rule in person.rules),
        notes=tuple(_notes(person)),
        links=tuple(_links(party)) if edits else (),
    )


def needs_of(party: Party) -> list[str]:
    """Give the language, interpreter and format that somebody needs."""
    found = []
    if party.language == "cy":
        found.append(_("Letters in Welsh"))
    if party.spoken_language and party.interpreter:
        found.append(_("Speaks %(language)s, with an interpreter") % {"language": party.spoken_language})
    elif party.spoken_language:
        found.append(_("Speaks %(language)s") % {"language": party.spoken_language})
    elif party.interpreter:
        found.append(_("Needs an interpreter"))
    if party.accessible_format:
        found.append(str(words.FORMATS[Party.Format(party.accessible_format)]))
    return found


def reach_of(person: Person) -> str:
    """Give how letters reach somebody, without the address, or why none does."""
    reach = person.reach
    if reach.channel != Party.Channel.HELD:
        return str(words.CHANNELS[Party.Channel(reach.channel)])
    return str(words.WHY_HELD.get(reach.why, ""))


def _warning(rule: SafeContactRule, party: Party, *, edits: bool, today: date) -> Caution:
    told: dict[str, Any] = {"by": rule.decided_by, "reason": rule.reason, "day": dates.plain(rule.from_on)}
    forbids = rule.kind == SafeContactRule.Kind.DO_NOT_CONTACT
    here = {"address": ", ".join(rule.address.splitlines())}
    not_there = _("Do not use: %(address)s") % here if rule.address else _("One address must not be used")
    past = rule.until_on is not None and rule.until_on < today
    ask = _("It was decided until %(day)s and still holds. Ask whether it should.")
    text = _("Do not contact") if forbids else not_there
    name = {"name": party.shown_name, "rule": text}
    return Caution(
        text=text,
        note=_("Since %(day)s, decided by %(by)s: %(reason)s") % told,
        ask=ask % {"day": dates.plain(rule.until_on)} if past and rule.until_on else "",
        end=Link(
            text=_("End this rule about %(name)s: %(rule)s") % name, href=reverse("parties:end_rule", args=[rule.pk])
        )
        if edits
        else None,
    )


def _notes(person: Person) -> list[str]:
    party, found = person.party, []
    if party.left_out:
        told = {"what": words.LEFT_OUT[Party.LeftOut(party.left_out)], "why": party.left_out_why}
        found.append(_("%(what)s: %(why)s") % told)
    if party.child_agrees and party.child_asked_on:
        told = {
            "what": words.CHILD_AGREES[Party.ChildAgrees(party.child_agrees)],
            "why": dates.plain(party.child_asked_on),
        }
        found.append(_("%(what)s that this person is asked and told, %(why)s") % told)
    if party.until_on is not None:
        told = {"what": dates.plain(party.until_on), "why": party.ended_why}
        found.append(_("Until %(what)s: %(why)s") % told)
    elif party.from_on is not None:
        found.append(_("Since %(day)s") % {"day": dates.plain(party.from_on)})
    for rule in person.ended_rules:
        if rule.ended_on is not None:
            told = {"what": dates.plain(rule.ended_on), "why": rule.ended_why}
            found.append(_("A rule of safe contact was ended on %(what)s: %(why)s") % told)
    return found


def _links(party: Party) -> list[Link]:
    ways = {"parties:open_again": _("Open again")}
    if party.until_on is None:
        ways = {
            "parties:change": _("Change"),
            "parties:safe_contact": _("Safe contact"),
            "parties:end": _("Has left"),
        }
    return [Link(text=text, href=reverse(page, args=[party.pk]), about=party.shown_name) for page, text in ways.items()]
