"""Decisions: made, sent, answered, carried over, done, dropped; what is refused, and who may do what."""

from datetime import date

import pytest

from heard.accounts.permissions import Role
from heard.audit.models import Event
from heard.common import events
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.law import Duty, Nation
from heard.reviews.decisions import actions
from heard.reviews.decisions import answer_actions as answers
from heard.reviews.decisions.actions import Decided
from heard.reviews.decisions.ledger import Wanted, counts, ledger
from heard.reviews.decisions.queries import became_of, chain_of, get_line, lines_of_review
from heard.reviews.decisions.receipt import NotIssuedYet
from heard.reviews.decisions.standing import Standing, answer_of, silent_if_received_until
from heard.reviews.models import DecisionsIssued, ManagerAnswer, PrivateTalk, ReviewDecision
from tests.factories import (
    TODAY,
    AnswerFactory,
    ChildFactory,
    DecisionFactory,
    IssuedFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    UserFactory,
    WishFactory,
)

pytestmark = pytest.mark.django_db

CHOIR = Decided(words=" Choir place\nin writing ", owner_kind="sw", owner_name="Asha", due_on=date(2026, 11, 27))


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire):
    child = PeriodFactory.create(child__authority=anyshire, started_on=date(2026, 6, 1)).child
    return ReviewFactory.create(child=child, held=True)


@pytest.fixture
def manager(review):
    user = UserFactory.create(authority=review.authority, team_manager=True, name="Priya Sandmartin")
    RelationshipFactory.create(child=review.child, user=user, kind="team_manager")
    return user


@pytest.fixture
def asha(review):
    return RelationshipFactory.create(child=review.child).user


def earlier_review(review, held_on=date(2026, 7, 16)):
    return ReviewFactory.create(child=review.child, held=True, held_on=held_on)


def add(review, by, decided=CHOIR, **more):
    return actions.add_decision(review_id=review.pk, decided=decided, today=TODAY, by=by, **more)


def issue(review, by, **more):
    told = {"manager_id": None, "manager_name": "Priya", "issued_on": TODAY, "received_on": TODAY} | more
    return actions.issue(review_id=review.pk, today=TODAY, by=by, **told)


def test_makes_a_decision_with_owner_date_wish_and_words_for_the_child(review, iro, asha):
    wish = WishFactory.create(review=review)
    decided = Decided(
        words="Choir place in writing", owner_kind="sw", owner_name="", owner_id=asha.pk, due_on=date(2026, 11, 27),
        words_for_child="You can go to choir.", wish_id=wish.pk,
    )  # fmt: skip

    made = add(review, iro, decided)

    assert (made.number, made.words, made.words_for_child, made.wish, made.owner, made.owner_name, made.state) == (
        1, "Choir place in writing", "You can go to choir.", wish, asha, asha.name, "open",
    )  # fmt: skip
    assert list(Event.objects.filter(name="decision.made").values_list("child_id", "actor_id", "facts")) == [
        (review.child_id, iro.pk, {"review": review.pk, "decision": made.pk, "due_on": "2026-11-27"})
    ]


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"words": "  "}, actions.NoWords),
        ({"owner_name": " "}, actions.NoOwner),
        ({"owner_kind": "nobody"}, actions.NoOwner),
        ({"due_on": None}, actions.NoDate),
        ({"due_on": date(2026, 11, 15)}, actions.DueBeforeReview),
        ({"wish_id": 987_654}, NotFound),
    ],
)
def test_refuses_a_decision_that_nobody_could_carry_out(review, iro, change, error):
    told = {"words": "Choir", "owner_kind": "sw", "owner_name": "Asha", "due_on": date(2026, 11, 27)} | change

    with pytest.raises(error):
        add(review, iro, Decided(**told))

    assert not ReviewDecision.objects.exists()


def test_a_wish_of_another_review_cannot_be_answered(review, iro):
    other = WishFactory.create(review=earlier_review(review))

    with pytest.raises(NotFound):
        add(review, iro, Decided(words="a", owner_kind="sw", owner_name="b", due_on=TODAY, wish_id=other.pk))


@pytest.mark.parametrize("role", [Role.SOCIAL_WORKER, Role.TEAM_MANAGER, Role.BUSINESS_SUPPORT])
def test_only_the_reviewing_officers_decide_what_is_recommended(review, role):
    user = UserFactory.create(authority=review.authority, roles=[role.value])
    RelationshipFactory.create(child=review.child, user=user)

    with pytest.raises(NotPermitted):
        add(review, user)


def test_a_decision_that_was_not_sent_is_changed_and_the_second_of_two_writers_is_told(review, iro):
    made = add(review, iro)
    other = Decided(words="Choir on Tuesdays", owner_kind="school", owner_name="Mill Lane", due_on=date(2026, 12, 1))

    actions.change_decision(decision_id=made.pk, decided=other, version=1, today=TODAY, by=iro)
    with pytest.raises(ChangedMeanwhile):
        actions.change_decision(decision_id=made.pk, decided=CHOIR, version=1, today=TODAY, by=iro)

    made.refresh_from_db()
    assert (made.words, made.owner_kind, made.owner_name, made.due_on, made.version) == (
        "Choir on Tuesdays", "school", "Mill Lane", date(2026, 12, 1), 2,
    )  # fmt: skip


def test_an_open_decision_is_carried_over_with_its_count_and_comes_back_when_that_is_taken_back(review, iro):
    first = DecisionFactory.create(review=earlier_review(review, date(2026, 3, 16)), state="carried")
    second = DecisionFactory.create(review=earlier_review(review), carried_from=first, carried_times=1)

    third = add(review, iro, carried_from=second.pk)

    second.refresh_from_db()
    assert (second.state, third.carried_from, third.carried_times) == ("carried", second, 2)
    assert [one.pk for one in chain_of(second)] == [first.pk, second.pk, third.pk]
    with pytest.raises(actions.NoLongerOpen):
        add(review, iro, carried_from=second.pk)
    with pytest.raises(ChangedMeanwhile):
        actions.remove_decision(decision_id=third.pk, version=9, today=TODAY, by=iro)
    actions.remove_decision(decision_id=third.pk, version=1, today=TODAY, by=iro)
    second.refresh_from_db()
    assert second.state == "open"


def test_a_decision_that_somebody_told_of_is_not_taken_back(review, iro):
    decision = actions.add_decision(review_id=review.pk, decided=CHOIR, today=TODAY, by=iro)
    actions.tell_progress(decision_id=decision.pk, words="The choir has a place.", today=TODAY, by=iro)

    with pytest.raises(actions.ProgressTold):
        actions.remove_decision(decision_id=decision.pk, version=1, today=TODAY, by=iro)

    assert [row.words for row in decision.progress.all()] == ["The choir has a place."]


def test_a_decision_is_carried_over_forwards_and_taken_back_from_its_end(review, iro):
    before = ReviewFactory.create(child=review.child, held=True, held_on=date(2026, 9, 1))
    old = actions.add_decision(review_id=before.pk, decided=CHOIR, today=TODAY, by=iro)
    new = actions.add_decision(review_id=review.pk, decided=CHOIR, today=TODAY, by=iro)
    with pytest.raises(actions.MadeLater):
        actions.add_decision(review_id=before.pk, decided=CHOIR, today=TODAY, by=iro, carried_from=new.pk)
    carried = actions.add_decision(review_id=review.pk, decided=CHOIR, today=TODAY, by=iro, carried_from=old.pk)

    old.refresh_from_db()
    with pytest.raises(actions.CarriedOver):
        actions.remove_decision(decision_id=old.pk, version=old.version, today=TODAY, by=iro)

    assert (ReviewDecision.objects.get(pk=old.pk).state, carried.carried_from_id) == ("carried", old.pk)


def test_a_decision_about_another_child_is_not_carried_over(review, iro):
    other = DecisionFactory.create(review=ReviewFactory.create(period__child__authority=review.authority, held=True))

    with pytest.raises(NotFound):
        add(review, iro, carried_from=other.pk)


def test_decisions_are_sent_once_and_then_fixed(review, iro, manager):
    made = add(review, iro)

    row = issue(review, iro, manager_id=manager.pk, manager_name="")

    assert (row.issued_on, row.received_on, row.manager, row.manager_name, row.issued_by) == (
        TODAY, TODAY, manager, "Priya Sandmartin", iro,
    )  # fmt: skip
    for act in (
        lambda: issue(review, iro),
        lambda: add(review, iro),
        lambda: actions.change_decision(decision_id=made.pk, decided=CHOIR, version=1, today=TODAY, by=iro),
        lambda: actions.remove_decision(decision_id=made.pk, version=1, today=TODAY, by=iro),
    ):
        with pytest.raises(actions.IssuedAlready):
            act()


def test_nothing_is_sent_without_decisions_manager_or_end_of_the_review(review, iro):
    with pytest.raises(actions.NothingDecided):
        issue(review, iro)
    add(review, iro)
    with pytest.raises(actions.NoManager):
        issue(review, iro, manager_name=" ")
    with pytest.raises(actions.ReceivedInFuture):
        issue(review, iro, received_on=date(2026, 11, 24))
    with pytest.raises(actions.ReceivedInFuture):
        issue(review, iro, issued_on=date(2026, 11, 15))
    review.completed_on = None
    review.save()
    with pytest.raises(actions.NotCompleted):
        issue(review, iro)
    assert not DecisionsIssued.objects.exists()


def test_the_manager_who_answers_may_answer_and_sees_the_child(review, iro, asha):
    add(review, iro)
    stranger = UserFactory.create(authority=review.authority, team_manager=True)
    both = UserFactory.create(authority=review.authority, roles=["team_manager", "iro"])

    for user in (asha, stranger, both):
        with pytest.raises(actions.CannotAnswer):
            issue(review, iro, manager_id=user.pk)


@pytest.fixture
def sent(review, manager):
    decisions = [DecisionFactory.create(review=review) for _ in range(2)]
    IssuedFactory.create(review=review, manager=manager)
    return decisions


def answer(decision, by, answer="agreed", reasons="", today=TODAY):
    return answers.answer(decision_id=decision.pk, answer=answer, reasons=reasons, today=today, by=by)


def test_the_manager_agrees_in_time(sent, manager):
    row = answer(sent[0], manager)

    assert (row.answer, row.reasons, row.answered_on, row.in_time, row.answered_by) == (
        "agreed", "", TODAY, True, manager,
    )  # fmt: skip


def test_a_disagreement_has_reasons_and_wakes_whoever_opens_concerns(sent, manager, monkeypatch):
    heard = []
    monkeypatch.setitem(events._subscribers, "decision.disagreed", [lambda **facts: heard.append(facts)])

    with pytest.raises(answers.ReasonsMissing):
        answer(sent[0], manager, "disagreed", " ")
    answer(sent[0], manager, "disagreed", "There is no money.")

    review = sent[0].review
    assert heard == [
        {
            "authority_id": review.authority_id, "child_id": review.child_id, "today": TODAY,
            "review": review.pk, "decision": sent[0].pk, "in_time": True,
        }
    ]  # fmt: skip
    assert Event.objects.get(name="decision.disagreed").facts == {
        "review": review.pk, "decision": sent[0].pk, "in_time": True,
    }  # fmt: skip


@pytest.mark.parametrize("roles", [["iro"], ["iro_manager"], ["iro", "team_manager"], ["business_support"]])
def test_nobody_of_the_reviewing_service_answers_for_the_authority(sent, roles):
    user = UserFactory.create(authority=sent[0].authority, roles=roles)

    with pytest.raises(NotPermitted):
        answer(sent[0], user)
    with pytest.raises(NotPermitted):
        answers.agree_to_all(review_id=sent[0].review_id, today=TODAY, by=user)

    assert not ManagerAnswer.objects.exists()


def test_a_manager_who_does_not_see_the_child_does_not_answer(sent):
    stranger = UserFactory.create(authority=sent[0].authority, team_manager=True)

    with pytest.raises(NotFound):
        answer(sent[0], stranger)


def test_nobody_answers_twice_or_before_it_was_sent(sent, review, manager):
    answer(sent[0], manager)
    with pytest.raises(answers.AnsweredAlready):
        answer(sent[0], manager, "disagreed", "No.")
    earlier = DecisionFactory.create(review=earlier_review(review))
    with pytest.raises(NotIssuedYet):
        answer(earlier, manager)
    with pytest.raises(answers.ReasonsMissing, match="Choose whether you agree"):
        answer(sent[1], manager, "perhaps")


def test_the_manager_agrees_to_all_that_is_left(sent, review, manager):
    answer(sent[0], manager, "disagreed", "No money.")

    rows = answers.agree_to_all(review_id=review.pk, today=TODAY, by=manager)

    assert [(row.decision_id, row.answer) for row in rows] == [(sent[1].pk, "agreed")]
    with pytest.raises(answers.NothingToAnswer):
        answers.agree_to_all(review_id=review.pk, today=TODAY, by=manager)


def test_silence_is_worked_out_and_a_late_answer_is_kept_as_late(sent, review, manager, iro):
    on_time, after = date(2026, 11, 25), date(2026, 11, 26)  # received 18 November: 5 working days end on the 25th

    assert get_line(sent[0].pk, viewer=iro, today=on_time).answer.standing is Standing.WAITING
    silent = get_line(sent[0].pk, viewer=iro, today=after).answer
    assert (silent.standing, silent.on) == (Standing.SILENT, on_time)
    assert not ManagerAnswer.objects.exists()

    row = answer(sent[0], manager, "disagreed", "No money.", today=after)
    assert row.in_time is False
    late = get_line(sent[0].pk, viewer=iro, today=after).answer
    assert (late.standing, late.on, late.late, late.silent_on) == (Standing.DISAGREED, after, True, on_time)


def test_in_wales_silence_stays_silence():
    told = {
        "issued": True,
        "received_on": date(2026, 9, 1),
        "answer": "",
        "answered_on": None,
        "in_time": True,
        "today": TODAY,
    }

    waiting = answer_of(nation=Nation.WALES, local={}, **told)
    by_its_own = answer_of(nation=Nation.WALES, local={"post-manager-5wd": 10}, **told)
    assert (waiting.standing, waiting.due) == (Standing.WAITING, None)
    assert by_its_own.due is not None
    assert (by_its_own.standing, by_its_own.due.due_on, by_its_own.due.duty) == (
        Standing.WAITING, date(2026, 9, 15), Duty.LOCAL,
    )  # fmt: skip
    assert answer_of(nation=Nation.ENGLAND, local={"post-manager-5wd": 10}, **told).standing is Standing.SILENT
    assert silent_if_received_until(Nation.WALES, today=TODAY) is None
    assert silent_if_received_until(Nation.ENGLAND, today=TODAY) == date(2026, 11, 15)  # a Sunday: day 5 is the 20th


def test_progress_is_told_by_whoever_works_with_the_child(sent, asha, iro):
    row = actions.tell_progress(decision_id=sent[0].pk, words="Asked the school.", today=TODAY, by=asha)
    assert (row.words, row.told_on, row.told_by) == ("Asked the school.", TODAY, asha)

    with pytest.raises(actions.NoWords):
        actions.tell_progress(decision_id=sent[0].pk, words=" ", today=TODAY, by=iro)


def test_a_decision_is_done_on_a_day_between_the_review_and_today(sent, asha):
    told = {"decision_id": sent[0].pk, "outcome": "They talk.", "version": 1, "today": TODAY, "by": asha}
    with pytest.raises(actions.DoneInFuture):
        actions.mark_done(done_on=date(2026, 11, 24), **told)
    with pytest.raises(actions.DueBeforeReview):
        actions.mark_done(done_on=date(2026, 11, 15), **told)

    done = actions.mark_done(done_on=date(2026, 11, 20), **told)

    assert (done.state, done.done_on, done.outcome) == ("done", date(2026, 11, 20), "They talk.")
    with pytest.raises(actions.NoLongerOpen):
        actions.mark_done(done_on=TODAY, **told | {"version": 2})
    with pytest.raises(ChangedMeanwhile):
        actions.mark_done(done_on=TODAY, **told)


def test_only_the_iro_drops_a_decision_and_says_why(sent, asha, manager, iro):
    for by in (asha, manager):
        with pytest.raises(NotPermitted):
            actions.drop(decision_id=sent[0].pk, why="No longer wanted", version=1, today=TODAY, by=by)
    with pytest.raises(actions.WhyDropped):
        actions.drop(decision_id=sent[0].pk, why=" ", version=1, today=TODAY, by=iro)

    dropped = actions.drop(decision_id=sent[0].pk, why="No longer wanted", version=1, today=TODAY, by=iro)

    assert (dropped.state, dropped.outcome, dropped.done_on) == ("dropped", "No longer wanted", None)


def test_a_remedial_date_keeps_the_first_one(sent, iro):
    told = {"decision_id": sent[0].pk, "version": 1, "today": TODAY, "by": iro}
    with pytest.raises(actions.RemedyNotLater):
        actions.set_remedy(due_on=date(2026, 11, 22), reason="New worker", **told)
    with pytest.raises(actions.RemedyNeedsReason):
        actions.set_remedy(due_on=date(2026, 12, 4), reason="", **told)

    row = actions.set_remedy(due_on=date(2026, 12, 4), reason="New worker", **told)

    assert (row.due_on, row.remedial_due_on, row.remedial_reason) == (
        date(2026, 11, 27), date(2026, 12, 4), "New worker",
    )  # fmt: skip
    assert get_line(row.pk, viewer=iro, today=date(2026, 12, 1)).is_late is False


def test_what_became_of_earlier_decisions_shows_the_last_review_and_all_that_is_open(review, iro):
    old, last = earlier_review(review, date(2026, 3, 16)), earlier_review(review)
    forgotten = DecisionFactory.create(review=old, due_on=date(2026, 4, 1))
    DecisionFactory.create(review=old, done=True)
    done = DecisionFactory.create(review=last, done=True)
    DecisionFactory.create(review=review)

    found = became_of(review, viewer=iro, today=TODAY)

    assert [line.decision.pk for line in found] == [forgotten.pk, done.pk]
    assert (found[0].is_late, found[1].is_late) == (True, False)


def test_words_from_a_private_talk_are_read_only_by_those_with_whom_the_child_shared_them(review, iro, asha):
    wish = WishFactory.create(review=review, came_by="talk", words="I miss Mum.")
    DecisionFactory.create(review=review, wish=wish)
    talk = PrivateTalk.objects.create(
        authority=review.authority, review=review, outcome="before", talked_on=TODAY, way="in_person",
        shared="I miss Mum.", shared_with=["parents"], recorded_by=iro,
    )  # fmt: skip

    def said(viewer):
        return [line.said for line in lines_of_review(review, viewer=viewer, today=TODAY)]

    assert (said(iro), said(asha)) == (["I miss Mum."], [""])
    talk.shared_with = ["sw"]
    talk.save()
    assert said(asha) == ["I miss Mum."]
    talk.delete()
    assert said(asha) == [""]


def test_the_ledger_counts_and_narrows(anyshire, review, iro, asha):
    NamedIroFactory.create(child=review.child, iro=iro)
    IssuedFactory.create(review=review)
    late = DecisionFactory.create(review=review, due_on=date(2026, 11, 18), owner=asha)
    agreed = AnswerFactory.create(decision__review=review).decision
    DecisionFactory.create(review=review, done=True)
    DecisionFactory.create(review=review, state="carried")
    silent_review = earlier_review(review)
    IssuedFactory.create(review=silent_review, issued_on=date(2026, 11, 13))
    twice = DecisionFactory.create(
        review=silent_review, carried_times=2, owner_kind="health",
        carried_from=DecisionFactory.create(review=silent_review, state="carried"),
    )  # fmt: skip
    elsewhere = DecisionFactory.create(review=ReviewFactory.create(period__child__authority=anyshire, held=True))

    def keys(viewer=iro, **asked):
        return [row.pk for row in ledger(viewer, Wanted(today=TODAY, **asked))]

    assert keys() == [late.pk, agreed.pk, twice.pk, elsewhere.pk]
    assert keys(whose=("own",)) == [late.pk, agreed.pk, twice.pk]
    assert keys(viewer=asha) == [late.pk, agreed.pk, twice.pk]
    assert keys(viewer=asha, whose=("mine",)) == [late.pk]
    assert keys(ages=("late",)) == [late.pk]
    assert keys(ages=("more",)) == keys(owners=("services",)) == keys(answers=("silent",)) == [twice.pk]
    assert keys(answers=("agreed",)) == [agreed.pk]
    assert keys(answers=("waiting",)) == [late.pk]
    assert keys(answers=("not_sent",)) == [elsewhere.pk]
    assert keys(sort="-carried")[0] == twice.pk
    found = counts(iro, Wanted(today=TODAY, whose=("own",)))
    assert (found.all, found.states) == (4, {"open": 3, "done": 1, "dropped": 0})
    assert found.ages == {"late": 1, "once": 0, "more": 1}
    assert found.answers == {
        "agreed": 1, "silent": 1, "disagreed": 0, "waiting": 1, "not_received": 0, "not_sent": 0,
    }  # fmt: skip


def test_the_ledger_shows_nobody_what_they_may_not_see(sent, review):
    board = UserFactory.create(authority=review.authority, board=True)
    stranger = UserFactory.create(authority=review.authority, social_worker=True)

    assert [list(ledger(user, Wanted(today=TODAY))) for user in (board, stranger)] == [[], []]
    review.child.restricted = True
    review.child.save()
    other_iro = UserFactory.create(authority=review.authority, iro=True)
    assert counts(other_iro, Wanted(today=TODAY)).all == 0
    with pytest.raises(NotFound):
        get_line(sent[0].pk, viewer=other_iro, today=TODAY)


def test_a_child_without_decisions_has_an_empty_list(anyshire, iro):
    review = ReviewFactory.create(child=ChildFactory.create(authority=anyshire), held=True)

    assert lines_of_review(review, viewer=iro, today=TODAY) == []
