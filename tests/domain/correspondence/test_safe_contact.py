from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.children import safe_contact
from heard.children.models import Child, Party
from heard.children.party_queries import person_with_rules
from heard.children.safe_contact import RuleFacts
from heard.correspondence import actions
from heard.correspondence.actions import About, Sending
from heard.correspondence.models import Message
from heard.correspondence.recipients import (
    KINDS,
    BlockedAddress,
    ContactForbidden,
    Recipient,
    SafeContact,
    recipient_of,
)
from tests.factories import TODAY, ChildFactory, PartyFactory, SafeContactRuleFactory, UserFactory
from tests.factories.correspondence import MessageFactory, order

FORBIDDEN = RuleFacts(kind="do_not_contact", reason="An order forbids it", decided_by="Family Court", from_on=TODAY)
NOT_THERE = RuleFacts(
    kind="not_this_address", reason="He lives there", decided_by="The mother", from_on=TODAY, address="12 Pretend Lane"
)


@pytest.fixture
def support(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(authority=anyshire, support=True)


@pytest.fixture
def child(anyshire: ResponsibleAuthority) -> Child:
    return ChildFactory.create(authority=anyshire)


def to(party: Party, **told: Any) -> Recipient:
    return recipient_of(person_with_rules(party.pk), **told)


def written(child: Child, party: Party, by: User) -> Message:
    about = About(kind="named_iro", pk=17)
    sending = Sending(child_id=child.pk, about=about, order=order("iro-named-parent"), to=to(party))
    return actions.send(sending, by=by)


def states() -> dict[int, str]:
    return dict(Message.objects.values_list("pk", "state"))


def test_the_codes_of_people_and_of_letters_agree() -> None:
    assert set(KINDS.values()) | {"other"} == set(Message.Recipient.values)
    assert set(Party.Channel.values) == set(Message.Channel.values)


def test_a_letter_goes_the_way_the_person_chose(child: Child) -> None:
    colleague = UserFactory.create(authority=child.authority, social_worker=True, name="Callum Thistlewood")
    by_mail = PartyFactory.create(child=child)
    by_post = PartyFactory.create(child=child, name="Pavel Marblecroft", on_paper=True)
    adviser = PartyFactory.create(
        child=child, kind="personal_adviser", name="", user=colleague, email="callum@council.example"
    )

    assert to(by_mail, reply_to="office@council.example", with_pdf=True) == Recipient(
        kind="parent",
        name="Petra Marblecroft",
        channel="email",
        address="petra@home.example",
        party_id=by_mail.pk,
        reply_to="office@council.example",
        with_pdf=True,
    )
    assert (to(by_post).channel, to(by_post).address) == ("print", "Pavel Marblecroft\n12 Pretend Lane\nAnyford")
    assert (to(adviser).kind, to(adviser).name, to(adviser).user_id) == ("other", "Callum Thistlewood", colleague.pk)


def test_a_rule_keeps_a_letter_from_leaving(child: Child) -> None:
    forbidden = SafeContactRuleFactory.create(party__child=child).party
    away = SafeContactRuleFactory.create(party__child=child, party__on_paper=True, not_there=True).party
    free_again = SafeContactRuleFactory.create(party__child=child, over=True).party
    gone = PartyFactory.create(child=child, ended=True)

    assert (to(forbidden).channel, to(forbidden).address, to(forbidden).safe) == (
        "held",
        "",
        SafeContact(allowed=False),
    )
    assert (to(away).channel, to(away).safe) == ("held", SafeContact(blocked=("12 Pretend Lane",)))
    assert (to(free_again).channel, to(free_again).safe) == ("email", SafeContact())
    assert to(gone).channel == "held"


def test_a_new_rule_takes_back_what_waits_for_the_person_alone(child: Child, support: User) -> None:
    mother = PartyFactory.create(child=child, on_paper=True)
    father = PartyFactory.create(child=child, name="Pavel Marblecroft", on_paper=True)
    ours, his = written(child, mother, support), written(child, father, support)
    gone = MessageFactory.create(child=child, state="sent", sent_at="2026-11-20T10:00Z", recipient_name=mother.name)
    unknown = MessageFactory.create(child=child, recipient="parent", recipient_name="PETRA MARBLECROFT")
    neighbour = MessageFactory.create(child=child, on_paper=True, recipient_name="A Neighbour")

    safe_contact.record_safe_contact(party_id=mother.pk, facts=FORBIDDEN, today=TODAY, by=support)

    assert states() == {
        ours.pk: "withdrawn",
        his.pk: "queued",
        gone.pk: "sent",
        unknown.pk: "withdrawn",
        neighbour.pk: "queued",
    }
    ours.refresh_from_db()
    assert (
        ours.withdrawn_why == "A rule of safe contact was made: nothing may be sent to this person, or to this address."
    )


def test_an_address_where_nobody_else_is_reached_is_taken_from_everybody(child: Child, support: User) -> None:
    mother = PartyFactory.create(child=child, on_paper=True)
    nobody_known = MessageFactory.create(child=child, on_paper=True, recipient_name="The occupier")
    other_child = MessageFactory.create(child=ChildFactory.create(authority=child.authority), on_paper=True)

    safe_contact.record_safe_contact(party_id=mother.pk, facts=NOT_THERE, today=TODAY, by=support)

    assert states() == {nobody_known.pk: "withdrawn", other_child.pk: "queued"}


def test_a_letter_to_another_address_keeps_the_rule_with_it(child: Child, support: User) -> None:
    mother = PartyFactory.create(child=child, postal_address="12 Pretend Lane\nAnyford")
    by_mail = written(child, mother, support)
    assert by_mail.state == "held"

    safe_contact.record_safe_contact(party_id=mother.pk, facts=NOT_THERE, today=TODAY, by=support)

    by_mail.refresh_from_db()
    assert (by_mail.state, by_mail.blocked) == ("held", ["12 Pretend Lane"])
    with pytest.raises(BlockedAddress):
        actions.print_instead(message_id=by_mail.pk, address="Petra\n12 Pretend Lane\nAnyford", by=support)


def test_a_letter_written_while_a_rule_stands_cannot_be_sent_past_it(child: Child, support: User) -> None:
    mother = SafeContactRuleFactory.create(party__child=child).party
    held = written(child, mother, support)

    with pytest.raises(ContactForbidden):
        actions.send_again(message_id=held.pk, address="petra@home.example", by=support)
    with pytest.raises(ContactForbidden):
        actions.print_instead(message_id=held.pk, address="Petra\n12 Pretend Lane", by=support)

    held.refresh_from_db()
    assert (held.state, held.why_held, held.address) == ("held", "no_channel", "")


def test_nobody_is_written_to_where_somebody_who_must_not_be_contacted_reads(child: Child, support: User) -> None:
    father = PartyFactory.create(child=child, name="Rob Marblecroft", relation="Father", email="Rob@home.example")
    mother = PartyFactory.create(child=child, email="petra@home.example")
    SafeContactRuleFactory.create(party=father)
    Party.objects.filter(pk=mother.pk).update(email="rob@HOME.example")
    letter = MessageFactory.create(child=child, held=True)

    with pytest.raises(BlockedAddress):
        written(child, mother, support)
    with pytest.raises(BlockedAddress):
        actions.send_again(message_id=letter.pk, address="rob@home.example", by=support)

    assert states() == {letter.pk: "held"}


def test_a_rule_takes_back_what_waits_for_the_same_mailbox_whoever_it_is_for(child: Child, support: User) -> None:
    father = PartyFactory.create(child=child, name="Rob Marblecroft", relation="Father", email="both@home.example")
    mother = PartyFactory.create(child=child, email="both@home.example")
    letter = written(child, mother, support)

    safe_contact.record_safe_contact(party_id=father.pk, facts=FORBIDDEN, today=TODAY, by=support)

    assert states() == {letter.pk: "withdrawn"}
