"""Papers of a review: the list, the dates, the files, what is done without them."""

from datetime import date

import pytest

from heard.audit.models import Event
from heard.common.errors import ChangedMeanwhile, NotFound, NotPermitted
from heard.reviews.models import Paper, PaperContent, ReviewSettings
from heard.reviews.papers import actions
from heard.reviews.papers.actions import PaperFacts
from heard.reviews.papers.files import check
from heard.reviews.papers.queries import missing, open_file, papers_of
from tests.factories import TODAY, PaperFactory, PeriodFactory, RelationshipFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db

USUAL = ["care_plan", "sw_report", "education_plan", "health_plan", "placement_plan"]
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def iro(anyshire):
    return UserFactory.create(authority=anyshire, iro=True)


@pytest.fixture
def review(anyshire):
    return ReviewFactory.create(period=PeriodFactory.create(child__authority=anyshire))


@pytest.fixture
def paper(review):
    return PaperFactory.create(review=review)


def listed(review, by):
    return [one.kind for one in actions.list_papers(review_id=review.pk, today=TODAY, by=by)]


def change(paper, by, version=1, **facts):
    told = PaperFacts(**({"needed": True} | facts))
    return actions.change_paper(paper_id=paper.pk, facts=told, version=version, today=TODAY, by=by)


def upload(paper, by, content=PDF):
    checked = check(file_name="plan.pdf", content=content, scanner=None)
    return actions.upload(paper_id=paper.pk, checked=checked, today=TODAY, by=by)


def test_the_list_starts_from_the_usual_papers_and_is_made_once(review, iro):
    assert listed(review, iro) == USUAL
    assert listed(review, iro) == USUAL


def test_the_authority_settles_which_papers(review, iro):
    ReviewSettings.objects.create(authority=review.authority, papers=["care_plan", "health_plan"])

    assert listed(review, iro) == ["care_plan", "health_plan"]


def test_from_the_second_review_the_last_decisions_join(review, iro):
    ReviewFactory.create(period=review.period, held=True)

    assert listed(review, iro) == [*USUAL, "previous_decisions"]


def test_adds_a_paper_by_its_name_once(review, iro):
    told = {"review_id": review.pk, "kind": "other", "today": TODAY, "by": iro}

    assert actions.add_paper(name=" Risk  assessment ", **told).name == "Risk assessment"
    with pytest.raises(actions.ListedAlready):
        actions.add_paper(name="Risk assessment", **told)
    with pytest.raises(actions.UnknownPaper):
        actions.add_paper(name=" ", **told)


def test_keeps_when_it_came_and_who_had_it(paper, iro):
    kept = change(
        paper, iro, received_on=date(2026, 11, 19), shared_with_child_on=date(2026, 11, 20),
        shared_with_family_on=date(2026, 11, 21), chased_on=date(2026, 11, 18),
    )  # fmt: skip

    assert [getattr(kept, mark) for mark in actions.MARKS] == [
        date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21), date(2026, 11, 18),
    ]  # fmt: skip
    assert Event.objects.get(name="review.paper_changed").facts["received_on"] == "2026-11-19"


@pytest.mark.parametrize(
    ("facts", "fault"),
    [
        ({"needed": False}, actions.NotNeededWithoutReason),
        ({"received_on": date(2026, 11, 24)}, actions.DayInFuture),
        ({"chased_on": date(2026, 11, 24)}, actions.DayInFuture),
        ({"shared_with_child_on": date(2026, 11, 24)}, actions.DayInFuture),
        ({"shared_with_family_on": date(2026, 11, 24)}, actions.DayInFuture),
    ],
)
def test_refuses_what_cannot_be(paper, iro, facts, fault):
    with pytest.raises(fault):
        change(paper, iro, **facts)

    paper.refresh_from_db()
    assert (paper.needed, paper.received_on, paper.version) == (True, None, 1)


def test_a_report_is_shared_before_it_comes_to_the_iro(paper, iro):
    change(paper, iro, shared_with_child_on=date(2026, 11, 18), shared_with_family_on=date(2026, 11, 19))

    kept = actions.mark_paper(
        paper_id=paper.pk, mark="received_on", on=date(2026, 11, 20), version=2, today=TODAY, by=iro
    )

    assert [getattr(kept, mark) for mark in actions.MARKS[:3]] == [
        date(2026, 11, 20), date(2026, 11, 18), date(2026, 11, 19),
    ]  # fmt: skip


def test_a_paper_with_a_file_was_received(paper, iro):
    upload(paper, iro)

    with pytest.raises(actions.ReceivedOnceUploaded):
        change(paper, iro, version=2)


def withdraw(version, by, why="It is of another child"):
    return actions.withdraw_version(version_id=version.pk, why=why, today=TODAY, by=by)


def test_a_file_taken_back_is_deleted_and_that_it_stood_here_is_kept(paper, iro, review):
    wrong, right = upload(paper, iro), upload(paper, iro, PDF + b"2")

    kept = withdraw(wrong, iro, why="  It is  of another child ")

    assert (kept.withdrawn_on, kept.withdrawn_by, kept.withdrawn_why) == (TODAY, iro, "It is of another child")
    assert list(PaperContent.objects.values_list("version", flat=True)) == [right.pk]
    with pytest.raises(NotFound):
        open_file(wrong.pk, review=review, viewer=iro)
    with pytest.raises(actions.WithdrawnAlready):
        withdraw(wrong, iro)
    event = Event.objects.get(name="review.paper_withdrawn")
    assert (event.actor_id, event.facts) == (iro.pk, {"review": review.pk, "kind": "care_plan", "version": 1})
    assert upload(paper, iro).number == 3


def test_without_a_file_that_stands_the_paper_may_be_said_not_to_be_here(paper, iro):
    version = upload(paper, iro)
    withdraw(version, iro)

    assert change(paper, iro, version=2).received_on is None


def test_a_file_is_taken_back_with_a_reason_by_who_uploaded_it_or_arranges(review, paper, iro, anyshire):
    worker, other = (UserFactory.create(authority=anyshire, roles=["social_worker"]) for _ in range(2))
    for one in (worker, other):
        RelationshipFactory.create(child=review.child, user=one, kind="social_worker")
    version = upload(paper, worker)

    with pytest.raises(NotPermitted):
        withdraw(version, other)
    with pytest.raises(NotFound):
        withdraw(version, UserFactory.create(authority=anyshire, roles=["social_worker"]))
    with pytest.raises(actions.WithdrawnWithoutReason):
        withdraw(version, worker, why=" ")
    assert PaperContent.objects.count() == 1
    withdraw(version, worker)
    assert PaperContent.objects.count() == 0


def test_a_file_of_a_cancelled_review_is_taken_back_too(review, paper, iro):
    version = upload(paper, iro)
    review.state, review.cancelled_reason = "cancelled", "other"
    review.save(update_fields=["state", "cancelled_reason"])

    withdraw(version, iro)

    assert PaperContent.objects.count() == 0


@pytest.mark.parametrize(
    ("born_on", "kinds"),
    [
        (date(2024, 6, 1), {"education_plan": False, "pathway_plan": False}),
        (date(2023, 11, 27), {"education_plan": True, "pathway_plan": False}),  # three on the day of the review
        (date(2010, 11, 28), {"education_plan": True, "pathway_plan": False}),
        (date(2010, 11, 27), {"education_plan": True, "pathway_plan": True}),  # sixteen on the day of the review
        (date(2008, 11, 27), {"education_plan": False, "pathway_plan": True}),
        (None, {"education_plan": True, "pathway_plan": True}),
    ],
)
def test_a_paper_of_other_ages_is_left_out(review, iro, born_on, kinds):
    review.child.born_on = born_on
    review.child.save(update_fields=["born_on"])

    found = listed(review, iro)

    assert {kind: kind in found for kind in kinds} == kinds


def test_two_who_change_a_paper_see_it(paper, iro):
    change(paper, iro, chased_on=TODAY)

    with pytest.raises(ChangedMeanwhile):
        change(paper, iro, version=1)


def test_files_are_kept_as_versions_and_the_first_counts_as_received(paper, iro):
    first, second = upload(paper, iro), upload(paper, iro, PDF + b"2")

    paper.refresh_from_db()
    assert (first.number, second.number, paper.received_on) == (1, 2, TODAY)
    assert [bytes(row.content) for row in PaperContent.objects.order_by("version__number")] == [PDF, PDF + b"2"]


def test_what_is_missing_is_needed_and_not_here(review, iro):
    PaperFactory.create(review=review, kind="care_plan", received_on=TODAY)
    PaperFactory.create(review=review, kind="health_plan", needed=False, reason_not_needed="Baby of a week")
    lacks = PaperFactory.create(review=review, kind="education_plan")

    assert missing(papers_of(review)) == [lacks]


def test_goes_ahead_without_papers_only_with_a_reason_and_a_want(review, paper, iro):
    told = {"review_id": review.pk, "today": TODAY, "by": iro}

    with pytest.raises(actions.ChoiceNeedsReason):
        actions.choose_without_papers(choice="go_ahead", reason=" ", **told)
    kept = actions.choose_without_papers(choice="go_ahead", reason="The plan was read aloud", **told)
    assert (kept.choice, kept.reason, kept.chosen_by) == ("go_ahead", "The plan was read aloud", iro)

    Paper.objects.update(received_on=TODAY)
    with pytest.raises(actions.NothingMissing):
        actions.choose_without_papers(choice="adjourn", reason="x", **told)


def test_a_concern_about_papers_is_told_to_who_listens(review, paper, iro):
    actions.choose_without_papers(review_id=review.pk, choice="concern", reason="No plan", today=TODAY, by=iro)

    assert Event.objects.filter(name="concern.wanted").values_list("facts", flat=True).get() == {
        "review": review.pk, "about": "papers",
    }  # fmt: skip


def test_a_social_worker_uploads_for_their_own_child_and_decides_nothing(review, paper, anyshire):
    worker = UserFactory.create(authority=anyshire, roles=["social_worker"])
    with pytest.raises(NotFound):
        upload(paper, worker)

    RelationshipFactory.create(child=review.child, user=worker, kind="social_worker")
    assert upload(paper, worker).number == 1
    with pytest.raises(NotPermitted):
        actions.choose_without_papers(review_id=review.pk, choice="go_ahead", reason="x", today=TODAY, by=worker)


def test_a_file_is_opened_by_those_who_see_the_child_and_for_its_own_review(review, paper, iro, anyshire):
    version = upload(paper, iro)
    other = ReviewFactory.create(period=PeriodFactory.create(child__authority=anyshire))

    assert open_file(version.pk, review=review, viewer=iro).content == PDF
    with pytest.raises(NotFound):
        open_file(version.pk, review=other, viewer=iro)
    with pytest.raises(NotFound):
        open_file(version.pk, review=review, viewer=UserFactory.create(authority=anyshire, roles=["social_worker"]))
