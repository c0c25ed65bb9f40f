"""Joining a return's periods of care to those known: sentences for people, properties for the machine."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st

from heard.imports.join import FULL_TIME, SHORT_BREAK, Joined, Known, Spell, join
from heard.imports.spells import _full_time, _is_one_chain, spells_of
from heard.returns.ssda903 import EpisodeRow
from heard.returns.ssda903.periods import periods_of_care

YEAR_ENDS = date(2026, 3, 31)


def spell(started_on: date, ceased_on: date | None = None, **more: Any) -> Spell:
    facts: dict[str, Any] = {
        "stream": FULL_TIME,
        "started_on": started_on,
        "ceased_on": ceased_on,
        "reason_ceased": "E4A" if ceased_on else "",
        "category_of_need": "N1",
        "begins": True,
        "last_episode_on": started_on,
        "last_day": ceased_on or started_on,
    }
    return Spell(**(facts | more))


def stored(joined: Joined) -> list[Known]:
    """This will give the periods as they stand after they were written."""
    return [period._replace(pk=period.pk or 1000 + place) for place, period in enumerate(joined.periods)]


def known(*spells: Spell, year_ends_on: date = date(2025, 3, 31)) -> list[Known]:
    return stored(join([], spells, year_ends_on=year_ends_on))


def spans(joined: Joined) -> list[tuple[date, date | None]]:
    return [(period.started_on, period.ceased_on) for period in joined.periods]


def test_an_episode_that_goes_on_extends_the_known_period() -> None:
    before = known(spell(date(2024, 5, 1)))

    joined = join(
        before,
        [spell(date(2025, 1, 10), date(2025, 9, 1), begins=False)],
        year_ends_on=YEAR_ENDS,
    )

    assert spans(joined) == [(date(2024, 5, 1), date(2025, 9, 1))]
    assert joined.homes == [date(2024, 5, 1)]


def test_an_earlier_return_brings_the_beginning() -> None:
    before = known(spell(date(2025, 1, 10), begins=False), year_ends_on=YEAR_ENDS)

    joined = join(before, [spell(date(2024, 5, 1), last_episode_on=date(2025, 1, 10))], year_ends_on=date(2025, 3, 31))

    assert spans(joined) == [(date(2024, 5, 1), None)]
    assert joined.periods[0].pk == before[0].pk


def test_an_earlier_return_does_not_open_a_period_that_ended_since() -> None:
    before = known(spell(date(2024, 5, 1), date(2025, 9, 1)), year_ends_on=YEAR_ENDS)

    joined = join(before, [spell(date(2024, 5, 1))], year_ends_on=date(2025, 3, 31))

    assert (joined.periods, joined.conflicts) == (before, {})


def test_an_end_before_known_episodes_is_a_contradiction_and_what_is_known_stays() -> None:
    before = known(spell(date(2024, 5, 1), last_episode_on=date(2025, 8, 1)), year_ends_on=YEAR_ENDS)

    joined = join(before, [spell(date(2024, 5, 1), date(2025, 2, 1))], year_ends_on=date(2025, 3, 31))

    assert (joined.periods, joined.homes, joined.conflicts) == (before, [None], {0: "since 01/05/2024"})


def test_a_period_that_begins_inside_a_known_one_is_a_contradiction() -> None:
    before = known(spell(date(2024, 5, 1)))

    joined = join(before, [spell(date(2025, 6, 1))], year_ends_on=YEAR_ENDS)

    assert (joined.periods, joined.homes, joined.conflicts) == (before, [None], {0: "since 01/05/2024"})


def test_an_end_put_right_in_the_source_is_taken() -> None:
    before = known(spell(date(2025, 5, 1), date(2025, 9, 1)), year_ends_on=YEAR_ENDS)

    joined = join(before, [spell(date(2025, 5, 1), date(2025, 8, 25))], year_ends_on=YEAR_ENDS)

    assert spans(joined) == [(date(2025, 5, 1), date(2025, 8, 25))]


def test_a_return_to_care_is_a_period_of_its_own() -> None:
    before = known(spell(date(2023, 5, 1), date(2024, 5, 1)))

    joined = join(before, [spell(date(2025, 6, 1))], year_ends_on=YEAR_ENDS)

    assert spans(joined) == [(date(2023, 5, 1), date(2024, 5, 1)), (date(2025, 6, 1), None)]


def test_the_services_own_period_stays_and_the_difference_is_named() -> None:
    own = [known(spell(date(2025, 5, 1)))[0]._replace(by_service=True)]

    joined = join(own, [spell(date(2025, 5, 1), date(2025, 9, 1))], year_ends_on=YEAR_ENDS)

    assert (joined.periods, joined.homes, joined.own) == (own, [date(2025, 5, 1)], {0: "since 01/05/2025"})


def test_breaks_of_two_years_are_one_series() -> None:
    first = spell(date(2024, 6, 1), stream=SHORT_BREAK, series=True, last_day=date(2025, 2, 5))
    second = spell(date(2025, 4, 9), stream=SHORT_BREAK, series=True, last_day=date(2026, 2, 5))

    joined = join(known(first), [second], year_ends_on=YEAR_ENDS)

    assert spans(joined) == [(date(2024, 6, 1), None)]


DAYS = st.integers(0, 1500).map(lambda number: date(2022, 1, 1) + timedelta(days=number))


@st.composite
def episodes(draw: st.DrawFn) -> list[EpisodeRow]:
    """Episodes as a careless system writes them, in order of their days, one a day."""
    starts = sorted(draw(st.sets(DAYS, min_size=1, max_size=6)))
    rows = []
    for place, start in enumerate(starts):
        following = starts[place + 1] if place + 1 < len(starts) else None
        dec = draw(st.sampled_from([following, following, None, start + timedelta(days=draw(st.integers(0, 200)))]))
        rne = draw(st.sampled_from(["S", "P", "L", "P", ""]))
        ls = draw(st.sampled_from(["C2", "C2", "E1", "V3", "V4"]))
        lives = draw(st.sampled_from(["U6", "A6", "T1"]))
        rec = draw(st.sampled_from(["X1", "X1", "E4A", ""])) if dec else ""
        rows.append(
            EpisodeRow("episodes.csv", place, "100", start, rne, ls, "N1", lives, "PR1", dec, rec, "", "", "", "")
        )
    return rows


@given(rows=episodes(), more=episodes(), year_ends_on=st.sampled_from([date(2023, 3, 31), date(2025, 3, 31)]))
def test_periods_never_overlap_and_nothing_known_is_lost(
    rows: list[EpisodeRow], more: list[EpisodeRow], year_ends_on: date
) -> None:
    before = stored(join([], [told.spell for told in spells_of(rows)], year_ends_on=YEAR_ENDS))

    joined = join(before, [told.spell for told in spells_of(more)], year_ends_on=year_ends_on)

    starts = [period.started_on for period in joined.periods]
    assert starts == sorted(set(starts))
    for one, next_one in pairwise(period for period in joined.periods if period.ceased_on != period.started_on):
        assert one.ceased_on is not None
        assert one.ceased_on <= next_one.started_on
    kept = {period.pk: period for period in joined.periods}
    assert all(kept[period.pk].started_on <= period.started_on for period in before)
    assert len(joined.homes) == len(spells_of(more))
    assert {home for home in joined.homes if home} <= {period.started_on for period in joined.periods}


@given(rows=episodes())
def test_the_same_return_twice_changes_nothing(rows: list[EpisodeRow]) -> None:
    told = [one.spell for one in spells_of(rows)]
    first = stored(join([], told, year_ends_on=YEAR_ENDS))

    again = join(first, told, year_ends_on=YEAR_ENDS)

    assert [period[1:8] for period in again.periods] == [period[1:8] for period in first]


@given(rows=episodes())
def test_the_quick_way_gives_what_the_whole_way_gives(rows: list[EpisodeRow]) -> None:
    assume(_is_one_chain(rows))

    quick = spells_of(rows)
    whole = [_full_time(period) for period in periods_of_care(rows)]

    assert quick == whole
