"""The figures of a service on the command line."""

from datetime import date, timedelta

import pytest

from heard.cli.measures import notes
from heard.reporting.registry import definitions
from tests.program import Program

YEAR = ("--from", "2010-04-01", "--to", "2011-03-31")


def test_lists_every_measure_with_what_it_is_made_of(heard: Program) -> None:
    ran = heard("measures", "--authority", "anyshire", *YEAR, "--json")

    assert (ran.code, ran.err) == (0, "")
    printed = {one["measure"] for one in ran.document}
    assert printed == {definition.id for definition in definitions()}
    assert printed >= {f"M{number:02d}" for number in range(5, 15)}
    [m07] = [one for one in ran.document if one["id"] == "M07"]
    assert {key: m07[key] for key in ("name", "value", "shown", "numerator", "denominator", "definition_version")} == {
        "name": "Continuity",
        "value": None,
        "shown": "n/a",
        "numerator": 0,
        "denominator": 0,
        "definition_version": 1,
    }
    assert (m07["since"], m07["left_out"]) == (None, 0)
    assert (m07["from"], m07["to"], m07["authority"], m07["unit"]) == (
        "2010-04-01",
        "2011-03-31",
        "Anyshire",
        "percent",
    )


def test_says_the_same_to_people(heard: Program) -> None:
    ran = heard("measures", "--authority", "Anyshire", *YEAR)

    told = [" ".join(line.split()) for line in ran.out.splitlines()]
    assert (ran.code, told[:2]) == (0, ["Anyshire, 1 April 2010 to 31 March 2011", "measure name value of unit since"])
    assert "M07 Continuity n/a 0 of 0 percent" in told
    assert "M08 Reviews held 0 count" in told
    assert "M05: No post is recorded for this day, so there is no average." in told
    assert (
        "M15, M16, M17, M18, M18-attended, M18-separate, M19, M19-child, M19-parent, M19-carer, M19-school, M19-nurse,"
        " M19-other, M20, M21, M21-with_child, M21-with_family, M24, M24-record, M24-distributed, M27, M28, M28-alone,"
        " M29, M29-now, M29-next, M29-none, M29-open, M29-days, M30, M31: No review was recorded by the service itself"
        " yet, so nothing can be said."
    ) in told


def test_says_since_when_a_measure_counts_and_what_it_leaves_out() -> None:
    def line(measure: str, left_out: int, since: date | None) -> dict[str, object]:
        return {"id": measure, "note": "A note." if measure == "M16" else "", "left_out": left_out, "since": since}

    day = date(2026, 9, 1)
    lines = [line("M15", 12, day), line("M16", 12, day), line("M20", 0, day), line("M30", 3, None)]

    assert notes(lines) == {
        "Completed reviews left out: 12. Counted from 1 September 2026, the first review of the service itself.": [
            "M15", "M16",
        ],
        "A note.": ["M16"],
        "Completed reviews left out: 3.": ["M30"],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        (
            ("--authority", "Anyshire", "--from", "2011-03-31", "--to", "2010-04-01"),
            1,
            "The last day comes before the first. Give the earlier day with --from.",
        ),
        (
            ("--authority", "Anyshire", "--from", "2010-02-30", "--to", "2011-03-31"),
            2,
            "argument --from: '2010-02-30' is not a date; write it as 2026-11-21",
        ),
        (("--authority", "Anyshire", "--to", "2011-03-31"), 2, "the following arguments are required: --from"),
        (YEAR, 2, "the following arguments are required: --authority"),
    ],
)
def test_refuses_in_one_sentence(heard: Program, words: tuple[str, ...], code: int, sentence: str) -> None:
    ran = heard("measures", *words)

    assert (ran.code, ran.out, ran.err) == (code, "", f"heard measures: {sentence}\n")


def test_an_authority_that_is_not_there_is_told_with_those_that_are(heard: Program) -> None:
    ran = heard("measures", "--authority", "Nowhere", *YEAR)

    told, here = ran.err.split(" Those here are: ")
    assert (ran.code, ran.out, told) == (1, "", "heard measures: There is no authority called Nowhere.")
    assert here.startswith("Anyshire")  # what other tests have made follows
    assert here.endswith(".\n")


def test_counts_up_to_today_and_no_further(heard: Program) -> None:
    today = date(2026, 11, 23)

    fine = heard("measures", "--authority", "Anyshire", "--from", "2026-04-01", "--to", "2026-11-23",
                 HEARD_TODAY=today.isoformat())  # fmt: skip
    beyond = heard("measures", "--authority", "Anyshire", "--from", "2026-04-01", "--to",
                   (today + timedelta(days=1)).isoformat(), "--json", HEARD_TODAY=today.isoformat())  # fmt: skip

    sentence = (
        "24 November 2026 is later than today, 23 November 2026. Figures are counted up to today: give a last day that"
        " is not later."
    )
    assert fine.code == 0
    assert (beyond.code, beyond.err, beyond.document) == (1, f"heard measures: {sentence}\n", {"refused": sentence})
