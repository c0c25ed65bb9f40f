"""The decisions of one review: made, changed, carried over, sent."""

from datetime import date
from typing import Any

import pytest

from heard.accounts.models import User
from heard.correspondence.models import Message
from heard.reviews.models import DecisionsIssued, Review, ReviewDecision, ReviewSettings, SentCopy
from heard.reviews.record import actions as record_actions
from tests.factories import (
    AnswerFactory,
    AuthorityFactory,
    DecisionFactory,
    IssuedFactory,
    PartyFactory,
    ReviewFactory,
    SafeContactRuleFactory,
    UserFactory,
    WishFactory,
)
from tests.web.decisions.conftest import day
from tests.web.visits import asks_to_sign_in, queries, send, visit, words

pytestmark = pytest.mark.django_db


def page(review: Review, more: str = "") -> str:
    return f"/reviews/{review.pk}/decisions/{more}"


def given(**more: Any) -> dict[str, Any]:
    return {
        "words": "Choir place in writing",
        "words_for_child": "You can go to choir.",
        "owner_name": "Mill Lane School",
        "owner_kind": "school",
        **day("due_on", 2026, 11, 27),
    } | more


def test_an_empty_page_says_what_to_do_and_by_when(maren: User, review: Review) -> None:
    told = words(visit(maren, page(review)))

    assert "Nothing is decided yet" in told
    assert "To be sent to the manager and to those who were there" in told
    assert "Why Monday 23 November 2026?" in told  # 5 working days after 16 November
    assert "IRO Handbook" in told


def test_adds_a_decision_for_a_colleague_with_the_wish_that_it_answers(maren: User, review: Review, asha: User) -> None:
    wish = WishFactory.create(review=review, words="I want to sing.")
    more = {"owner": asha.pk, "owner_name": "", "owner_kind": "", "wish": wish.pk}

    answer = send(maren, page(review, "add/"), **given(**more))

    assert answer.status_code == 302
    made = ReviewDecision.objects.get()
    assert (made.words, made.words_for_child, made.owner, made.owner_name, made.owner_kind, made.due_on, made.wish) == (
        "Choir place in writing", "You can go to choir.", asha, "Asha Windermoor", "sw", date(2026, 11, 27), wish,
    )  # fmt: skip
    told = words(visit(maren, page(review)))
    assert "“I want to sing.”" in told
    assert "Asha Windermoor Social worker" in told
    assert "Not sent yet" in told


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"words": ""}, "Write what is to be done"),
        ({"owner_name": ""}, "Choose who will do it, or enter a name"),
        ({"owner_kind": ""}, "Choose who that is"),
        (day("due_on", 2026, 11, 15), "The day by which it will be done must not be before the review."),
        (
            {"due_on_day": "", "due_on_month": "", "due_on_year": ""},
            "Enter the day by which it will be done",
        ),
    ],
)
def test_a_decision_without_owner_or_date_is_refused(
    maren: User, review: Review, change: dict[str, str], sentence: str
) -> None:
    answer = send(maren, page(review, "add/"), **given(**change))

    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not ReviewDecision.objects.exists()


def test_carries_an_open_decision_over_and_counts_it(maren: User, review: Review) -> None:
    before = ReviewFactory.create(child=review.child, held=True, held_on=date(2026, 11, 3))
    old = DecisionFactory.create(review=before, words="Passport sent", due_on=date(2026, 11, 10))

    shown = words(visit(maren, page(review)))
    form = visit(maren, page(review, f"add/?carry={old.pk}"))
    answer = send(maren, page(review, f"add/?carry={old.pk}"), **given(words="Passport sent"))

    assert "What became of last time’s decisions" in shown
    assert "9 working days late" in shown
    assert "Passport sent" in form.content.decode()
    assert answer.status_code == 302
    new = ReviewDecision.objects.get(review=review)
    old.refresh_from_db()
    assert (new.carried_from, new.carried_times, old.state) == (old, 1, "carried")


def test_a_change_of_somebody_else_is_told_and_nothing_typed_is_lost(maren: User, review: Review) -> None:
    one = DecisionFactory.create(review=review, version=2, words="Choir on Mondays")

    answer = send(maren, f"/decisions/{one.pk}/change/", **given(version="1"))
    again = send(maren, f"/decisions/{one.pk}/change/", **given(version="2"))

    told = words(answer)
    assert "Somebody else changed this while you were working." in told
    assert "It now says: Choir on Mondays (Asha Windermoor, by 27 November 2026)." in told
    assert "Choir place in writing" in answer.content.decode()
    assert again.status_code == 302
    one.refresh_from_db()
    assert (one.words, one.owner_name, one.version) == ("Choir place in writing", "Mill Lane School", 3)


def test_a_decision_is_taken_back_before_it_is_sent_and_not_after(maren: User, review: Review) -> None:
    one, two = DecisionFactory.create(review=review), DecisionFactory.create(review=review)

    asked = visit(maren, f"/decisions/{one.pk}/remove/")
    send(maren, f"/decisions/{one.pk}/remove/", version="0")  # what was shown stands no longer
    assert ReviewDecision.objects.count() == 2
    send(maren, f"/decisions/{one.pk}/remove/", version="1")
    IssuedFactory.create(review=review)
    send(maren, f"/decisions/{two.pk}/remove/", version="1")

    assert "Take this decision back?" in words(asked)
    assert list(ReviewDecision.objects.all()) == [two]


def test_sends_to_the_manager_and_to_those_who_may_be_reached(maren: User, review: Review, priya: User) -> None:
    DecisionFactory.create(review=review)
    mother = PartyFactory.create(child=review.child, name="Petra Marblecroft")
    father = PartyFactory.create(child=review.child, name="Piran Marblecroft", email="piran@home.example")
    SafeContactRuleFactory.create(party=father)

    asked = words(visit(maren, page(review, "send/")))
    answer = send(maren, page(review, "send/"), manager=priya.pk, people=[mother.pk, father.pk])

    assert "Priya Sandmartin, team manager of the child" in asked
    assert "Must not be contacted: no letter leaves." in asked
    assert answer.status_code == 302
    issued = DecisionsIssued.objects.get()
    assert (issued.manager, issued.issued_on, issued.received_on) == (priya, date(2026, 11, 23), None)
    written = {one.recipient_name: one for one in Message.objects.all()}
    assert {name: (one.channel, one.address) for name, one in written.items()} == {
        "Priya Sandmartin": ("email", priya.email),
        "Petra Marblecroft": ("email", "petra@home.example"),
        "Piran Marblecroft": ("held", ""),
    }
    letter = str(written["Priya Sandmartin"].body)
    assert "Phone calls with brother every Sunday. Who: Asha Windermoor. By: Friday 27 November 2026." in letter
    assert "If you receive this letter on the day it is dated, answer by Monday 30 November 2026." in letter
    assert list(SentCopy.objects.values_list("party_id", "copy")) == [(mother.pk, "decisions")]
    told = words(visit(maren, page(review)))
    assert "Sent to Priya Sandmartin on 23 Nov. They can no longer be changed. They are not known" in told
    assert "Add a decision" not in told


def test_each_reads_what_their_copy_may_hold(maren: User, review: Review, priya: User) -> None:
    DecisionFactory.create(review=review, words="Contact at 3 Hill Road on Sundays")
    mother = PartyFactory.create(child=review.child, name="Petra Marblecroft")
    school = PartyFactory.create(child=review.child, kind="school", name="Mill Lane", email="office@mill.example")
    for passage, copies in (("3 Hill Road", "parents"), ("on Sundays", "decisions")):
        record_actions.redact(
            review_id=review.pk, heading="decisions", passage=passage, copies=[copies], reason="Safety",
            today=date(2026, 11, 23), by=maren,
        )  # fmt: skip

    shown = words(visit(maren, page(review, "send/")))
    send(maren, page(review, "send/"), manager=priya.pk, people=[mother.pk, school.pk])

    letters = {one.recipient_name: str(one.body) for one in Message.objects.all()}
    assert "Contact at […] on Sundays." in letters["Petra Marblecroft"]
    assert "Contact at 3 Hill Road […]." in letters["Mill Lane"]
    assert "Contact at 3 Hill Road on Sundays." in letters["Priya Sandmartin"]
    assert "Petra Marblecroft Contact at […] on Sundays." in shown
    assert "Mill Lane Contact at 3 Hill Road […]." in shown


def test_nobody_is_sent_a_letter_from_which_all_is_left_out(maren: User, review: Review, priya: User) -> None:
    DecisionFactory.create(review=review)
    mother = PartyFactory.create(child=review.child, name="Petra Marblecroft")
    record_actions.leave_out(
        review_id=review.pk, heading="decisions", copies=["parents"], reason="Safety", today=date(2026, 11, 23),
        by=maren,
    )  # fmt: skip

    answer = send(maren, page(review, "send/"), manager=priya.pk, people=[mother.pk])

    assert "Every decision is left out of the copy that somebody chosen may have" in words(answer)
    assert "Nothing: every decision is left out of their copy." in words(answer)
    assert not DecisionsIssued.objects.exists()
    assert not Message.objects.exists()


def test_a_manager_without_an_account_is_named(maren: User, review: Review) -> None:
    DecisionFactory.create(review=review)

    without = send(maren, page(review, "send/"), manager="")
    answer = send(maren, page(review, "send/"), manager="", manager_name="Q. Finch", manager_email="")

    assert "Choose the manager, or enter a name" in words(without)
    assert answer.status_code == 302
    assert DecisionsIssued.objects.get().manager_name == "Q. Finch"
    assert Message.objects.get().channel == "held"


def test_nothing_is_sent_twice_or_while_the_review_goes_on(maren: User, review: Review, priya: User) -> None:
    DecisionFactory.create(review=review)
    review.completed_on = None
    review.save()

    answer = send(maren, page(review, "send/"), manager=priya.pk)
    assert "Record the day on which the review was completed first." in words(answer)
    assert "They can be sent when the review is completed." in words(visit(maren, page(review)))

    IssuedFactory.create(review=review)
    assert "The decisions of this review have been sent." in words(send(maren, page(review, "send/"), manager=priya.pk))
    assert not Message.objects.exists()


def test_a_disagreement_is_shown_as_a_concern_to_open(maren: User, review: Review) -> None:
    IssuedFactory.create(review=review)
    AnswerFactory.create(decision__review=review, disagreed=True)
    AnswerFactory.create(decision__review=review)

    told = words(visit(maren, page(review)))

    assert "Disagreed: informal concern to open" in told
    assert "Answers: 1 agreed, 1 disagreed." in told


def test_silence_is_shown_with_the_day_on_which_it_became_agreement(maren: User, review: Review) -> None:
    DecisionFactory.create(review=review)
    IssuedFactory.create(review=review, issued_on=date(2026, 11, 13))

    told = words(visit(maren, page(review)))

    assert "Agreed by silence 20 Nov" in told


def test_in_wales_there_is_no_limit() -> None:
    from heard.common import scope

    with scope.within(scope.NOBODY):
        wales = AuthorityFactory.create(name="Sir Unrhyw", wales=True)
        iro = UserFactory.create(iro=True, authority=wales)
        review = ReviewFactory.create(period__child__authority=wales, held=True)
        DecisionFactory.create(review=review)

        told = words(visit(iro, page(review)))
        ReviewSettings.objects.create(authority=wales, local_limits={"post-decisions-5wd": 5})
        own = words(visit(iro, page(review)))
        to_send = words(visit(iro, f"/reviews/{review.pk}/decisions/send/"))

    assert "No limit in Welsh law for sending the decisions." in told
    for page_of_it in (own, to_send):
        assert "No limit in Welsh law for sending the decisions." not in page_of_it
        assert "The council’s own limit. No law and no guidance counts days." in page_of_it
    assert "reg" not in told.split("Decided at this review")[0]
    assert "42(1)(d)" in told


def test_the_social_worker_reads_and_does_not_decide(asha: User, review: Review) -> None:
    one = DecisionFactory.create(review=review)

    told = words(visit(asha, page(review)))

    assert "Phone calls with brother every Sunday" in told
    assert "Add a decision" not in told
    for path in (page(review, "add/"), page(review, "send/"), f"/decisions/{one.pk}/change/"):
        assert visit(asha, path).status_code == 403
        assert send(asha, path).status_code == 403


def test_somebody_else_s_review_is_not_there(review: Review) -> None:
    stranger = UserFactory.create(social_worker=True, authority=review.authority)

    assert visit(stranger, page(review)).status_code == 404
    assert asks_to_sign_in(visit(None, page(review)))


def test_costs_the_same_for_one_decision_and_for_forty(maren: User, review: Review) -> None:
    IssuedFactory.create(review=review)
    before = ReviewFactory.create(child=review.child, held=True, held_on=date(2026, 11, 3))
    DecisionFactory.create(review=before)
    AnswerFactory.create(decision__review=review, decision__wish=WishFactory.create(review=review))
    one = queries(maren, page(review))
    for _ in range(20):
        AnswerFactory.create(decision__review=review, decision__wish=WishFactory.create(review=review))
        DecisionFactory.create(review=before)

    assert (one, queries(maren, page(review))) == (10, 10)
