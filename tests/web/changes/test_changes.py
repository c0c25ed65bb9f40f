"""Telling the IRO of a change, deciding on it, and one that was made without a review."""

from datetime import date

import pytest
from django.urls import reverse

from heard.planning.models import ChangeDecision, ChangeWithoutReview, SignificantChange
from heard.reviews.models import Review
from tests.factories import (
    TODAY,
    EpisodeFactory,
    NamedIroFactory,
    PeriodFactory,
    RelationshipFactory,
    ReviewFactory,
    SignificantChangeFactory,
    UserFactory,
)
from tests.web.visits import links, queries, send, visit, words

pytestmark = pytest.mark.django_db

TOLD = {
    "kind": "settled_move",
    "when": "proposed",
    "happens_on_day": "4",
    "happens_on_month": "1",
    "happens_on_year": "2027",
    "words": "The carers move to the coast.",
    "child_wishes": "Teo wants to stay.",
}
DECIDED = {
    "decision": "now", "reason": "He is settled.", "wishes_sought": "yes", "wishes": "He wants to stay.",
    "explained": "With a map.", "explained_on_day": "23", "explained_on_month": "11", "explained_on_year": "2026",
}  # fmt: skip


@pytest.fixture
def child(anyshire):
    period = PeriodFactory.create(child__authority=anyshire)
    EpisodeFactory.create(period=period)
    return period.child


@pytest.fixture
def iro(anyshire, child):
    user = UserFactory.create(authority=anyshire, iro=True, name="Maren Oakhollow")
    NamedIroFactory.create(child=child, iro=user)
    return user


@pytest.fixture
def worker(child):
    return RelationshipFactory.create(child=child).user


def tell(child):
    return reverse("changes:tell", args=[child.pk])


def test_the_social_worker_tells_in_one_form(child, iro, worker):
    page = visit(worker, tell(child))
    assert "Maren Oakhollow reads it and decides what follows." in words(page)
    assert "A review comes before the change" in words(page)

    answer = send(worker, tell(child), **TOLD)

    assert (answer.status_code, answer["Location"]) == (302, reverse("between:show", args=[child.pk]))
    change = SignificantChange.objects.get()
    assert (change.kind, change.proposed, change.happens_on, change.told_on, change.told_by, change.recorded_by) == (
        "settled_move",
        True,
        date(2027, 1, 4),
        TODAY,
        "sw",
        worker,
    )


def test_each_kind_names_its_provision_in_its_nation(child, worker, sir_unrhyw):
    english = words(visit(worker, tell(child)))
    assert "reg 17(d)" in english
    assert "integrated family support" not in english

    welsh_child = PeriodFactory.create(child__authority=sir_unrhyw).child
    welsh = words(visit(RelationshipFactory.create(child=welsh_child).user, tell(welsh_child)))
    assert "The family was referred to an integrated family support team" in welsh
    assert "reg 39(3)(i)" in welsh
    assert "reg 17(d)" not in welsh


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"kind": ""}, "Choose what it is"),
        ({"when": ""}, "Say whether it is proposed or has happened"),
        ({"words": ""}, "Say in a sentence what is proposed or what happened"),
        ({"when": "happened"}, "This has not happened yet."),
        (
            {"when": "happened", "happens_on_day": "", "happens_on_month": "", "happens_on_year": ""},
            "Enter the day on which it happened.",
        ),
        ({"when": "happened", "happens_on_year": "2016"}, "That is before the child was born."),
        ({"happens_on_day": "31", "happens_on_month": "2"}, "The day must be a real date"),
    ],
)
def test_says_what_is_wrong_and_keeps_nothing(child, worker, wrong, sentence):
    answer = send(worker, tell(child), **TOLD | wrong)

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not SignificantChange.objects.exists()


def test_an_iro_says_who_told_it(child, iro):
    send(iro, tell(child), **TOLD, told_by="child")

    assert SignificantChange.objects.get().told_by == "child"


def test_the_complaints_manager_tells_only_that_there_is_a_complaint(child, iro, anyshire):
    manager = UserFactory.create(authority=anyshire, complaints=True)
    RelationshipFactory.create(child=child, user=manager, kind="complaints_manager")
    day = {"happens_on_day": "20", "happens_on_month": "11", "happens_on_year": "2026"}

    page = visit(manager, tell(child))
    assert "Maren Oakhollow learns that a complaint was made, and nothing of what it says." in words(page)
    late = send(manager, tell(child), **day | {"happens_on_day": "24"})
    assert "This has not happened yet." in words(late)
    answer = send(manager, tell(child), **day, words="Something secret", kind="missing")

    assert (answer.status_code, answer["Location"]) == (302, reverse("child:show", args=[child.pk]))
    change = SignificantChange.objects.get()
    assert (change.kind, change.happens_on, change.told_by) == ("complaint", date(2026, 11, 20), "complaints")
    assert "secret" not in change.words


def test_the_iro_decides_on_a_review_now_and_is_led_to_arrange_it(child, iro):
    change = SignificantChangeFactory.create(child=child)
    page = visit(iro, reverse("changes:decide", args=[change.pk]))
    assert "Answer by Wednesday 25 November: 2 working days are good practice. No law sets a limit." in words(page)

    answer = send(iro, reverse("changes:decide", args=[change.pk]), **DECIDED)

    assert (answer.status_code, answer["Location"]) == (302, reverse("reviews:arrange", args=[child.pk]))
    row = ChangeDecision.objects.get()
    assert (row.decision, row.reason, row.wishes, row.decided_by) == ("now", "He is settled.", "He wants to stay.", iro)
    shown = words(visit(iro, reverse("changes:decide", args=[change.pk])))
    assert "He is settled." in shown
    assert "Explained to the child With a map. 23 November 2026" in shown
    assert "What do you decide?" not in shown


def test_with_a_review_booked_the_iro_is_led_to_move_it(child, iro):
    booked = ReviewFactory.create(child=child)
    change = SignificantChangeFactory.create(child=child)

    answer = send(iro, reverse("changes:decide", args=[change.pk]), **DECIDED)

    assert answer["Location"] == reverse("reviews:move", args=[booked.pk])
    assert list(booked.changes.values_list("change", "called")) == [(change.pk, False)]
    assert Review.objects.get().arranged_for == date(2026, 11, 27)


def test_what_comes_before_the_next_review_is_not_left_to_it(child, iro):
    ReviewFactory.create(child=child, arranged_for=date(2027, 3, 2))
    change = SignificantChangeFactory.create(child=child, happens_on=date(2026, 12, 1))

    answer = send(iro, reverse("changes:decide", args=[change.pk]), **DECIDED | {"decision": "next"})

    assert (
        "This is planned for 1 December 2026, and the next review is booked for 2 March 2027. "
        "Choose a review now, or book the next one for an earlier day."
    ) in words(answer)
    assert "<title>Error: " in answer.content.decode()
    assert not ChangeDecision.objects.exists()


def test_a_planned_day_that_passed_and_a_review_now_stand_on_the_week_until_a_review(child, iro, anyshire):
    change = SignificantChangeFactory.create(child=child, happens_on=date(2026, 11, 20))
    planned = f"{child.shown_name}, planned day passed: To move although settled , Planned for 20 November 2026, "
    planned += "and no review, 1"
    call = f"{child.shown_name}, review now: To move although settled , Decided 23 November 2026, 1"
    support = UserFactory.create(authority=anyshire, support=True)

    week = links(visit(iro, "/my-week/"))
    assert week[planned] == reverse("between:show", args=[child.pk])
    overview = visit(iro, reverse("child:show", args=[child.pk]))
    warned = "The planned day has passed, and no review is recorded To move although settled: planned for "
    assert f"{warned}20 November 2026" in words(overview)
    send(iro, reverse("changes:decide", args=[change.pk]), **DECIDED)
    week = links(visit(iro, "/my-week/"))
    assert week[call] == reverse("child:reviews", args=[child.pk])
    send(
        iro, reverse("changes:made", args=[change.pk]), made_on_day="20", made_on_month="11", made_on_year="2026",
        decided_by_name="Ifeoma Brightwater", reason="He was not safe.",
    )  # fmt: skip

    assert not [text for text in links(visit(iro, "/my-week/")) if "planned day passed" in text]
    assert "The planned day has passed" not in words(visit(support, reverse("child:show", args=[child.pk])))


@pytest.mark.parametrize(
    ("kind", "wrong", "sentence"),
    [
        ("missing", {"decision": ""}, "Choose what you decide"),
        ("missing", {"reason": ""}, "Give the reason."),
        ("missing", {"wishes_sought": ""}, "Say whether the child was asked"),
        ("missing", {"wishes": ""}, "Say what the child wishes"),
        ("missing", {"explained": ""}, "Say how the child was helped to understand"),
        ("missing", {"explained_on_day": "24"}, "Enter the day on which it was explained to the child"),
        ("missing", {"wishes_sought": "no"}, "Say why the child could not be asked"),
        ("settled_move", {"decision": "none"}, "The law calls for a review here."),
        ("child_asks", {"decision": "none"}, "The child asks for a review. Tell them in their words"),
        ("child_asks", {"decision": "next", "words_for_child": "Soon."}, "Enter the day on which you told the child"),
    ],
)
def test_says_what_a_decision_needs_and_keeps_nothing(child, iro, kind, wrong, sentence):
    change = SignificantChangeFactory.create(child=child, kind=kind)

    answer = send(iro, reverse("changes:decide", args=[change.pk]), **DECIDED | wrong)

    assert answer.status_code == 200
    assert sentence in words(answer)
    assert not ChangeDecision.objects.exists()


def test_two_who_decide_at_once_do_not_overwrite_each_other(child, iro):
    change = SignificantChangeFactory.create(child=child)
    send(iro, reverse("changes:decide", args=[change.pk]), **DECIDED)

    answer = send(iro, reverse("changes:decide", args=[change.pk]), **DECIDED | {"reason": "Another"})

    assert "This change has been decided on." in words(answer)
    assert ChangeDecision.objects.get().reason == "He is settled."


def test_only_the_reviewing_service_decides(child, worker, anyshire):
    change = SignificantChangeFactory.create(child=child)

    assert visit(worker, reverse("changes:decide", args=[change.pk])).status_code == 403
    support = UserFactory.create(authority=anyshire, support=True)
    assert visit(support, reverse("changes:decide", args=[change.pk])).status_code == 403


def test_keeps_that_a_change_was_made_without_a_review(child, worker):
    change = SignificantChangeFactory.create(child=child)
    address = reverse("changes:made", args=[change.pk])
    day = {"made_on_day": "23", "made_on_month": "11", "made_on_year": "2026"}

    assert "reg 32(2)" in words(visit(worker, address))
    refused = send(worker, address, **day)
    assert "Enter who decided that a review was not reasonably practicable" in words(refused)
    assert not ChangeWithoutReview.objects.exists()
    answer = send(worker, address, **day, decided_by_name="Ifeoma Brightwater", reason="He was not safe.")

    assert answer["Location"] == reverse("between:show", args=[child.pk])
    row = ChangeWithoutReview.objects.get()
    assert (row.decided_by_name, row.reason, row.made_on) == ("Ifeoma Brightwater", "He was not safe.", TODAY)
    again = visit(worker, address).content.decode()
    assert 'value="Ifeoma Brightwater"' in again


def test_the_page_of_a_change_costs_the_same_for_any_number_of_changes(child, iro):
    change = SignificantChangeFactory.create(child=child)
    address = reverse("changes:decide", args=[change.pk])
    alone = queries(iro, address)
    SignificantChangeFactory.create_batch(3, child=child)

    assert queries(iro, address) == alone
    assert "Between reviews" in links(visit(iro, address))
