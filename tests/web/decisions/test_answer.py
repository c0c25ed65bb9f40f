"""The manager's answer: one by one, all at once, late; and who must not give it."""

from datetime import date

import pytest

from heard.accounts.models import User
from heard.reviews.models import ManagerAnswer, Review, ReviewDecision, ReviewSettings
from tests.factories import AnswerFactory, DecisionFactory, IssuedFactory, UserFactory
from tests.web.visits import asks_to_sign_in, queries, send, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(review: Review, priya: User) -> list[ReviewDecision]:
    found = [
        DecisionFactory.create(review=review, words="Phone calls with brother"),
        DecisionFactory.create(review=review, words="Sight test"),
    ]
    IssuedFactory.create(review=review, manager=priya)
    return found


def path(review: Review) -> str:
    return f"/reviews/{review.pk}/decisions/answer/"


def test_shows_each_decision_and_the_limit_with_its_reason(
    priya: User, review: Review, two: list[ReviewDecision]
) -> None:
    told = words(visit(priya, path(review)))

    assert "Agree to all 2 decisions" in told
    assert "Your answer is due. Silence after that day counts as agreement. 2 working days left" in told
    assert "Why Wednesday 25 November 2026?" in told
    assert "Your answer to: Phone calls with brother" in told


def test_a_welsh_council_shows_its_own_limit_and_silence_stays_silence(
    priya: User, review: Review, two: list[ReviewDecision]
) -> None:
    review.authority.nation = "wales"
    review.authority.save()
    ReviewSettings.objects.create(authority=review.authority, local_limits={"post-manager-5wd": 1})
    manager = User.objects.get(pk=priya.pk)

    told, ledger = words(visit(manager, path(review))), words(visit(manager, "/decisions/"))
    of_review = words(visit(manager, f"/reviews/{review.pk}/decisions/"))

    due = "Your answer is due by your council’s own limit. Silence never counts as agreement: the decisions wait until"
    assert due in told
    assert "The council’s own limit. No law and no guidance counts days." in told
    assert "the council’s own limit" in ledger
    assert "The council’s own limit. No law and no guidance counts days." in of_review
    assert "greed by silence" not in told + of_review


def test_agrees_with_one_and_disagrees_with_reasons_with_another(
    priya: User, review: Review, two: list[ReviewDecision]
) -> None:
    one, other = two
    typed = {f"answer_{one.pk}": "agreed", f"answer_{other.pk}": "disagreed"}

    without = send(priya, path(review), **typed)
    answer = send(priya, path(review), **typed, **{f"reasons_{other.pk}": "He had one in May."})

    assert "Say why you disagree with: Sight test" in words(without)
    assert answer.status_code == 302
    assert list(ManagerAnswer.objects.order_by("decision_id").values_list("decision_id", "answer", "reasons")) == [
        (one.pk, "agreed", ""),
        (other.pk, "disagreed", "He had one in May."),
    ]


def test_a_refused_form_keeps_nothing(priya: User, review: Review, two: list[ReviewDecision]) -> None:
    nothing = send(priya, path(review))
    send(priya, path(review), **{f"answer_{two[0].pk}": "agreed", f"answer_{two[1].pk}": "disagreed"})

    assert "Choose an answer for at least one decision." in words(nothing)
    assert not ManagerAnswer.objects.exists()


def test_agrees_to_all_with_one_press_and_not_twice(priya: User, review: Review, two: list[ReviewDecision]) -> None:
    answer = send(priya, path(review), agree_to_all="1")
    again = send(priya, path(review), agree_to_all="1")

    assert answer.status_code == 302
    assert list(ManagerAnswer.objects.values_list("answer", "in_time")) == [("agreed", True)] * 2
    assert "Every decision of this review has been answered already." in words(again)
    assert "Every decision has an answer" in words(visit(priya, path(review)))


def test_an_answer_after_silence_is_kept_and_shown_as_late(priya: User, maren: User, review: Review) -> None:
    one = DecisionFactory.create(review=review)
    IssuedFactory.create(review=review, manager=priya, issued_on=date(2026, 11, 13))
    assert "The limit has passed: silence has counted as agreement." in words(visit(priya, path(review)))

    send(priya, path(review), **{f"answer_{one.pk}": "disagreed", f"reasons_{one.pk}": "No money."})

    assert ManagerAnswer.objects.get().in_time is False
    told = words(visit(maren, f"/reviews/{review.pk}/decisions/"))
    assert "Disagreed 23 Nov, late: silence had counted as agreement on 20 Nov" in told
    assert "Disagreed: informal concern to open" in told


@pytest.mark.parametrize("roles", [["iro"], ["iro_manager"], ["social_worker"], ["iro", "team_manager"]])
def test_only_somebody_who_answers_for_the_authority_opens_it(
    review: Review, two: list[ReviewDecision], roles: list[str]
) -> None:
    user = UserFactory.create(authority=review.authority, roles=roles)

    assert visit(user, path(review)).status_code == 403
    assert send(user, path(review), agree_to_all="1").status_code == 403
    assert not ManagerAnswer.objects.exists()
    assert asks_to_sign_in(visit(None, path(review)))


def test_a_manager_of_another_team_finds_nothing(review: Review, two: list[ReviewDecision]) -> None:
    stranger = UserFactory.create(authority=review.authority, team_manager=True)

    assert visit(stranger, path(review)).status_code == 404


def test_nothing_is_asked_before_it_was_sent(priya: User, review: Review) -> None:
    DecisionFactory.create(review=review)

    assert "The decisions were not sent yet" in words(visit(priya, path(review)))
    assert "have not been sent to the manager yet" in words(send(priya, path(review), agree_to_all="1"))


def test_what_was_answered_stands_below_and_costs_no_more(priya: User, review: Review) -> None:
    IssuedFactory.create(review=review, manager=priya)
    DecisionFactory.create(review=review)
    AnswerFactory.create(decision__review=review, disagreed=True)
    one = queries(priya, path(review))
    for _ in range(5):
        DecisionFactory.create(review=review)
        AnswerFactory.create(decision__review=review)

    assert (one, queries(priya, path(review))) == (8, 8)
    assert "Disagreed Phone calls with brother every Sunday" in words(visit(priya, path(review)))
