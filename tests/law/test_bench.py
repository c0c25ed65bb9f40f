"""The measurement measures what it says."""

from heard.law.bench import measure


def test_reports_what_was_done_and_how_long_it_took() -> None:
    result = measure(due_dates=500, children=50)

    assert set(result) == {"due_dates", "due_dates_seconds", "children", "reviews", "timetables_seconds"}
    assert (result["due_dates"], result["children"]) == (500, 50)
    assert result["reviews"] >= 50
    assert result["due_dates_seconds"] >= 0
    assert result["timetables_seconds"] >= 0
