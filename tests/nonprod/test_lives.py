"""The invented lives show every kind of thing, on every day, and none of them is impossible."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from heard.law.ages import AGE_OF_LEAVING_CARE
from heard.law.calendar_dates import age_on, birthday
from heard.law.participation import problem_with
from heard.nonprod import names
from heard.nonprod.councils import ANYSHIRE, COUNCILS, SIR_UNRHYW, Council
from heard.nonprod.demo import families_of
from heard.nonprod.facts import InventedChild

Children = Callable[[Council, date], list[InventedChild]]
DAYS = (
    pytest.param(date(2026, 11, 23), id="a monday"),
    pytest.param(date(2026, 11, 22), id="a sunday"),
    pytest.param(date(2028, 2, 29), id="a leap day"),
    pytest.param(date(2027, 1, 1), id="a bank holiday"),
    pytest.param(date(2026, 8, 31), id="the end of a long month"),
)
BOTH = pytest.mark.parametrize("council", COUNCILS, ids=lambda council: council.name)
COMMON_FAMILY_NAMES = {
    "smith", "jones", "taylor", "brown", "williams", "wilson", "johnson", "davies", "patel", "robinson", "wright",
    "thompson", "evans", "walker", "white", "roberts", "green", "hall", "wood", "jackson", "clarke", "khan", "ahmed",
    "ali", "singh", "hughes", "edwards", "lewis", "morgan", "price", "owen", "rees", "griffiths", "begum", "nowak",
}  # fmt: skip


@BOTH
@pytest.mark.parametrize("today", DAYS)
def test_a_council_has_its_number_of_children_and_no_impossible_date(
    council: Council, today: date, children: Children
) -> None:
    lives = children(council, today)

    assert len(lives) == council.children
    for child in lives:
        assert child.born_on <= child.periods[0].started_on
        for period in child.periods:
            end = min(period.ceased_on or date.max, birthday(child.born_on, AGE_OF_LEAVING_CARE))
            days = [review.held_on for review in period.reviews]
            assert days == sorted(set(days))
            assert all(period.started_on <= day <= min(end, today) for day in days)
            assert all(day <= review.completed_on <= today for day, review in zip(days, period.reviews, strict=True))
            assert period.appointed_on is None or period.started_on <= period.appointed_on <= min(end, today)
            assert (period.ceased_on is None) == (period.reason_ceased == "")
            assert period.ceased_on is None or period.ceased_on < today or period.ceased_on <= today
            assert period.booking is None or (today < period.booking.on < end and period.ceased_on is None)
        assert not child.in_care or age_on(child.born_on, today) < AGE_OF_LEAVING_CARE


@BOTH
@pytest.mark.parametrize("today", DAYS)
def test_episodes_follow_each_other_through_a_period(council: Council, today: date, children: Children) -> None:
    for child in children(council, today):
        for period in child.periods:
            first, last = period.episodes[0], period.episodes[-1]
            assert (first.started_on, first.reason_started) == (period.started_on, "S")
            if last.legal_status == "V3":
                assert all(episode.reason_started == "S" for episode in period.episodes)
                continue
            assert (last.ceased_on, last.reason_ceased) == (period.ceased_on, period.reason_ceased)
            for before, after in zip(period.episodes, period.episodes[1:], strict=False):
                assert (before.ceased_on, before.reason_ceased) == (after.started_on, "X1")
                assert after.reason_started in ("L", "P")


@BOTH
@pytest.mark.parametrize("today", DAYS)
def test_the_part_a_child_took_fits_the_age(council: Council, today: date, children: Children) -> None:
    codes = [
        (review.code, problem_with(review.code, born_on=child.born_on, held_on=review.held_on))
        for child in children(council, today)
        for period in child.periods
        for review in period.reviews
    ]

    assert [problem for _, problem in codes if problem] == []
    assert {code for code, _ in codes} == {"PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7"}


@pytest.mark.parametrize("today", DAYS)
def test_every_kind_of_child_is_there(today: date, children: Children) -> None:
    lives = children(ANYSHIRE, today)
    running = [child.latest for child in lives if child.in_care]
    statuses = {episode.legal_status for child in lives for period in child.periods for episode in period.episodes}
    families = Counter(child.family for child in lives if child.family)
    ages = {age_on(child.born_on, today) for child in lives if child.in_care}

    assert ages == set(range(18))
    assert statuses == {"V2", "V3", "V4", "L2", "C1", "C2", "E1"}
    assert sum(child.unaccompanied for child in lives) == 7
    assert sum(child.restricted for child in lives) == 2
    assert 3 <= sum(child.given == "" for child in lives) <= 9
    assert sum((child.born_on.month, child.born_on.day) == (2, 29) for child in lives) >= 2
    assert sum(len(child.periods) == 2 for child in lives) == 9
    assert sum(period.stream == "short-break" for period in running) == 12
    assert sum(period.authorised_on is not None and period.placed_on is None for period in running) == 3
    assert sum(period.placed_on is not None for period in running) == 3
    assert sum(not child.in_care for child in lives) == 24
    assert sum(number > 1 for number in families.values()) >= 12
    soon = [birthday(child.born_on, AGE_OF_LEAVING_CARE) for child in lives if child.in_care]
    assert sum(today < day <= today + timedelta(days=60) for day in soon) >= 3
    assert sum(period.replaced_on is not None for period in running) >= 3


@BOTH
@pytest.mark.parametrize("today", DAYS)
def test_one_review_in_twenty_was_late_and_two_do_not_say_why(
    council: Council, today: date, children: Children
) -> None:
    reviews = [review for child in children(council, today) for period in child.periods for review in period.reviews]
    explained = [review for review in reviews if review.late_reason]

    assert 0.02 <= len(explained) / len(reviews) <= 0.06
    assert all(review.late_note for review in explained)
    assert not any(review.late_note for review in reviews if not review.late_reason)


@pytest.mark.parametrize("today", DAYS)
def test_most_children_had_three_to_seven_reviews(today: date, children: Children) -> None:
    numbers = [len(child.latest.reviews) for child in children(ANYSHIRE, today) if child.in_care]

    assert max(numbers) <= 7
    assert sum(number >= 3 for number in numbers) / len(numbers) > 0.7


@BOTH
def test_the_same_day_gives_the_same_lives(council: Council, children: Children) -> None:
    today = date(2026, 11, 23)

    again = [child for family in families_of(council, today=today) for child in family.children]

    assert again == children(council, today)
    assert again != children(council, date(2026, 11, 24))


@BOTH
@pytest.mark.parametrize("today", DAYS)
def test_nobody_bears_the_name_of_a_real_person(council: Council, today: date, children: Children) -> None:
    lives = [child for child in children(council, today) if child.given]

    assert {child.given for child in lives} <= names.GIVEN_NAMES
    assert {child.family for child in lives} <= names.FAMILY_NAMES
    assert len({(child.given, child.family) for child in lives}) == len(lives)
    assert not {name.casefold() for name in names.FAMILY_NAMES} & COMMON_FAMILY_NAMES
    assert any(not child.given.isascii() for child in lives)


def test_the_people_of_the_councils_are_invented_and_unlike() -> None:
    emails = [council.email_of(person) for council in COUNCILS for person in council.people]
    families = {person.name.split()[-1].casefold() for council in COUNCILS for person in council.people}

    assert len(set(emails)) == len(emails)
    assert all(email.endswith(".example") and email.isascii() for email in emails)
    assert not families & COMMON_FAMILY_NAMES
    assert SIR_UNRHYW.people[0].language == "cy"


def test_the_first_pages_of_the_design_can_be_shown(children: Children) -> None:
    today = date(2026, 11, 23)
    lives = {(child.given, child.family): child for child in children(ANYSHIRE, today)}
    teo = lives["Teo", "Marblecroft"].latest

    assert teo.booking is not None
    assert (teo.started_on, teo.booking.on, f"{teo.booking.at:%H:%M}") == (
        date(2026, 11, 2),
        date(2026, 11, 27),
        "16:15",
    )
    assert lives["Mina", "Marblecroft"].latest.started_on == teo.started_on
