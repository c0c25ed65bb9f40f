"""One decision: its history, progress, done, dropped, a new date; and the tab of the child."""

from datetime import date

import pytest

from heard.accounts.models import User
from heard.reviews.models import DecisionProgress, Review, ReviewDecision
from tests.factories import AnswerFactory, DecisionFactory, IssuedFactory, ReviewFactory, UserFactory, WishFactory
from tests.web.decisions.conftest import day
from tests.web.visits import asks_to_sign_in, queries, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def one(review: Review) -> ReviewDecision:
    return DecisionFactory.create(review=review)


def path(decision: ReviewDecision, more: str = "") -> str:
    return f"/decisions/{decision.pk}/{more}"


def test_tells_the_whole_story_latest_first(maren: User, review: Review) -> None:
    before = ReviewFactory.create(child=review.child, held=True, held_on=date(2026, 11, 3))
    old = DecisionFactory.create(review=before, state="carried")
    wish = WishFactory.create(review=review, words="Not on speaker.")
    one = DecisionFactory.create(review=review, carried_from=old, carried_times=1, wish=wish, done=True)
    IssuedFactory.create(review=review)
    AnswerFactory.create(decision=one)
    send(maren, path(DecisionFactory.create(review=review), "progress/"), words="Of another one.")

    told = words(visit(maren, path(one)))

    story = told[told.index("What happened") :]
    places = [story.index(text) for text in ("Done", "Agreed", "Sent to the manager", "Carried over", "Decided")]
    assert places == sorted(places)
    assert "Carried over once" in told
    assert "“Not on speaker.”" in told
    assert "What came of it They talk every Sunday." in told
    assert "Of another one." not in told
    assert "Tell progress" not in told


def test_the_social_worker_tells_progress_and_says_that_it_is_done(asha: User, one: ReviewDecision) -> None:
    empty = send(asha, path(one, "progress/"), words="")
    send(asha, path(one, "progress/"), words="Asked his school.")
    future = send(asha, path(one, "done/"), version="1", **day("done_on", 2026, 11, 24))
    answer = send(asha, path(one, "done/"), version="1", outcome="They talk.", **day("done_on", 2026, 11, 20))

    assert "Write what has happened" in words(empty)
    assert "The day on which it was done must be today or in the past." in words(future)
    assert answer.status_code == 302
    assert list(DecisionProgress.objects.values_list("words", "told_by")) == [("Asked his school.", asha.pk)]
    one.refresh_from_db()
    assert (one.state, one.done_on, one.outcome) == ("done", date(2026, 11, 20), "They talk.")
    told = words(visit(asha, path(one)))
    assert "Asked his school." in told
    assert "20 Nov, in time" in told


def test_only_the_iro_drops_it_or_sets_a_new_date(maren: User, asha: User, priya: User, one: ReviewDecision) -> None:
    for user in (asha, priya):
        for page in ("drop/", "new-date/"):
            assert send(user, path(one, page)).status_code == 403
    without = send(maren, path(one, "drop/"), version="1", why="")
    early = send(maren, path(one, "new-date/"), version="1", reason="New worker", **day("due_on", 2026, 11, 20))
    bare = send(maren, path(one, "new-date/"), version="1", reason="", **day("due_on", 2026, 12, 4))

    assert "Say why this decision is dropped" in words(without)
    assert "The new day must be today or later." in words(early)
    assert "Say why the decision was not carried out in time" in words(bare)
    one.refresh_from_db()
    assert (one.state, one.remedial_due_on, one.version) == ("open", None, 1)


def test_a_new_date_is_shown_with_its_reason_and_the_first_one(maren: User, one: ReviewDecision) -> None:
    send(maren, path(one, "new-date/"), version="1", reason="New worker", **day("due_on", 2026, 12, 4))

    told = words(visit(maren, path(one)))

    assert "9 working days left first set for 27 Nov" in told
    assert "A new date set by the IRO, because it was not done in time." in told
    assert "First date Friday 27 November 2026 Why a new one New worker" in told


def test_a_dropped_decision_keeps_its_reason(maren: User, one: ReviewDecision) -> None:
    send(maren, path(one, "drop/"), version="1", why="He wishes it no more.")

    told = words(visit(maren, path(one)))

    assert "Why it was dropped He wishes it no more." in told
    assert "Drop it" not in told


def test_two_people_at_once_are_told(maren: User, asha: User, one: ReviewDecision) -> None:
    send(maren, path(one, "new-date/"), version="1", reason="New worker", **day("due_on", 2026, 12, 4))

    late = send(asha, path(one, "done/"), version="1", outcome="They talk.", **day("done_on", 2026, 11, 20))

    assert "Somebody else changed this while you were working." in words(late)
    assert "They talk." in late.content.decode()
    one.refresh_from_db()
    assert one.state == "open"
    send(maren, path(one, "drop/"), version="2", why="No more")
    gone = send(asha, path(one, "done/"), version="3", **day("done_on", 2026, 11, 20))
    assert "This decision is no longer open" in words(gone)


def test_not_theirs_and_not_there_are_alike(one: ReviewDecision) -> None:
    stranger = UserFactory.create(social_worker=True, authority=one.authority)

    theirs, nobody = visit(stranger, path(one)), visit(stranger, "/decisions/987654321/")

    assert (theirs.status_code, theirs.content) == (404, nobody.content)
    assert asks_to_sign_in(visit(None, path(one)))


def test_the_tab_of_the_child_lists_open_ones_and_what_became_of_the_rest(maren: User, one: ReviewDecision) -> None:
    address = f"/children/{one.child_id}/decisions/"
    DecisionFactory.create(review=one.review, dropped=True, words="Dropped one")
    cost = queries(maren, address)
    told = words(visit(maren, address))

    assert told.index("Phone calls with brother") < told.index("Done, dropped or carried over")
    assert told.index("Done, dropped or carried over") < told.index("Dropped one")
    for _ in range(5):
        DecisionFactory.create(review=one.review)
    assert queries(maren, address) == cost


def test_the_tab_of_a_child_without_decisions_says_so(maren: User, review: Review) -> None:
    assert "No decisions yet" in words(visit(maren, f"/children/{review.child_id}/decisions/"))
