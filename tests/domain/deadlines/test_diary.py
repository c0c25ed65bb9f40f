"""What the diary says of a period of care, and what it says when the facts contradict each other."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from heard.deadlines.diary import DiaryRow, HeldReview, PeriodFacts, diary_of
from heard.law import Nation, Stream

TODAY = date(2026, 11, 23)


def facts(**change):
    known = {
        "pk": 1,
        "child_id": 2,
        "nation": Nation.ENGLAND,
        "stream": Stream.FULL_TIME,
        "started_on": date(2026, 11, 2),
        "ceased_on": None,
        "born_on": date(2017, 3, 14),
        "authorised_on": None,
        "placed_on": None,
        "reviews": (),
        "first_appointed_on": None,
    }
    return PeriodFacts(**(known | change))


def said(rows: list[DiaryRow]):
    return [(row.kind, row.rule, row.number, row.due_on, row.met_on, row.state, row.in_time) for row in rows]


def test_a_child_new_to_care_in_england_is_owed_a_review_and_an_iro():
    assert said(diary_of(facts(), today=TODAY)) == [
        ("review", "review-first-20wd", 1, date(2026, 11, 30), None, "owed", None),
        ("appoint_iro", "iro-appoint-5wd", 1, date(2026, 11, 9), None, "owed", None),
    ]


def test_in_wales_the_iro_is_owed_before_the_first_review_for_the_law_names_no_number():
    assert said(diary_of(facts(nation=Nation.WALES), today=TODAY)) == [
        ("review", "review-first-20wd", 1, date(2026, 11, 30), None, "owed", None),
        ("appoint_iro", "iro-appoint-before-first-review", 1, date(2026, 11, 30), None, "owed", None),
    ]


def test_held_reviews_name_their_row_and_say_whether_they_were_in_time():
    reviews = (
        HeldReview(11, date(2026, 3, 27), date(2026, 3, 27)),
        HeldReview(12, date(2026, 7, 1), date(2026, 7, 1)),
    )

    rows = diary_of(facts(started_on=date(2026, 3, 2), reviews=reviews), today=TODAY)

    assert [(row.review_id, row.due_on, row.met_on, row.in_time) for row in rows[:3]] == [
        (11, date(2026, 3, 30), date(2026, 3, 27), True),
        (12, date(2026, 6, 27), date(2026, 7, 1), False),
        (None, date(2027, 1, 1), None, None),
    ]


def test_a_review_missed_before_care_ended_stays_late_and_nothing_is_owed():
    rows = diary_of(facts(started_on=date(2026, 3, 2), ceased_on=date(2026, 6, 1)), today=TODAY)

    assert said(rows) == [("review", "review-first-20wd", 1, date(2026, 3, 30), None, "stopped", False)]


def test_nothing_is_owed_after_the_eighteenth_birthday():
    rows = diary_of(facts(born_on=date(2008, 11, 20), started_on=date(2026, 11, 2)), today=TODAY)

    assert rows == []


def test_short_breaks_have_limits_of_their_own():
    rows = diary_of(facts(stream=Stream.SHORT_BREAK, started_on=date(2026, 8, 30)), today=TODAY)

    assert said(rows)[0] == ("review", "short-break-first-3m", 1, date(2026, 11, 30), None, "owed", None)


def test_a_child_placed_for_adoption_is_owed_the_adoption_review_alone():
    rows = diary_of(
        facts(
            started_on=date(2026, 3, 2),
            authorised_on=date(2026, 9, 1),
            placed_on=date(2026, 11, 2),
            reviews=(HeldReview(11, date(2026, 3, 27), date(2026, 3, 27)),),
            first_appointed_on=date(2026, 3, 4),
        ),
        today=TODAY,
    )

    assert [(row.kind, row.rule, row.due_on) for row in rows if row.state == "owed"] == [
        ("adoption_review", "adoption-placed-first-4wk", date(2026, 11, 30))
    ]
    assert [(row.rule, row.due_on, row.in_time) for row in rows if row.state == "stopped"] == [
        ("review-second-3m", date(2026, 6, 27), False)
    ]


def test_facts_that_contradict_each_other_give_no_date_and_say_why():
    rows = diary_of(facts(born_on=date(2026, 11, 20)), today=TODAY)

    assert said(rows) == [("review", "", 1, None, None, "owed", None)]
    assert rows[0].note == ("Care cannot start on 2 November 2026, before the birth on 20 November 2026.")


def test_an_iro_named_before_care_began_counts_from_the_first_day():
    rows = diary_of(facts(first_appointed_on=date(2026, 1, 5)), today=TODAY)

    assert said(rows)[-1] == (
        "appoint_iro",
        "iro-appoint-5wd",
        1,
        date(2026, 11, 9),
        date(2026, 11, 2),
        "met",
        True,
    )


days = st.dates(date(2016, 5, 1), date(2026, 11, 23))


@given(
    started=days,
    length=st.none() | st.integers(0, 2000),
    held=st.frozensets(days, max_size=8),
    nation=st.sampled_from(Nation),
    stream=st.sampled_from([Stream.FULL_TIME, Stream.SHORT_BREAK]),
    born=st.none() | st.dates(date(2000, 1, 1), date(2026, 11, 23)),
)
def test_every_row_is_known_by_chain_and_number_and_every_date_says_when_it_was_met(
    started, length, held, nation, stream, born
):
    ceased = None if length is None else date.fromordinal(started.toordinal() + length)
    reviews = tuple(HeldReview(index, day, day) for index, day in enumerate(sorted(held)))

    rows = diary_of(
        facts(started_on=started, ceased_on=ceased, reviews=reviews, nation=nation, stream=stream, born_on=born),
        today=TODAY,
    )

    assert len({(row.chain, row.number) for row in rows}) == len(rows)
    for row in rows:
        assert (row.state == "met") == (row.met_on is not None)
        assert row.due_on is not None or row.note
        assert row.review_id is None or row.met_on == sorted(held)[row.review_id]
        if row.state == "owed":
            assert ceased is None or ceased > TODAY
