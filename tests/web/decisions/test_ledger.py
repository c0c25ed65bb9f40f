"""The ledger: what it lists for whom, its filter with counts, its files."""

from datetime import date

import pytest

from heard.accounts.models import User
from heard.reviews.models import PrivateTalk, Review
from tests.factories import (
    AnswerFactory,
    DecisionFactory,
    IssuedFactory,
    ReviewFactory,
    UserFactory,
    WishFactory,
)
from tests.web.visits import asks_to_sign_in, links, queries, visit, words

pytestmark = pytest.mark.django_db


def test_an_empty_ledger_says_where_decisions_come_from(maren: User) -> None:
    told = words(visit(maren, "/decisions/"))

    assert "No open decision" in told
    assert "Decisions come from the reviews of the children whom you see." in told


def test_lists_the_own_children_s_open_decisions_with_reason_words_of_the_child_and_answer(
    maren: User, review: Review
) -> None:
    IssuedFactory.create(review=review)
    wish = WishFactory.create(review=review, words="Not on speaker.")
    AnswerFactory.create(decision__review=review, decision__wish=wish)
    DecisionFactory.create(review=ReviewFactory.create(period__child__authority=review.authority, held=True))

    told = words(visit(maren, "/decisions/"))

    assert "Every decision of your children’s reviews, kept here until it is done. 1 of 1 decision shown." in told
    assert (
        "4 working days left Fri 27 Nov : why this date, Phone calls with brother every Sunday, Teo Marblecroft The"
        " date set with the decision. Review First review, 16 Nov Owner Asha Windermoor Source Regulation 36(1)(d),"
        " regulation 37, Care Planning, Placement and Case Review (England) Regulations 2010" in told
    )
    assert "“Not on speaker.”" in told
    assert "Agreed 20 Nov 0 1 to 1 of 1" in told


def test_all_children_are_shown_when_asked_for_and_the_manager_sees_all_at_once(maren: User, review: Review) -> None:
    DecisionFactory.create(review=review)
    DecisionFactory.create(review=ReviewFactory.create(period__child__authority=review.authority, held=True))
    manager = UserFactory.create(manager=True, authority=review.authority)

    assert "1 of 1 decision shown" in words(visit(maren, "/decisions/"))
    assert "2 of 2 decisions shown" in words(visit(maren, "/decisions/?whose=all"))
    assert "2 of 2 decisions shown" in words(visit(manager, "/decisions/"))


def test_a_social_worker_sees_those_of_their_children_and_can_ask_for_their_own(asha: User, review: Review) -> None:
    DecisionFactory.create(review=review, owner=asha, words="Mine")
    DecisionFactory.create(review=review, words="Of the school")
    DecisionFactory.create(review=ReviewFactory.create(period__child__authority=review.authority, held=True))

    every, mine = words(visit(asha, "/decisions/")), words(visit(asha, "/decisions/?whose=mine"))

    assert "2 of 2 decisions shown" in every
    assert "The decisions that you are to carry out. 1 of 2 decisions shown." in mine
    assert ("Mine" in mine, "Of the school" in mine) == (True, False)
    assert links(visit(asha, "/children/"))["Decisions"] == "/decisions/"


def test_the_filter_counts_and_stays_in_the_address(maren: User, review: Review) -> None:
    DecisionFactory.create(review=review, due_on=date(2026, 11, 18), words="Late one")
    DecisionFactory.create(review=review, words="Later one", owner_kind="health")
    DecisionFactory.create(review=review, done=True)

    answer = visit(maren, "/decisions/?age=late&sort=-due")

    told = words(answer)
    assert "Open (2) Done (1) Dropped, with reason (0)" in told
    assert "Late (1) Carried over once (0)" in told
    assert "School or health (1)" in told
    assert ("Late one" in told, "Later one" in told) == (True, False)
    assert links(answer)["CSV of this list"] == "/decisions/list.csv?age=late&sort=-due"
    assert links(answer)["Remove this filter: Late"] == "/decisions/?sort=-due"
    assert "No decision fits this filter" in words(visit(maren, "/decisions/?state=dropped"))
    assert visit(maren, "/decisions/?age=never&sort=x&page=99&owner=%00").status_code == 200


def test_words_from_a_private_talk_are_not_shown_to_the_social_worker(maren: User, asha: User, review: Review) -> None:
    wish = WishFactory.create(review=review, came_by="talk", words="I miss Mum.")
    DecisionFactory.create(review=review, wish=wish)
    PrivateTalk.objects.create(
        authority=review.authority, review=review, outcome="before", talked_on=date(2026, 11, 16), way="in_person",
        shared="I miss Mum.", shared_with=["parents"], recorded_by=maren,
    )  # fmt: skip

    assert "I miss Mum." in words(visit(maren, "/decisions/"))
    assert "I miss Mum." not in visit(asha, "/decisions/").content.decode()
    assert "I miss Mum." not in visit(maren, "/decisions/list.csv").content.decode()


def test_the_files_hold_the_same_decisions(maren: User, asha: User, review: Review) -> None:
    DecisionFactory.create(review=review, due_on=date(2026, 11, 18), words="=Late one")
    DecisionFactory.create(review=review, words="Later one")

    csv = visit(maren, "/decisions/list.csv?age=late").content.decode("utf-8-sig").splitlines()
    xlsx = visit(maren, "/decisions/list.xlsx")

    assert csv[0].startswith("Local id,Name,Review,Held,Decision,Owner,Kind of owner,Due,New date,State")
    assert len(csv) == 2
    assert "First review,2026-11-16,'=Late one,Asha Windermoor,Social worker,2026-11-18,,Open" in csv[1]
    assert xlsx.content[:2] == b"PK"
    assert visit(maren, "/decisions/list.pdf").status_code == 404
    assert visit(asha, "/decisions/list.csv").status_code == 403


def test_the_manager_is_asked_first_for_what_waits(priya: User, review: Review) -> None:
    DecisionFactory.create(review=review)
    IssuedFactory.create(review=review, manager=priya)

    told = words(visit(priya, "/decisions/"))

    assert "Waiting for you" in told
    assert "Answer the decisions for Teo Marblecroft 1 decision, answer by Wednesday 25 November 2026" in told


def test_the_social_worker_is_asked_first_for_the_report(asha: User, review: Review) -> None:
    coming = ReviewFactory.create(child=review.child, arranged_for=date(2026, 11, 27))

    answer = visit(asha, "/decisions/")

    assert (
        "Waiting for you Write the social work report for Teo Marblecroft Review on Friday 27 November 2026"
        in words(answer)
    )
    assert links(answer)["Write the social work report for Teo Marblecroft"] == f"/reviews/{coming.pk}/report/write/"


def test_costs_the_same_for_one_decision_and_for_many(maren: User, review: Review) -> None:
    IssuedFactory.create(review=review)
    AnswerFactory.create(decision__review=review, decision__wish=WishFactory.create(review=review))
    one = queries(maren, "/decisions/")
    for _ in range(20):
        AnswerFactory.create(decision__review=review, decision__wish=WishFactory.create(review=review))

    assert (one, queries(maren, "/decisions/")) == (8, 8)


def test_whoever_sees_no_child_has_no_ledger(maren: User) -> None:
    board = UserFactory.create(board=True, authority=maren.authority)

    assert visit(board, "/decisions/").status_code == 403
    assert asks_to_sign_in(visit(None, "/decisions/"))
