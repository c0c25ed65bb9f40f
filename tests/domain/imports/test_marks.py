"""Due and late marks that a source adds are compared with the law; both are kept."""

from typing import Any

import pytest

from heard.imports.models import ImportDifference
from heard.imports.queries import differences_of
from heard.imports.source_marks import likely_cause
from tests.domain.imports.files import REVIEWS, episode, files, header, review, take
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_marks_that_differ_are_listed(anyshire: Any) -> None:
    run = take(
        anyshire.pk,
        files(
            [header("100")],
            [episode("100", "02/06/2025")],
            [f"{review('100', '20/06/2025')},01/07/2025,N", f"{review('100', '15/09/2025')},20/09/2025,Y"],
            review_columns=f"{REVIEWS},DUE_DATE,LATE",
        ),
    )

    listed = ImportDifference.objects.filter(run=run).order_by("pk")
    assert list(listed.values_list("local_id", "number", "field", "source_says", "law_says")) == [
        ("100", 1, "DUE_DATE", "2025-07-01", "2025-06-30"),
        ("100", 2, "LATE", "Y", "in time"),
    ]
    viewer = UserFactory.create(authority=anyshire, manager=True)
    first = differences_of(run, viewer=viewer)[0]
    assert (first.days, first.likely_cause, first.shown_name) == (1, "Counted from the day after", "Child 100")
    assert [check["state"] for check in run.checks if check["code"] == "H-DIFFERENCE"] == ["done"]


def test_marks_that_agree_are_not_listed(anyshire: Any) -> None:
    run = take(
        anyshire.pk,
        files(
            [header("100")],
            [episode("100", "02/06/2025")],
            [f"{review('100', '20/06/2025')},30/06/2025"],
            review_columns=f"{REVIEWS},REVIEW_DUE",
        ),
    )

    assert run.counts["mark_columns"] == ["REVIEW_DUE"]
    assert ImportDifference.objects.count() == 0


@pytest.mark.parametrize(
    ("number", "source", "law", "cause"),
    [
        (2, "2027-03-17", "2026-12-17", "6 months used instead of 3"),
        (3, "2027-01-04", "2027-01-02", "Moved off a weekend"),
        (1, "2026-12-15", "2026-12-14", "Counted from the day after"),
        (5, "2026-12-30", "2026-12-01", ""),
        (5, "soon", "2026-12-01", ""),
    ],
)
def test_a_likely_cause_is_named(number: int, source: str, law: str, cause: str) -> None:
    assert likely_cause(number=number, counted_from=None, source_says=source, law_says=law) == cause
