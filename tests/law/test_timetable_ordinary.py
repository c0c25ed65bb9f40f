"""The ordinary chain: first, second, later; early, late, adjourned; stops and new clocks."""

from datetime import date
from typing import Any

import pytest

from heard.law import ImpossibleFacts, Nation, Stream
from heard.law.timetable import CareFacts, Chain, ReviewOwed, Sitting, review_timetable, split_sittings

AS_OF = date(2024, 12, 2)


def _owed(*, as_of: date = AS_OF, nation: Nation = Nation.ENGLAND, **facts: Any) -> tuple[ReviewOwed, ...]:
    return review_timetable(CareFacts(nation=nation, **facts), as_of=as_of)


def _held(*days: date) -> tuple[Sitting, ...]:
    return tuple(Sitting(day) for day in days)


def test_a_child_new_to_care_is_owed_the_first_review() -> None:
    assert _owed(started_on=date(2024, 12, 2)) == (
        ReviewOwed(
            number=1,
            chain=Chain.ORDINARY,
            rule_id="review-first-20wd",
            nation=Nation.ENGLAND,
            counted_from=date(2024, 12, 2),
            due_on=date(2025, 1, 2),
        ),
    )


def test_the_reason_of_a_row_is_worked_out_on_demand() -> None:
    (first,) = _owed(started_on=date(2024, 12, 2))

    assert first.reason.due_on == first.due_on
    assert first.citation.provision == first.reason.citation.provision == "reg 33(1)"


def test_each_review_counts_from_the_one_actually_held() -> None:
    reviews = _owed(
        started_on=date(2024, 1, 3), sittings=_held(date(2024, 1, 22), date(2024, 4, 15), date(2024, 10, 15))
    )

    assert [(r.number, r.rule_id, r.counted_from, r.due_on, r.held_on, r.in_time) for r in reviews] == [
        (1, "review-first-20wd", date(2024, 1, 3), date(2024, 1, 31), date(2024, 1, 22), True),
        (2, "review-second-3m", date(2024, 1, 22), date(2024, 4, 22), date(2024, 4, 15), True),
        (3, "review-subsequent-6m", date(2024, 4, 15), date(2024, 10, 15), date(2024, 10, 15), True),
        (4, "review-subsequent-6m", date(2024, 10, 15), date(2025, 4, 15), None, None),
    ]


def test_the_order_in_which_sittings_are_given_does_not_matter() -> None:
    days = (date(2024, 4, 15), date(2024, 1, 22))

    assert _owed(started_on=date(2024, 1, 3), sittings=_held(*days)) == _owed(
        started_on=date(2024, 1, 3), sittings=_held(*reversed(days))
    )


@pytest.mark.parametrize(
    ("as_of", "in_time"),
    [
        pytest.param(date(2024, 1, 30), None, id="the day before"),
        pytest.param(date(2024, 1, 31), None, id="on the last day"),
        pytest.param(date(2024, 2, 1), False, id="the day after"),
    ],
)
def test_a_review_is_overdue_from_the_day_after_its_limit(as_of: date, in_time: bool | None) -> None:
    (first,) = _owed(started_on=date(2024, 1, 3), as_of=as_of)

    assert (first.due_on, first.in_time) == (date(2024, 1, 31), in_time)


def test_a_first_review_brought_forward_is_still_the_first() -> None:
    first, second = _owed(started_on=date(2024, 9, 2), sittings=_held(date(2024, 9, 4)))

    assert (first.number, first.in_time) == (1, True)
    assert (second.rule_id, second.due_on) == ("review-second-3m", date(2024, 12, 4))


def test_a_review_on_the_day_care_began_counts() -> None:
    first, second = _owed(started_on=date(2024, 9, 2), sittings=_held(date(2024, 9, 2)))

    assert (first.in_time, second.due_on) == (True, date(2024, 12, 2))


def test_wales_has_its_own_provisions() -> None:
    reviews = _owed(nation=Nation.WALES, started_on=date(2024, 12, 6), sittings=_held(date(2025, 1, 8)))

    assert [(str(r.citation).split(", ")[-1], r.due_on, r.in_time) for r in reviews] == [
        ("reg 39(1)", date(2025, 1, 8), True),
        ("reg 39(2)", date(2025, 4, 8), None),
    ]


# Adjournment ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("completed_on", "in_time"),
    [
        pytest.param(date(2024, 4, 11), True, id="on day 20"),
        pytest.param(date(2024, 4, 12), False, id="on day 21"),
    ],
)
def test_an_adjourned_review_is_in_time_when_completed_within_20_working_days(
    completed_on: date, in_time: bool | None
) -> None:
    first, _ = _owed(started_on=date(2024, 2, 26), sittings=(Sitting(date(2024, 3, 12), completed_on),))

    assert (first.held_on, first.complete_by, first.completed_on, first.in_time) == (
        date(2024, 3, 12),
        date(2024, 4, 11),
        completed_on,
        in_time,
    )


@pytest.mark.parametrize(
    ("as_of", "in_time"),
    [
        pytest.param(date(2024, 4, 11), None, id="still open on day 20"),
        pytest.param(date(2024, 4, 12), False, id="not completed by day 20"),
    ],
)
def test_an_adjourned_review_not_completed_by_day_20_is_itself_late(as_of: date, in_time: bool | None) -> None:
    sitting = Sitting(date(2024, 3, 12), adjourned=True)

    first, second = _owed(started_on=date(2024, 2, 26), sittings=(sitting,), as_of=as_of)

    assert (first.in_time, first.completed_on) == (in_time, None)
    assert (second.counted_from, second.due_on) == (date(2024, 3, 12), date(2024, 6, 12))


def test_a_late_first_sitting_is_late_however_soon_it_was_completed() -> None:
    first, _ = _owed(started_on=date(2024, 2, 26), sittings=(Sitting(date(2024, 3, 26), date(2024, 3, 27)),))

    assert (first.due_on, first.in_time) == (date(2024, 3, 25), False)


def test_completing_on_the_first_day_is_no_adjournment() -> None:
    first, second = _owed(started_on=date(2024, 2, 26), sittings=(Sitting(date(2024, 3, 12), date(2024, 3, 12)),))

    assert (first.in_time, first.complete_by, second.note) == (True, None, None)


def test_there_was_no_limit_on_an_adjournment_before_april_2011() -> None:
    first, _ = _owed(started_on=date(2010, 12, 6), sittings=(Sitting(date(2010, 12, 20), date(2011, 3, 1)),))

    assert (first.rule_id, first.in_time, first.complete_by) == ("review-first-4wk-1991", True, None)


# Stops ---------------------------------------------------------------------------------------------


def test_nothing_is_owed_after_care_ceased() -> None:
    reviews = _owed(started_on=date(2024, 1, 3), ceased_on=date(2024, 3, 1), sittings=_held(date(2024, 1, 22)))

    assert [(r.number, r.held_on, r.in_time) for r in reviews] == [(1, date(2024, 1, 22), True)]


def test_care_that_ceased_before_the_first_limit_owes_nothing() -> None:
    assert _owed(started_on=date(2024, 1, 3), ceased_on=date(2024, 1, 31)) == ()


def test_a_review_due_before_the_stop_and_not_held_stays_late() -> None:
    (first,) = _owed(started_on=date(2024, 1, 3), ceased_on=date(2024, 2, 1))

    assert (first.due_on, first.held_on, first.in_time) == (date(2024, 1, 31), None, False)


@pytest.mark.parametrize(
    ("born_on", "owed"),
    [
        pytest.param(date(2006, 7, 22), 0, id="18 on the day it falls due"),
        pytest.param(date(2006, 7, 21), 0, id="18 the day before"),
        pytest.param(date(2006, 7, 23), 1, id="18 the day after"),
    ],
)
def test_reviews_stop_at_the_18th_birthday(born_on: date, owed: int) -> None:
    reviews = _owed(
        started_on=date(2023, 10, 2),
        born_on=born_on,
        sittings=_held(date(2023, 10, 23), date(2024, 1, 22)),
    )

    assert [r.due_on for r in reviews[2:]] == [date(2024, 7, 22)] * owed
    assert [r.in_time for r in reviews[2:]] == [False] * owed


def test_a_leap_day_child_is_18_on_1_march() -> None:
    facts = CareFacts(nation=Nation.ENGLAND, started_on=date(2025, 1, 2), born_on=date(2008, 2, 29))

    assert facts.stops_on == date(2026, 3, 1)


def test_ceasing_before_18_stops_earlier() -> None:
    facts = CareFacts(
        nation=Nation.ENGLAND, started_on=date(2025, 1, 2), born_on=date(2008, 2, 1), ceased_on=date(2025, 6, 1)
    )

    assert facts.stops_on == date(2025, 6, 1)


# What restarts and what does not -------------------------------------------------------------------


def test_a_change_of_legal_status_is_no_fact_of_the_timetable() -> None:
    known = set(CareFacts.__dataclass_fields__)

    assert not {name for name in known if "status" in name or "social_worker" in name or "iro" in name}


def test_a_transfer_starts_a_new_clock_for_the_receiving_authority() -> None:
    sending = _owed(started_on=date(2024, 1, 3), ceased_on=date(2024, 6, 3), sittings=_held(date(2024, 1, 22)))
    receiving = _owed(nation=Nation.WALES, started_on=date(2024, 6, 3), as_of=date(2024, 6, 3))

    assert [(r.number, r.in_time) for r in sending] == [(1, True), (2, False)]
    assert [(r.number, r.rule_id, r.nation, r.due_on) for r in receiving] == [
        (1, "review-first-20wd", Nation.WALES, date(2024, 7, 1))
    ]


def test_reviews_of_an_earlier_period_are_parted_from_those_that_count() -> None:
    sittings = _held(date(2024, 1, 29), date(2024, 7, 1), date(2024, 9, 2))

    inside, outside = split_sittings(sittings, started_on=date(2024, 6, 5), stops_on=date(2024, 8, 1))

    assert inside == _held(date(2024, 7, 1))
    assert outside == _held(date(2024, 1, 29), date(2024, 9, 2))


# Changes of law ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("nation", "started_on", "rule_id", "due_on", "target_on"),
    [
        pytest.param(
            Nation.ENGLAND, date(2010, 12, 6), "review-first-4wk-1991", date(2011, 1, 3), None, id="old law"
        ),
        pytest.param(
            Nation.ENGLAND, date(2011, 3, 3), "review-first-4wk-1991", date(2011, 3, 31), None,
            id="ends on its last day",
        ),
        pytest.param(
            Nation.ENGLAND, date(2011, 3, 4), "review-first-4wk-1991", date(2011, 4, 1), date(2011, 4, 1),
            id="straddles, both dates the same",
        ),
        pytest.param(
            Nation.ENGLAND, date(2011, 3, 31), "review-first-4wk-1991", date(2011, 4, 28), date(2011, 4, 28),
            id="straddles, the old limit earlier",
        ),
        pytest.param(
            Nation.ENGLAND, date(2011, 4, 1), "review-first-20wd", date(2011, 5, 5), None, id="new law"
        ),
        pytest.param(
            Nation.WALES, date(2016, 3, 19), "review-first-28d-wales-2007", date(2016, 4, 16), date(2016, 4, 16),
            id="wales straddles",
        ),
        pytest.param(
            Nation.WALES, date(2007, 6, 20), "review-first-28d-wales-2007", date(2007, 7, 18), None,
            id="wales 2007, same length",
        ),
        pytest.param(Nation.WALES, date(2016, 4, 6), "review-first-20wd", date(2016, 5, 5), None, id="wales new law"),
    ],
)  # fmt: skip
def test_the_day_care_began_chooses_the_law_and_the_earlier_date_is_the_target(
    nation: Nation, started_on: date, rule_id: str, due_on: date, target_on: date | None
) -> None:
    (first,) = _owed(nation=nation, started_on=started_on)

    assert (first.rule_id, first.due_on, first.target_on) == (rule_id, due_on, target_on)


def test_an_earlier_target_is_told() -> None:
    # 20 working days from 14 March 2011 end on 11 April with no holiday between; four weeks end the same day.
    (first,) = _owed(started_on=date(2011, 3, 14))

    assert (first.due_on, first.target_on) == (date(2011, 4, 11), date(2011, 4, 11))
    assert first.note == "The law changed between start and limit. Work to 11 April 2011."


def test_a_period_that_began_before_any_rule_has_no_date_and_says_why() -> None:
    (first,) = _owed(started_on=date(1990, 1, 1))

    assert (first.due_on, first.in_time) == (None, None)
    assert first.note == (
        "review-first-4wk-1991 was not in force in England on 1 January 1990. It came into force on 14 October 1991."
    )


def test_a_first_limit_past_the_holiday_data_is_not_guessed() -> None:
    (first,) = _owed(started_on=date(2031, 12, 20))

    assert (first.rule_id, first.due_on) == ("review-first-20wd", None)
    assert first.note is not None
    assert first.note.startswith("Bank holidays are loaded for 1990 to 2031")


# 2020 ----------------------------------------------------------------------------------------------


def _sixth_month(
    *,
    previous: date,
    held: date | None = None,
    nation: Nation = Nation.ENGLAND,
    as_of: date = date(2020, 12, 1),
) -> ReviewOwed:
    sittings = [date(2019, 5, 1), date(2019, 7, 1), previous]
    reviews = _owed(
        nation=nation,
        started_on=date(2019, 4, 23),
        sittings=_held(*sittings, *([held] if held else [])),
        as_of=as_of,
    )
    return reviews[3]


@pytest.mark.parametrize(
    ("previous", "relaxed"),
    [
        pytest.param(date(2019, 10, 23), False, id="due 23 April 2020"),
        pytest.param(date(2019, 10, 24), True, id="due 24 April 2020"),
        pytest.param(date(2020, 3, 25), True, id="due 25 September 2020"),
        pytest.param(date(2020, 3, 26), False, id="due 26 September 2020"),
    ],
)
def test_a_limit_in_the_summer_of_2020_was_relaxed_in_england(previous: date, relaxed: bool) -> None:
    assert _sixth_month(previous=previous).relaxed is relaxed


def test_a_slip_in_july_2020_is_late_in_the_relaxed_period_and_no_plain_breach() -> None:
    review = _sixth_month(previous=date(2020, 1, 10), held=date(2020, 8, 3))

    assert (review.due_on, review.in_time, review.relaxed) == (date(2020, 7, 10), False, True)
    assert review.note == (
        "Relaxed period of 2020: the limit held only where reasonably practicable. Record the reason; "
        "this is not a plain breach."
    )


def test_wales_had_no_relaxed_period() -> None:
    review = _sixth_month(previous=date(2020, 1, 10), held=date(2020, 8, 3), nation=Nation.WALES)

    assert (review.in_time, review.relaxed, review.note) == (False, False, None)


def test_the_first_and_second_review_were_not_relaxed() -> None:
    first, second = _owed(started_on=date(2020, 4, 27), sittings=_held(date(2020, 6, 30)), as_of=date(2020, 11, 1))

    assert [(r.in_time, r.relaxed) for r in (first, second)] == [(False, False), (False, False)]


# Contradictions ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        pytest.param(
            {"started_on": date(2024, 6, 5), "sittings": _held(date(2024, 1, 29))},
            "The review of 29 January 2024 was before care started on 5 June 2024. "
            "Reviews of an earlier period do not count.",
            id="before care",
        ),
        pytest.param(
            {"started_on": date(2024, 1, 3), "ceased_on": date(2024, 2, 1), "sittings": _held(date(2024, 2, 2))},
            "The review of 2 February 2024 was after the last day of care, 1 February 2024. Check both dates.",
            id="after care",
        ),
        pytest.param(
            {"started_on": date(2024, 1, 3), "born_on": date(2006, 2, 1), "sittings": _held(date(2024, 2, 2))},
            "The review of 2 February 2024 was after the last day of care, 1 February 2024. Check both dates.",
            id="after 18",
        ),
        pytest.param(
            {"started_on": date(2024, 1, 3), "ceased_on": date(2024, 1, 2)},
            "Care cannot cease on 2 January 2024, before it started on 3 January 2024.",
            id="ceased before it started",
        ),
        pytest.param(
            {"started_on": date(2024, 1, 3), "born_on": date(2024, 1, 4)},
            "Care cannot start on 3 January 2024, before the birth on 4 January 2024.",
            id="before birth",
        ),
        pytest.param(
            {"started_on": date(2024, 1, 3), "sittings": _held(date(2024, 1, 9), date(2024, 1, 9))},
            "Two reviews are recorded on 9 January 2024. Keep one.",
            id="twice on one day",
        ),
        pytest.param(
            {"started_on": date(2024, 1, 3), "sittings": (Sitting(date(2024, 1, 9), date(2024, 1, 8)),)},
            "A review cannot be completed on 8 January 2024, before it was held on 9 January 2024.",
            id="completed before it was held",
        ),
        pytest.param(
            {"started_on": date(2024, 1, 3), "placed_on": date(2024, 1, 2)},
            "The placement for adoption cannot be on 2 January 2024, before care started on 3 January 2024.",
            id="placed before care",
        ),
        pytest.param(
            {"started_on": date(2024, 1, 3), "stream": Stream.SHORT_BREAK, "first_break_on": date(2024, 1, 2)},
            "The first short break cannot be on 2 January 2024, before care started on 3 January 2024.",
            id="break before care",
        ),
        pytest.param(
            {"started_on": date(2024, 1, 3), "placed_on": date(2024, 3, 2), "placement_ended_on": date(2024, 3, 1)},
            "The placement for adoption cannot end on 1 March 2024, before it began. Check both dates.",
            id="placement ended before it began",
        ),
    ],
)
def test_facts_that_contradict_each_other_are_refused(facts: dict[str, Any], sentence: str) -> None:
    with pytest.raises(ImpossibleFacts) as caught:
        _owed(**facts)

    assert caught.value.message == sentence
