"""Periods of care rebuilt from the chain of episodes."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from heard.returns.ssda903 import Break, LegalStatusSpell, PeriodOfCare903, periods_of_care, read
from tests.returns.making import YEAR, Fields, a_return


def _periods(*episodes: Fields) -> tuple[PeriodOfCare903, ...]:
    ret = a_return(episodes=episodes)
    return periods_of_care(ret.episodes, ret.placed_for_adoption)


def _spans(*episodes: Fields) -> list[tuple[date, date | None, str]]:
    return [(period.started_on, period.ceased_on, period.reason_ceased) for period in _periods(*episodes)]


S1 = {"DECOM": "01/02/2024", "DEC": "01/05/2024", "REC": "X1", "LS": "V2", "REASON_PLACE_CHANGE": "CARPL"}
S2 = {"DECOM": "01/05/2024", "DEC": "01/09/2024", "REC": "X1", "RNE": "L", "LS": "C1"}
S3 = {"DECOM": "01/09/2024", "DEC": "01/02/2025", "REC": "E4A", "RNE": "B", "LS": "C2", "PLACE": "U4"}
AGAIN = {"DECOM": "10/06/2025", "LS": "C1"}


def test_a_chain_is_one_period_and_a_return_to_care_another() -> None:
    first, second = _periods(AGAIN, S3, S1, S2)

    assert (first.started_on, first.ceased_on, first.reason_ceased, first.problems) == (
        date(2024, 2, 1),
        date(2025, 2, 1),
        "E4A",
        (),
    )
    assert first.legal_statuses == (
        LegalStatusSpell(ls="V2", started_on=date(2024, 2, 1), ceased_on=date(2024, 5, 1)),
        LegalStatusSpell(ls="C1", started_on=date(2024, 5, 1), ceased_on=date(2024, 9, 1)),
        LegalStatusSpell(ls="C2", started_on=date(2024, 9, 1), ceased_on=date(2025, 2, 1)),
    )
    assert [(spell.place, spell.started_on, spell.ceased_on) for spell in first.placements] == [
        ("U6", date(2024, 2, 1), date(2024, 9, 1)),
        ("U4", date(2024, 9, 1), date(2025, 2, 1)),
    ]
    assert (second.started_on, second.ceased_on, second.reason_ceased, second.start_is_known) == (
        date(2025, 6, 10),
        None,
        "",
        True,
    )
    assert [len(period.episodes) for period in (first, second)] == [3, 1]


def test_a_chain_that_began_before_the_file_has_no_known_start() -> None:
    (period,) = _periods(S2, S3)

    assert (period.started_on, period.start_is_known) == (date(2024, 5, 1), False)
    assert period.problems == ("The first episode, of 1 May 2024, does not begin a period (RNE is not S).",)


@pytest.mark.parametrize(
    ("second", "problem"),
    [
        ({"DECOM": "05/05/2024"}, "The episode of 5 May 2024 begins 4 days after the last one ceased."),
        ({"DECOM": "25/04/2024"}, "The episode of 25 April 2024 begins 6 days before the last one ceased."),
    ],
    ids=["gap", "overlap"],
)
def test_a_gap_or_overlap_inside_a_chain_does_not_part_it(second: Fields, problem: str) -> None:
    (period,) = _periods(S1, {**S2, **second}, S3)

    assert (period.started_on, period.ceased_on) == (date(2024, 2, 1), date(2025, 2, 1))
    assert problem in period.problems


def test_x1_and_then_nothing_goes_on() -> None:
    (period,) = _periods(S1)

    assert (period.ceased_on, period.reason_ceased) == (None, "")
    assert period.problems == ("The last episode says that another follows (X1), but there is none.",)


def test_an_end_without_a_reason_is_an_end_and_a_reason_without_a_day_is_none() -> None:
    assert _spans({**S1, "REC": ""}) == [(date(2024, 2, 1), date(2024, 5, 1), "")]
    assert _spans({**S1, "DEC": "", "REC": "E4A"}) == [(date(2024, 2, 1), None, "")]


def test_a_period_never_closed_ends_where_the_next_begins() -> None:
    first, second = _periods({**S1, "DEC": "", "REC": ""}, AGAIN)

    assert (first.ceased_on, second.started_on) == (date(2025, 6, 10), date(2025, 6, 10))
    assert first.problems == ("Another period of care begins on 10 June 2025, so this one was taken as ended.",)


def test_leaving_and_going_on_the_same_day_is_one_period() -> None:
    (period,) = _periods({**S1, "REC": "E4A"}, S2, S3)

    assert period.problems == ("REC E4A ends the care, but the next episode goes on the same day.",)


def test_an_end_before_the_start_is_taken_as_the_start() -> None:
    assert _spans({**S1, "DEC": "01/01/2024", "REC": "E4A"}) == [(date(2024, 2, 1), date(2024, 2, 1), "E4A")]


def test_an_episode_with_an_unreadable_start_still_ends_its_period() -> None:
    (period,) = _periods(S1, S2, {**S3, "DECOM": "31/02/2024"})

    assert (period.started_on, period.ceased_on, period.reason_ceased) == (date(2024, 2, 1), date(2025, 2, 1), "E4A")
    assert period.problems == ("The start of one of its episodes cannot be read.",)
    assert _periods({**S1, "DECOM": "31/02/2024"}) == ()


def test_breaks_of_a_series_are_one_stream_beside_ordinary_care() -> None:
    breaks = [
        {"DECOM": f"03/{month:02}/2024", "DEC": f"06/{month:02}/2024", "REC": "E4A", "LS": "V3"} for month in (2, 3, 4)
    ]

    stream, ordinary = _periods(*breaks, AGAIN)

    assert (stream.short_break, stream.started_on, stream.ceased_on) == (True, date(2024, 2, 3), None)
    assert stream.breaks == tuple(
        Break(started_on=date(2024, month, 3), ceased_on=date(2024, month, 6)) for month in (2, 3, 4)
    )
    assert (ordinary.short_break, ordinary.started_on, ordinary.breaks) == (False, date(2025, 6, 10), ())


def test_a_rest_of_more_than_a_year_parts_two_series() -> None:
    early = {"DECOM": "03/02/2023", "DEC": "06/02/2023", "REC": "E4A", "LS": "V3"}
    late = {"DECOM": "08/02/2024", "DEC": "11/02/2024", "REC": "E4A", "LS": "V3"}

    assert _spans(early, late) == [(date(2023, 2, 3), date(2023, 2, 6), "E4A"), (date(2024, 2, 8), None, "")]


def test_an_agreement_of_breaks_ends_with_its_episode() -> None:
    agreement = {"DECOM": "03/02/2024", "DEC": "06/09/2024", "REC": "E8", "LS": "V4"}

    assert _spans(agreement) == [(date(2024, 2, 3), date(2024, 9, 6), "E8")]


@pytest.mark.parametrize(
    ("changed", "decided", "authorised", "placed"),
    [
        pytest.param({"LS": "E1"}, "", date(2024, 9, 1), None, id="placement order"),
        pytest.param({"PLACE": "A4"}, "", date(2024, 9, 1), date(2024, 9, 1), id="consent"),
        pytest.param({}, "15/08/2024", date(2024, 8, 15), None, id="decision only"),
        pytest.param({"LS": "E1", "PLACE": "A6"}, "15/08/2024", date(2024, 9, 1), date(2024, 9, 1), id="both"),
        pytest.param({}, "15/08/2023", None, None, id="decision in another time"),
    ],
)
def test_adoption_days_come_from_status_placement_and_decision(
    changed: Fields, decided: str, authorised: date | None, placed: date | None
) -> None:
    ret = a_return(
        episodes=[S1, S2, {**S3, **changed}],
        placed_for_adoption=[{"CHILD": "0017", "DATE_PLACED": decided}],
    )

    (period,) = periods_of_care(ret.episodes, ret.placed_for_adoption)

    assert (period.authority_to_place_on, period.placed_for_adoption_on) == (authorised, placed)


def test_generated_histories_without_faults_rebuild_without_problems(own_samples: Path) -> None:
    folder = own_samples / "gen903-history"
    faulty = {line.split("\t")[0] for line in (folder / "faults.tsv").read_text().splitlines()[1:]}
    children = [child for child in read(folder, year=YEAR).children() if child.child not in faulty and child.episodes]

    odd = [period for child in children for period in periods_of_care(child.episodes) if period.problems]

    assert odd == []
    assert len(children) > 50


_DATES = st.dates(date(2024, 1, 1), date(2024, 2, 10)).map(lambda day: f"{day:%d/%m/%Y}")
_EPISODES = st.lists(
    st.fixed_dictionaries(
        {
            "DECOM": _DATES,
            "DEC": _DATES | st.just("") | st.just("31/02/2024"),
            "RNE": st.sampled_from("SLPX"),
            "REC": st.sampled_from(["", "X1", "E4A"]),
            "LS": st.sampled_from(["C2", "V2", "V3", "V4"]),
        }
    ),
    min_size=1,
    max_size=6,
)


def _of_stream(periods: Sequence[PeriodOfCare903], short_break: bool) -> list[PeriodOfCare903]:
    return [period for period in periods if period.short_break is short_break]


@settings(max_examples=100, deadline=None)
@given(episodes=_EPISODES)
def test_whatever_the_rows_periods_of_a_stream_are_ordered_and_do_not_overlap(episodes: list[Fields]) -> None:
    periods = _periods(*episodes)

    assert sum(len(period.episodes) for period in periods) == len(episodes)
    for short_break in (True, False):
        stream = _of_stream(periods, short_break)
        assert all(period.ceased_on is None or period.started_on <= period.ceased_on for period in stream)
        assert all(a.ceased_on is not None and a.ceased_on <= b.started_on for a, b in pairwise(stream))
