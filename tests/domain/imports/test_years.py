"""Returns of single years, one after the other and the other way round."""

import csv
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from heard.children.models import EpisodeOfCare, PeriodOfCare
from heard.imports.models import ImportRun
from heard.reviews.models import Review
from tests.domain.imports.files import counts, episode, files, found, header, review, take

pytestmark = pytest.mark.django_db

SAMPLES = Path(__file__).parents[4] / "shared" / "data" / "samples" / "gen903-year"
LAST = files(
    [header("100")],
    [episode("100", "20/05/2024", until="10/01/2025", rec="X1"), episode("100", "10/01/2025", "P", place="K2")],
    [review("100", "10/06/2024"), review("100", "30/08/2024"), review("100", "20/02/2025")],
)
THIS = files(
    [header("100")],
    [episode("100", "10/01/2025", "P", until="01/10/2025", rec="E4A", place="K2")],
    [review("100", "10/08/2025")],
)


def periods() -> list[tuple[Any, ...]]:
    return list(PeriodOfCare.objects.order_by("started_on").values_list("started_on", "ceased_on", "reason_ceased"))


@pytest.mark.parametrize("turn", ["in order", "the later first"])
def test_two_years_are_one_period_whatever_the_order(anyshire: Any, turn: str) -> None:
    pair = [(LAST, "2024-25"), (THIS, "2025-26")]
    for given, year in pair if turn == "in order" else reversed(pair):
        take(anyshire.pk, given, year=year)

    assert periods() == [(date(2024, 5, 20), date(2025, 10, 1), "E4A")]
    assert EpisodeOfCare.objects.count() == 2
    assert Review.objects.filter(period=PeriodOfCare.objects.get()).count() == 4
    again = [take(anyshire.pk, given, year=year) for given, year in pair]
    assert [counts(run)[kind][:2] for run in again for kind in ("periods", "episodes", "reviews")] == [(0, 0)] * 6


def test_what_earlier_returns_must_tell_is_not_called_late(anyshire: Any) -> None:
    alone = take(anyshire.pk, THIS)
    earlier = take(anyshire.pk, LAST, year="2024-25")
    together = take(anyshire.pk, THIS)

    assert (alone.counts["not_judged"], alone.counts["late_reviews"]) == (1, [])
    assert (earlier.counts["not_judged"], together.counts["not_judged"]) == (0, 0)
    assert together.counts["late_reviews"] == []


def test_a_contradiction_keeps_what_is_known_and_lists_the_rows(anyshire: Any) -> None:
    take(anyshire.pk, LAST, year="2024-25")

    run = take(anyshire.pk, files([header("100")], [episode("100", "01/06/2025", "S")], [review("100", "10/08/2025")]))

    assert periods() == [(date(2024, 5, 20), None, "")]
    assert EpisodeOfCare.objects.count() == 2
    assert found(run, "H-PERIOD-JOIN") == [("episodes.csv", 0, "100", "refused")]
    assert Review.objects.get(held_on=date(2025, 8, 10)).period == PeriodOfCare.objects.get()


def test_an_older_return_takes_nothing_from_a_newer(anyshire: Any) -> None:
    newer = files([header("100")], [episode("100", "20/05/2024", until="01/10/2025", rec="E4A")])
    take(anyshire.pk, newer)

    run = take(anyshire.pk, files([header("100")], [episode("100", "20/05/2024")]), year="2024-25")

    assert periods() == [(date(2024, 5, 20), date(2025, 10, 1), "E4A")]
    assert counts(run) == {"children": (0, 0, 1), "periods": (0, 0, 1), "episodes": (0, 0, 1), "reviews": (0, 0, 0)}


@pytest.fixture
def samples() -> Path:
    if not SAMPLES.exists():
        pytest.skip("The public samples are not beside the repository.")
    return SAMPLES


def test_generated_years_join(anyshire: Any, samples: Path) -> None:
    runs = [_take_folder(anyshire.pk, samples / "last", "2024-25"), _take_folder(anyshire.pk, samples, "2025-26")]

    again = _take_folder(anyshire.pk, samples, "2025-26")

    assert [run.state for run in [*runs, again]] == ["done"] * 3
    assert [row[:2] for row in counts(again).values()] == [(0, 0)] * 4
    with (samples / "header.csv").open() as file:
        listed = {row["CHILD"] for row in csv.DictReader(file)}
    assert counts(again)["children"][2] == len(listed)


def test_the_xml_form_gives_what_the_csv_gives(anyshire: Any, samples: Path) -> None:
    _take_folder(anyshire.pk, samples, "2025-26")
    xml = [("return.xml", (samples / "return.xml").read_bytes())]

    run = take(anyshire.pk, xml)

    assert [row[:2] for row in counts(run).values()] == [(0, 0)] * 4


def _take_folder(authority_id: int, folder: Path, year: str) -> ImportRun:
    given = [(path.name, path.read_bytes()) for path in sorted(folder.glob("*.csv"))]
    return take(authority_id, given, year=year)


def test_the_year_of_the_reviews_counts_when_another_was_said(anyshire: Any) -> None:
    run = take(anyshire.pk, THIS, year="2026-27", as_of=date(2026, 11, 21))

    assert (run.counts["covers_from"], run.counts["late_reviews"], run.counts["not_judged"]) == ("2025-04-01", [], 1)


def test_whole_histories_are_judged_from_the_beginning(anyshire: Any) -> None:
    reviews = [review("100", day) for day in ("10/07/2023", "10/09/2023", "20/02/2024", "15/08/2024", "10/02/2025")]

    run = take(
        anyshire.pk, files([header("100")], [episode("100", "20/05/2023")], [*reviews, review("100", "09/08/2025")])
    )

    assert run.counts["covers_from"] is None
    assert [(late["number"], late["held_on"]) for late in run.counts["late_reviews"]] == [(1, "2023-07-10")]
