"""Contacts, midway checks and progress: what is kept and written to the log, who may, and what the lists say."""

from dataclasses import replace
from datetime import date

import pytest

from heard.audit.models import Event
from heard.children.models import PeriodOfCare
from heard.children.queries import visible_to
from heard.common.errors import NotFound, NotPermitted
from heard.correspondence.models import Message
from heard.oversight import actions, queries
from heard.oversight.actions import ContactFacts, MidwayFacts
from heard.oversight.models import IroContact, MidwayCheck
from heard.planning import change_actions
from heard.planning.change_actions import ChangeTold
from tests.factories import (
    TODAY,
    ChildFactory,
    IroContactFactory,
    MidwayCheckFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    SafeContactRuleFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

WALK = ContactFacts(on=TODAY, spoke_with="child", way="in_person", seen_alone=True, words=" We walked. ")
CHECK = MidwayFacts(
    checked_on=TODAY,
    social_worker_on=date(2026, 11, 20),
    child_on=None,
    why_not_child="He was away",
    decisions="The school is found.",
    next_steps="Ask again in a week.",
    drift=True,
)


@pytest.fixture
def child(anyshire):
    return PeriodFactory.create(child__authority=anyshire).child


@pytest.fixture
def iro(anyshire, child):
    user = UserFactory.create(authority=anyshire, iro=True, email="maren@council.example")
    NamedIroFactory.create(child=child, iro=user)
    return user


@pytest.fixture
def worker(child):
    return RelationshipFactory.create(child=child).user


def test_a_contact_is_kept_and_the_log_holds_no_words(child, iro):
    row = actions.record_contact(child_id=child.pk, contact=WALK, today=TODAY, by=iro)

    assert (row.words, row.seen_alone, row.recorded_by) == ("We walked.", True, iro)
    assert Event.objects.values_list("name", "child_id", "actor_id", "facts").get() == (
        "contact.recorded",
        child.pk,
        iro.pk,
        {"contact": row.pk, "on": "2026-11-23", "spoke_with": "child"},
    )


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"spoke_with": "nobody"}, actions.UnknownPerson),
        ({"way": "dream"}, actions.UnknownWay),
        ({"on": date(2026, 11, 24)}, actions.InFuture),
        ({"on": date(2017, 3, 13)}, actions.BeforeBirth),
        ({"spoke_with": "carer"}, actions.OnlyTheChild),
        ({"way": "writing"}, actions.NobodyIsSeenInWriting),
        ({"words": "\n"}, actions.NoWords),
    ],
)
def test_refuses_a_contact_that_cannot_be(child, iro, wrong, error):
    with pytest.raises(error):
        actions.record_contact(child_id=child.pk, contact=replace(WALK, **wrong), today=TODAY, by=iro)

    assert not IroContact.objects.exists()


def test_only_the_reviewing_service_records_contacts_and_only_those_who_prepare_tell_of_progress(child, iro, worker):
    with pytest.raises(NotPermitted):
        actions.record_contact(child_id=child.pk, contact=WALK, today=TODAY, by=worker)
    with pytest.raises(NotPermitted):
        actions.record_midway(child_id=child.pk, midway=CHECK, today=TODAY, by=worker)
    with pytest.raises(NotPermitted):
        actions.tell_progress(child_id=child.pk, words="Done", today=TODAY, by=iro)
    hidden = ChildFactory.create(authority=child.authority, restricted=True)
    with pytest.raises(NotFound):
        actions.record_contact(child_id=hidden.pk, contact=WALK, today=TODAY, by=iro)

    told = actions.tell_progress(child_id=child.pk, words=" Done ", today=TODAY, by=worker)

    assert (told.words, told.told_on, told.told_by) == ("Done", TODAY, worker)


def test_a_midway_check_belongs_to_the_last_review(child, iro):
    ReviewFactory.create(child=child, held=True, held_on=date(2026, 11, 9))
    last = ReviewFactory.create(child=child, held=True, held_on=date(2026, 11, 16))

    row = actions.record_midway(child_id=child.pk, midway=CHECK, today=TODAY, by=iro)

    assert (row.after_review, row.social_worker_on, row.child_on, row.why_not_child, row.drift) == (
        last,
        date(2026, 11, 20),
        None,
        "He was away",
        True,
    )
    with pytest.raises(actions.CheckedAlready):
        actions.record_midway(child_id=child.pk, midway=CHECK, today=TODAY, by=iro)


def test_a_review_of_an_earlier_spell_of_care_is_not_halfway_to_anything(anyshire, iro):
    before = PeriodFactory.create(child__authority=anyshire, started_on=date(2024, 1, 8), ceased_on=date(2025, 1, 8))
    child = before.child
    ReviewFactory.create(period=before, held=True, held_on=date(2024, 12, 2))
    PeriodFactory.create(child=child, started_on=date(2026, 11, 2))

    with pytest.raises(actions.NoReviewYet):
        actions.record_midway(child_id=child.pk, midway=CHECK, today=TODAY, by=iro)

    assert queries.midways({child.pk: date(2026, 11, 30)}) == {}
    assert not MidwayCheck.objects.exists()


@pytest.mark.parametrize(
    ("wrong", "error"),
    [
        ({"why_not_child": " "}, actions.ChildNotAsked),
        ({"next_steps": ""}, actions.DriftWithoutStep),
        ({"checked_on": date(2026, 11, 24)}, actions.InFuture),
        ({"social_worker_on": date(2026, 11, 24)}, actions.InFuture),
        ({"social_worker_on": date(2026, 11, 15)}, actions.BeforeTheReview),
        ({"checked_on": date(2026, 11, 15)}, actions.BeforeTheReview),
    ],
)
def test_refuses_a_midway_check_that_cannot_be(child, iro, wrong, error):
    ReviewFactory.create(child=child, held=True)

    with pytest.raises(error):
        actions.record_midway(child_id=child.pk, midway=replace(CHECK, **wrong), today=TODAY, by=iro)

    assert not MidwayCheck.objects.exists()


def test_halfway_is_counted_from_the_last_review_to_the_next_limit(child, iro, django_assert_num_queries):
    PeriodOfCare.objects.filter(child=child).update(started_on=date(2026, 6, 1))
    review = ReviewFactory.create(child=child, held=True, held_on=date(2026, 8, 17))
    other = PeriodFactory.create(child__authority=child.authority).child
    checked = ReviewFactory.create(child=other, held=True, held_on=date(2026, 11, 16))
    MidwayCheckFactory.create(after_review=checked)
    due = {child.pk: date(2027, 2, 17), other.pk: date(2027, 2, 16), 10**9: None}

    with django_assert_num_queries(1):
        found = queries.midways(due)

    assert {pk: (one.halfway_on, one.checked_on) for pk, one in found.items()} == {
        child.pk: (date(2026, 11, 17), None),
        other.pk: (date(2027, 1, 1), TODAY),
    }
    assert review.held_on == found[child.pk].held_on
    assert [one.child_id for one in queries.midways_soon(due, until=date(2026, 11, 17))] == [child.pk]
    assert queries.midways_soon(due, until=date(2026, 11, 16)) == []


def test_quiet_children_are_listed_in_one_query(child, iro, django_assert_num_queries):
    old = PeriodFactory.create(child__authority=child.authority, started_on=date(2026, 3, 2)).child
    seen = PeriodFactory.create(child__authority=child.authority, started_on=date(2026, 3, 2)).child
    IroContactFactory.create(child=seen, on=date(2026, 5, 23))
    IroContactFactory.create(child=old, on=date(2026, 5, 22))

    with django_assert_num_queries(1):
        found = queries.quiet_children(visible_to(iro), today=TODAY)

    assert [(one.child, one.last_on) for one in found] == [(old, date(2026, 5, 22))]
    assert queries.quiet_children([seen.pk], today=TODAY) == []


def test_the_named_iro_is_written_to_without_the_change_itself(child, iro, worker):
    told = ChangeTold(
        kind="harm",
        words="Something that stands in no e-mail.",
        proposed=False,
        happens_on=TODAY,
        told_on=TODAY,
        told_by="sw",
    )

    change_actions.tell_change(child_id=child.pk, told=told, today=TODAY, by=worker)

    message = Message.objects.get()
    assert (message.address, message.recipient_user, message.template, message.about_kind) == (
        "maren@council.example",
        iro,
        "change-told",
        "significant_change",
    )
    assert "stands in no e-mail" not in str(message.body)
    change_actions.tell_change(child_id=child.pk, told=replace(told, told_by="iro"), today=TODAY, by=iro)
    assert Message.objects.count() == 1


def test_while_nobody_is_named_the_managers_hear_of_a_change(anyshire):
    child = PeriodFactory.create(child__authority=anyshire).child
    worker = RelationshipFactory.create(child=child).user
    UserFactory.create(authority=anyshire, manager=True, email="ifeoma@council.example")
    UserFactory.create(authority=anyshire, iro=True, email="maren@council.example")
    told = ChangeTold(
        kind="missing", words="He ran away.", proposed=False, happens_on=TODAY, told_on=TODAY, told_by="sw"
    )

    change_actions.tell_change(child_id=child.pk, told=told, today=TODAY, by=worker)

    assert list(Message.objects.values_list("address", flat=True)) == ["ifeoma@council.example"]


def test_a_change_is_told_though_no_letter_can_be_written(child, iro, worker):
    SafeContactRuleFactory.create(party__child=child, kind="not_this_address", address="maren@council.example")
    told = ChangeTold(
        kind="missing", words="He ran away.", proposed=False, happens_on=TODAY, told_on=TODAY, told_by="sw"
    )

    change = change_actions.tell_change(child_id=child.pk, told=told, today=TODAY, by=worker)

    assert (change.words, Message.objects.count()) == ("He ran away.", 0)


def test_of_an_iro_who_left_the_managers_who_see_the_child_hear_in_their_place(child, iro, worker):
    iro.is_active = False
    iro.save()
    UserFactory.create(authority=child.authority, manager=True, email="ifeoma@council.example")
    told = ChangeTold(
        kind="missing", words="He ran away.", proposed=False, happens_on=TODAY, told_on=TODAY, told_by="sw"
    )

    change_actions.tell_change(child_id=child.pk, told=told, today=TODAY, by=worker)

    assert list(Message.objects.values_list("address", flat=True)) == ["ifeoma@council.example"]
