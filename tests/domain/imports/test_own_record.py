"""What the service recorded itself is never changed by an import."""

from datetime import date
from typing import Any

import pytest

from heard.children.models import Child, PeriodOfCare
from heard.imports.models import ImportProblem, ImportRun
from heard.reviews.models import Review
from tests.domain.imports.files import counts, episode, files, found, header, review, take
from tests.factories import ChildFactory, EpisodeFactory, PeriodFactory, ReviewFactory, UserFactory

pytestmark = pytest.mark.django_db

GIVEN = files([header("100")], [episode("100", "02/06/2025")], [review("100", "20/06/2025", "PN1")])


def messages(run: ImportRun) -> list[tuple[str, str, str]]:
    own = ImportProblem.objects.filter(run=run, code="H-OWN-RECORD").order_by("pk")
    return list(own.values_list("field", "came_as", "message"))


def test_names_given_by_the_service_stay(anyshire: Any) -> None:
    child = ChildFactory.create(authority=anyshire, local_id="100", given_name="Otis", family_name="Larchwood")

    take(anyshire.pk, GIVEN)

    child.refresh_from_db()
    assert (child.shown_name, child.sort_key, child.born_on) == ("Otis Larchwood", child.sort_key, date(2014, 3, 14))
    assert child.sort_key.startswith("larchwood")


def test_a_child_entered_by_the_service_is_not_changed(anyshire: Any) -> None:
    child = ChildFactory.create(
        authority=anyshire, local_id="100", source="service", born_on=date(2013, 3, 14), sex="M"
    )
    before = Child.objects.values().get(pk=child.pk)

    run = take(anyshire.pk, GIVEN)

    assert Child.objects.values().get(pk=child.pk) == before
    assert (
        "DOB",
        "14/03/2014",
        "The service recorded 14/03/2013; the return says 14/03/2014. Nothing was changed.",
    ) in (messages(run))
    assert counts(run)["children"] == (0, 0, 1)


def test_a_review_recorded_by_the_service_is_not_changed(anyshire: Any) -> None:
    child = ChildFactory.create(authority=anyshire, local_id="100", born_on=date(2014, 3, 14))
    period = PeriodFactory.create(child=child, started_on=date(2025, 6, 2))
    own = ReviewFactory.create(
        child=child, period=period, state="held", held_on=date(2025, 6, 20), participation_code="PN4",
        source="service", recorded_by=UserFactory.create(authority=anyshire), late_reason="court", arranged_for=None,
    )  # fmt: skip
    before = Review.objects.values().get(pk=own.pk)

    run = take(anyshire.pk, GIVEN)

    assert list(Review.objects.values()) == [before]
    assert messages(run) == [
        ("REVIEW_CODE", "PN1", "The service recorded PN4; the return says PN1. Nothing was changed.")
    ]
    assert counts(run)["reviews"] == (0, 0, 1)


def test_a_day_of_a_review_in_parts_is_that_review(anyshire: Any) -> None:
    child = ChildFactory.create(authority=anyshire, local_id="100", born_on=date(2014, 3, 14))
    period = PeriodFactory.create(child=child, started_on=date(2025, 6, 2))
    ReviewFactory.create(
        child=child, period=period, state="held", held_on=date(2025, 6, 16), completed_on=date(2025, 6, 20),
        participation_code="PN1", source="service", recorded_by=UserFactory.create(authority=anyshire),
        arranged_for=None,
    )  # fmt: skip

    run = take(anyshire.pk, GIVEN)

    assert Review.objects.count() == 1
    assert [row[:2] for row in messages(run)] == [("REVIEW", "20/06/2025")]


def test_a_review_arranged_for_that_day_waits_to_be_recorded(anyshire: Any) -> None:
    child = ChildFactory.create(authority=anyshire, local_id="100", born_on=date(2014, 3, 14))
    period = PeriodFactory.create(child=child, started_on=date(2025, 6, 2))
    ReviewFactory.create(
        child=child, period=period, state="arranged", arranged_for=date(2025, 6, 20), held_on=None, source="service"
    )

    run = take(anyshire.pk, GIVEN)

    assert list(Review.objects.values_list("state", "arranged_for")) == [("arranged", date(2025, 6, 20))]
    assert found(run, "H-OWN-RECORD") == [("reviews.csv", 0, "100", "warning")]


def test_a_period_and_episode_of_the_service_are_not_changed(anyshire: Any) -> None:
    child = ChildFactory.create(authority=anyshire, local_id="100", born_on=date(2014, 3, 14))
    period = PeriodFactory.create(
        child=child, started_on=date(2025, 6, 2), ceased_on=date(2025, 12, 1), reason_ceased="E4A", source="service"
    )
    EpisodeFactory.create(period=period, source="service", legal_status="V2")
    before = PeriodOfCare.objects.values().get(pk=period.pk)

    run = take(anyshire.pk, GIVEN)

    assert list(PeriodOfCare.objects.values()) == [before]
    assert {row[0] for row in messages(run)} >= {"DECOM", "LS"}
    assert counts(run)["periods"][:2] == (0, 0)
