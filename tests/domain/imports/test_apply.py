"""Applying a return: what is stored, twice, for whom, and what is refused."""

from datetime import date
from typing import Any

import pytest

from heard.audit.models import Event
from heard.children.models import Child, EpisodeOfCare, PeriodOfCare
from heard.deadlines.models import Deadline
from heard.imports.models import ImportChange, ImportRun
from heard.reviews.models import Review
from tests.domain.imports.files import counts, episode, files, found, header, review, take
from tests.factories import AuthorityFactory, ChildFactory

pytestmark = pytest.mark.django_db

TEO = files(
    [header("100")],
    [episode("100", "02/06/2025", until="01/09/2025", rec="X1"), episode("100", "01/09/2025", "P", place="K2")],
    [review("100", "20/06/2025"), review("100", "15/09/2025", "PN5")],
)


def test_stores_child_period_episodes_and_reviews(anyshire: Any) -> None:
    run = take(anyshire.pk, TEO)

    assert (run.state, run.year, counts(run)) == (
        "done",
        "2025-26",
        {"children": (1, 0, 0), "periods": (1, 0, 0), "episodes": (2, 0, 0), "reviews": (2, 0, 0)},
    )
    child = Child.objects.get(local_id="100")
    assert (child.born_on, child.sex, child.upn, child.source, child.shown_name) == (
        date(2014, 3, 14), "M", "A123456789012", "return", "Child 100",
    )  # fmt: skip
    period = PeriodOfCare.objects.get(child=child)
    assert (period.stream, period.started_on, period.ceased_on, period.category_of_need) == (
        "full-time", date(2025, 6, 2), None, "N1",
    )  # fmt: skip
    assert list(
        EpisodeOfCare.objects.order_by("started_on").values_list("period", "started_on", "ceased_on", "placement_type")
    ) == [(period.pk, date(2025, 6, 2), date(2025, 9, 1), "U6"), (period.pk, date(2025, 9, 1), None, "K2")]
    assert list(Review.objects.order_by("held_on").values_list("period", "held_on", "participation_code", "state")) == [
        (period.pk, date(2025, 6, 20), "PN1", "held"),
        (period.pk, date(2025, 9, 15), "PN5", "held"),
    ]


def test_makes_the_due_dates(anyshire: Any) -> None:
    take(anyshire.pk, TEO)

    assert list(
        Deadline.objects.filter(kind="review").order_by("number").values_list("due_on", "met_on", "in_time", "state")
    ) == [
        (date(2025, 6, 30), date(2025, 6, 20), True, "met"),
        (date(2025, 9, 20), date(2025, 9, 15), True, "met"),
        (date(2026, 3, 15), None, None, "owed"),
    ]


def test_a_second_run_changes_nothing_and_says_so(anyshire: Any) -> None:
    take(anyshire.pk, TEO)
    before = list(Child.objects.values()), list(PeriodOfCare.objects.values()), list(Review.objects.values())

    again = take(anyshire.pk, TEO)

    assert counts(again) == {"children": (0, 0, 1), "periods": (0, 0, 1), "episodes": (0, 0, 2), "reviews": (0, 0, 2)}
    assert (list(Child.objects.values()), list(PeriodOfCare.objects.values()), list(Review.objects.values())) == before
    assert ImportChange.objects.filter(run=again).count() == 0


def test_takes_what_changed_in_the_source(anyshire: Any) -> None:
    take(anyshire.pk, TEO)
    ended = episode("100", "01/09/2025", "P", until="02/02/2026", rec="E4A", place="K2")

    run = take(
        anyshire.pk,
        files(
            [header("100", upn="B123456789012")],
            [episode("100", "02/06/2025", until="01/09/2025", rec="X1"), ended],
            [review("100", "20/06/2025", "PN3"), review("100", "15/09/2025", "PN5"), review("100", "09/01/2026")],
        ),
    )

    assert counts(run) == {"children": (0, 1, 0), "periods": (0, 1, 0), "episodes": (0, 1, 1), "reviews": (1, 1, 1)}
    period = PeriodOfCare.objects.get()
    assert (period.ceased_on, period.reason_ceased) == (date(2026, 2, 2), "E4A")
    assert list(ImportChange.objects.filter(run=run).values_list("kind", "local_id", "on", "reason")) == [
        ("ceased", "100", date(2026, 2, 2), "E4A")
    ]


def test_rows_that_left_the_file_stay(anyshire: Any) -> None:
    take(anyshire.pk, TEO)

    run = take(anyshire.pk, files([header("200")], [episode("200", "01/12/2025")]))

    assert counts(run)["children"] == (1, 0, 0)
    assert Child.objects.count() == 2
    assert Review.objects.count() == 2


def test_the_same_local_id_of_another_authority_is_another_child(anyshire: Any) -> None:
    elsewhere = AuthorityFactory.create()
    theirs = ChildFactory.create(authority=elsewhere, local_id="100", born_on=date(2010, 1, 1))

    take(anyshire.pk, TEO)

    theirs.refresh_from_db()
    assert (theirs.born_on, theirs.upn, theirs.reviews.count()) == (date(2010, 1, 1), "", 0)
    assert Child.objects.filter(authority=anyshire).count() == 1


def test_a_dry_run_shows_the_same_and_changes_nothing(anyshire: Any) -> None:
    broken = files([header("100")], [episode("100", "31/02/2025"), episode("100", "02/06/2025")], [review("100", "")])

    tried = take(anyshire.pk, broken, dry_run=True)
    after_trying = Child.objects.count(), Review.objects.count(), Deadline.objects.count()
    done = take(anyshire.pk, broken)

    assert after_trying == (0, 0, 0)
    assert ImportRun.objects.get(pk=tried.pk).dry_run
    assert counts(tried) == counts(done)
    assert list(tried.problems.order_by("pk").values_list("code", "row", "message")) == list(
        done.problems.order_by("pk").values_list("code", "row", "message")
    )
    assert tried.problems.count() > 0


def test_refused_rows_are_listed_and_the_rest_is_taken(anyshire: Any) -> None:
    run = take(
        anyshire.pk,
        files(
            [header("100")],
            [episode("100", "31/02/2025", "P"), episode("100", "02/06/2025")],
            [review("999", "20/06/2025"), review("100", "20/06/2025")],
        ),
    )

    assert counts(run)["episodes"] == (1, 0, 0)
    assert counts(run)["reviews"] == (1, 0, 0)
    assert found(run, "141") == [("episodes.csv", 0, "100", "refused")]
    assert found(run, "INT08") == [("reviews.csv", 0, "999", "refused")]
    assert [(file["name"], file["rows"], file["refused"]) for file in run.files] == [
        ("header.csv", 1, 0),
        ("episodes.csv", 2, 1),
        ("reviews.csv", 2, 1),
    ]
    rows = run.counts["rows"]
    assert rows["all"] == rows["same"] + rows["changed"] + rows["refused"] + rows["merged"] + rows["not_stored"]


def test_two_reviews_on_one_day_are_one(anyshire: Any) -> None:
    run = take(
        anyshire.pk,
        files(
            [header("100")],
            [episode("100", "02/06/2025")],
            [review("100", "20/06/2025", "PN9"), review("100", "20/06/2025", "PN4")],
        ),
    )

    assert list(Review.objects.values_list("held_on", "participation_code")) == [(date(2025, 6, 20), "PN4")]
    assert found(run, "H-REVIEW-TWICE") == [
        ("reviews.csv", 0, "100", "warning"),
        ("reviews.csv", 1, "100", "warning"),
    ]


def test_a_review_with_a_bad_code_counts_and_its_code_stays_blank(anyshire: Any) -> None:
    run = take(
        anyshire.pk, files([header("100")], [episode("100", "02/06/2025")], [review("100", "20/06/2025", "PN9")])
    )

    assert list(Review.objects.values_list("held_on", "participation_code", "period__started_on")) == [
        (date(2025, 6, 20), "", date(2025, 6, 2))
    ]
    assert found(run, "167") == [("reviews.csv", 0, "100", "warning")]
    assert Deadline.objects.get(kind="review", number=1).met_on == date(2025, 6, 20)


def test_a_review_outside_care_is_kept_and_not_counted(anyshire: Any) -> None:
    run = take(
        anyshire.pk,
        files(
            [header("100")],
            [episode("100", "02/06/2025", until="01/09/2025", rec="E4A")],
            [review("100", "20/06/2025"), review("100", "15/12/2025")],
        ),
    )

    assert list(Review.objects.order_by("held_on").values_list("held_on", "period__started_on")) == [
        (date(2025, 6, 20), date(2025, 6, 2)),
        (date(2025, 12, 15), None),
    ]
    assert found(run, "H-REVIEW-OUTSIDE") == [("reviews.csv", 1, "100", "warning")]


def test_short_breaks_are_one_series_in_their_own_stream(anyshire: Any) -> None:
    breaks = [
        episode("100", "02/06/2025", until="05/06/2025", rec="E4A", ls="V3", place="R1"),
        episode("100", "04/08/2025", until="06/08/2025", rec="E4A", ls="V3", place="R1"),
    ]

    take(anyshire.pk, files([header("100")], breaks))

    assert list(PeriodOfCare.objects.values_list("stream", "started_on", "ceased_on")) == [
        ("short-break", date(2025, 6, 2), None)
    ]
    assert EpisodeOfCare.objects.count() == 2


def test_full_time_care_ends_the_short_breaks(anyshire: Any) -> None:
    rows = [
        episode("100", "02/06/2025", until="05/06/2025", rec="E4A", ls="V3", place="R1"),
        episode("100", "04/08/2025", until="06/08/2025", rec="E4A", ls="V3", place="R1"),
        episode("100", "01/10/2025"),
    ]
    given = files([header("100")], rows)

    take(anyshire.pk, given)
    again = take(anyshire.pk, given)

    assert list(PeriodOfCare.objects.order_by("started_on").values_list("stream", "started_on", "ceased_on")) == [
        ("short-break", date(2025, 6, 2), date(2025, 8, 6)),
        ("full-time", date(2025, 10, 1), None),
    ]
    assert counts(again) == {"children": (0, 0, 1), "periods": (0, 0, 2), "episodes": (0, 0, 3), "reviews": (0, 0, 0)}


def test_placement_for_adoption_is_known(anyshire: Any) -> None:
    rows = [
        episode("100", "02/06/2025", until="01/09/2025", rec="X1"),
        episode("100", "01/09/2025", "L", until="01/12/2025", rec="X1", ls="E1"),
        episode("100", "01/12/2025", "P", ls="E1", place="A6"),
    ]

    take(anyshire.pk, files([header("100")], rows))

    period = PeriodOfCare.objects.get()
    assert (period.authorised_to_place_on, period.placed_for_adoption_on) == (date(2025, 9, 1), date(2025, 12, 1))


def test_dates_far_in_the_future_are_refused_and_stop_nothing(anyshire: Any) -> None:
    run = take(
        anyshire.pk,
        files(
            [header("100")], [episode("100", "02/06/2025"), episode("100", "02/06/2190")], [review("100", "01/01/2195")]
        ),
    )

    assert counts(run)["episodes"] == (1, 0, 0)
    assert [row[:3] for row in found(run, "H-DATE-FAR")] == [("episodes.csv", 1, "100"), ("reviews.csv", 0, "100")]


def test_the_log_says_what_came_of_it(anyshire: Any) -> None:
    run = take(anyshire.pk, TEO)

    names = Event.objects.filter(authority_id=anyshire.pk).order_by("pk").values_list("name", flat=True)
    assert list(names) == ["import.asked", "import.done"]
    facts = Event.objects.get(name="import.done").facts
    assert (facts["run"], facts["created"]["reviews"], facts["refused"]) == (run.pk, 2, 0)


def test_every_check_ends_as_done_or_skipped_with_a_reason(anyshire: Any) -> None:
    run = take(anyshire.pk, TEO)

    states = {check["code"]: check["state"] for check in run.checks}
    assert states["H-REVIEW-LATE"] == "done"
    assert states["H-DIFFERENCE"] == "skipped"
    assert all(check["reason"] for check in run.checks if check["state"] != "done")
    assert "failed" not in states.values()
