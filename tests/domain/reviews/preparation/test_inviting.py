"""Consultation and invitation: who is asked, when it left, what came back."""

from datetime import date, time

import pytest

from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.reviews.booking.entries import names_another_booking
from heard.reviews.models import Invitation
from heard.reviews.preparation import inviting_actions as actions
from heard.reviews.preparation.inviting_actions import Answered
from heard.reviews.preparation.inviting_queries import still_to_list
from tests.factories import TODAY, PartyFactory, PeriodFactory, RelationshipFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db

BEFORE = date(2026, 11, 13)


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire):
    period = PeriodFactory.create(child__authority=anyshire)
    return ReviewFactory.create(period=period, arranged_time=time(16, 15), place="Foster home")


@pytest.fixture
def invitation(review, iro):
    PartyFactory.create(child=review.child, kind="parent", name="Elena Marblecroft")
    return actions.list_people(review_id=review.pk, today=TODAY, by=iro)[0]


def sent(invitation, by, on=BEFORE):
    return actions.mark_sent(invitation_ids=[invitation.pk], sent_on=on, today=TODAY, by=by)[0]


def answered(**more):
    told = {"on": TODAY, "by": "telephone", "coming": "part", "answers": {"well": " School.\n\nFriends "}}
    return Answered(**(told | more))


def answer(invitation, by, what=None, version=1):
    return actions.record_answer(
        invitation_id=invitation.pk, answered=what or answered(), version=version, today=TODAY, by=by
    )


def events(name):
    return list(Event.objects.filter(name=name).values_list("actor_id", "facts"))


def test_lists_everybody_round_the_child_as_they_are_to_be_asked(review, iro):
    child = review.child
    mother = PartyFactory.create(child=child, kind="parent", name="Elena")
    uncle = PartyFactory.create(
        child=child, kind="relative", name="Ferdy", left_out="invitation", left_out_why="Teo wants to write"
    )
    father = PartyFactory.create(
        child=child, kind="parent", name="Rob", left_out="both", left_out_why="No contact order"
    )
    PartyFactory.create(child=child, kind="interpreter", name="Booked apart")
    PartyFactory.create(child=child, kind="school", name="Old school", ended=True)

    listed = actions.list_people(review_id=review.pk, today=TODAY, by=iro)

    assert [(one.party_id, one.invited, one.consulted, one.reason_not) for one in listed] == [
        (mother.pk, True, True, ""),
        (uncle.pk, False, True, "Teo wants to write"),
        (father.pk, False, False, "No contact order"),
    ]
    assert events("review.people_listed") == [(iro.pk, {"review": review.pk, "added": 3})]


def test_the_social_worker_and_the_team_manager_are_entered_and_listed(review, iro, anyshire):
    worker, manager = (
        UserFactory.create(authority=anyshire, roles=[role]) for role in ("social_worker", "team_manager")
    )
    for user, kind in ((worker, "social_worker"), (manager, "team_manager")):
        RelationshipFactory.create(child=review.child, user=user, kind=kind)
    RelationshipFactory.create(child=review.child, kind="legal_officer")
    mother = PartyFactory.create(child=review.child)

    told = [party.shown_name for party in still_to_list(review, today=TODAY)]
    first = actions.list_people(review_id=review.pk, today=TODAY, by=iro)
    again = actions.list_people(review_id=review.pk, today=TODAY, by=iro)

    assert told == ["Petra Marblecroft", worker.name, manager.name]
    assert first == again
    assert [(one.party.kind, one.party.user, one.invited) for one in first] == [
        ("parent", None, True), ("social_worker", worker, True), ("team_manager", manager, True),
    ]  # fmt: skip
    assert first[0].party == mother
    assert {one.party.recorded_by for one in first[1:]} == {iro}


def test_listing_again_adds_who_is_new_and_keeps_what_was_decided(review, iro, invitation):
    actions.decide_invitation(
        invitation_id=invitation.pk,
        invited=False,
        consulted=True,
        reason_not="She asked for a talk",
        version=1,
        today=TODAY,
        by=iro,
    )
    PartyFactory.create(child=review.child, kind="school", name="Hillside")

    listed = actions.list_people(review_id=review.pk, today=TODAY, by=iro)

    assert [(one.party.name, one.invited) for one in listed] == [("Elena Marblecroft", False), ("Hillside", True)]


def test_neither_invited_nor_consulted_needs_a_reason(iro, invitation):
    with pytest.raises(actions.NotInvitedWithoutReason):
        actions.decide_invitation(
            invitation_id=invitation.pk, invited=False, consulted=False, reason_not=" ", version=1, today=TODAY, by=iro
        )

    invitation.refresh_from_db()
    assert (invitation.invited, invitation.consulted, invitation.version) == (True, True, 1)


def test_what_was_changed_meanwhile_is_not_overwritten(iro, invitation):
    sent(invitation, iro)

    with pytest.raises(ChangedMeanwhile):
        answer(invitation, iro, version=1)


def test_keeps_the_day_it_was_sent_and_the_booking_it_named(iro, invitation):
    done = sent(invitation, iro)

    assert (done.sent_on, done.sequence, done.told_on, done.told_at, done.told_place) == (
        BEFORE, 0, date(2026, 11, 27), time(16, 15), "Foster home",
    )  # fmt: skip


def test_sent_again_the_first_day_stands_and_the_calendar_entry_gets_the_next_number(iro, invitation):
    sent(invitation, iro)

    again = sent(invitation, iro, on=date(2026, 11, 20))

    assert (again.sent_on, again.sequence, again.calendar_uid) == (BEFORE, 1, invitation.calendar_uid)


def test_sent_again_after_it_came_back_the_new_day_counts(iro, invitation):
    sent(invitation, iro)
    actions.mark_bounced(invitation_id=invitation.pk, note="Gone away", today=TODAY, by=iro)

    again = sent(invitation, iro, on=date(2026, 11, 23))

    assert (again.sent_on, again.bounced_on, again.bounced_note) == (TODAY, None, "")


@pytest.mark.parametrize(
    ("on", "fault"),
    [(date(2026, 11, 24), actions.SentInFuture), (date(2016, 11, 13), actions.SentLongAgo)],
)
def test_refuses_a_day_of_sending_that_cannot_be(iro, invitation, on, fault):
    with pytest.raises(fault):
        sent(invitation, iro, on=on)

    invitation.refresh_from_db()
    assert invitation.sent_on is None


def test_refuses_to_send_to_somebody_who_is_not_asked(iro, invitation):
    Invitation.objects.filter(pk=invitation.pk).update(invited=False, consulted=False, reason_not="Court order")

    with pytest.raises(actions.NotAsked):
        sent(invitation, iro)


def test_a_moved_booking_is_seen_until_it_was_told(review, iro, invitation):
    told = sent(invitation, iro)
    assert names_another_booking(told, review) is False

    review.arranged_time = time(10)
    review.save()
    assert names_another_booking(told, review) is True

    assert names_another_booking(sent(invitation, iro), review) is False


def test_what_leaves_the_outbox_is_kept_with_its_day(invitation):
    actions.follow_sent(invitation_id=invitation.pk, on=BEFORE)

    invitation.refresh_from_db()
    assert (invitation.sent_on, invitation.version) == (BEFORE, 2)
    told = {"review": invitation.review_id, "party": invitation.party_id, "on": "2026-11-13"}
    assert events("review.invitation_left") == [(None, told)]


def test_what_did_not_arrive_counts_as_not_asked(invitation):
    actions.follow_failed(invitation_id=invitation.pk, on=TODAY, note="No such mailbox")

    invitation.refresh_from_db()
    assert (invitation.sent_on, invitation.bounced_on, invitation.bounced_note) == (None, TODAY, "No such mailbox")


def test_nothing_is_reminded_or_returned_before_it_was_sent(iro, invitation):
    with pytest.raises(actions.NotSentYet):
        actions.mark_reminded(invitation_id=invitation.pk, today=TODAY, by=iro)
    with pytest.raises(actions.NotSentYet):
        actions.mark_bounced(invitation_id=invitation.pk, note="x", today=TODAY, by=iro)


def test_a_return_says_what_came_back(iro, invitation):
    sent(invitation, iro)

    with pytest.raises(actions.NothingReturned):
        actions.mark_bounced(invitation_id=invitation.pk, note=" ", today=TODAY, by=iro)


def test_keeps_an_answer_in_the_persons_own_words(iro, invitation):
    done = answer(invitation, iro, answered(wants_separate_talk=True))

    assert (done.answered_on, done.answered_by, done.coming, done.wants_separate_talk, done.answers, done.open_to) == (
        TODAY, "telephone", "part", True, {"well": "School.\nFriends"}, [],
    )  # fmt: skip
    assert "School" not in str(events("review.answered"))


def test_an_adults_answer_is_not_kept_from_anybody_by_the_childs_choice(iro, invitation):
    assert answer(invitation, iro, answered(open_to=("parents",))).open_to == []


def test_the_child_chooses_who_may_know(review, iro):
    PartyFactory.create(child=review.child, kind="child", name="")
    own = actions.list_people(review_id=review.pk, today=TODAY, by=iro)[0]

    assert answer(own, iro, answered(open_to=("social_worker", "carers"))).open_to == ["carers", "social_worker"]
    with pytest.raises(actions.NobodySuch):
        answer(own, iro, answered(open_to=("everybody",)), version=2)


@pytest.mark.parametrize(
    ("what", "fault"),
    [
        (answered(on=date(2026, 11, 24)), actions.SentInFuture),
        (answered(by=""), actions.AnswerNeedsWay),
        (answered(answers={"well": " "}, coming="waiting"), actions.AnswerNeedsWords),
    ],
)
def test_refuses_an_answer_that_says_too_little(iro, invitation, what, fault):
    with pytest.raises(fault):
        answer(invitation, iro, what)

    invitation.refresh_from_db()
    assert (invitation.answered_on, invitation.answers) == (None, {})


def test_a_social_worker_does_not_send_or_enter_answers(anyshire, invitation):
    worker = UserFactory.create(authority=anyshire, roles=["social_worker"])

    with pytest.raises(NotPermitted):
        sent(invitation, worker)
    with pytest.raises(NotPermitted):
        answer(invitation, worker)


def test_nobody_elsewhere_finds_an_invitation(invitation, everything_in_scope):
    stranger = UserFactory.create(iro=True)

    with pytest.raises(NotFound):
        sent(invitation, stranger)


def test_not_inviting_somebody_with_parental_responsibility_needs_a_reason(invitation, iro):
    told = {"invitation_id": invitation.pk, "invited": False, "consulted": True, "version": 1}
    told |= {"today": TODAY, "by": iro}

    with pytest.raises(actions.NotInvitedWithoutReason, match="has parental responsibility"):
        actions.decide_invitation(**told, reason_not=" ")
    kept = actions.decide_invitation(**told, reason_not="Teo wishes to see her apart")

    assert (kept.invited, kept.consulted, kept.reason_not) == (False, True, "Teo wishes to see her apart")
