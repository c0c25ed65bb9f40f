"""M08 to M14: reviews held, in time, how late, adjourned, and how children took part."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Child
from heard.deadlines.held import reviews_held
from heard.deadlines.measures import Span
from heard.reporting.registry import definitions, measure, measures, report
from heard.reporting.shapes import Line, percent
from tests.factories import TODAY, ChildFactory, PeriodFactory, ReviewFactory, diary

pytestmark = pytest.mark.django_db
YEAR = Span(first=date(2026, 4, 1), last=date(2026, 11, 23), today=TODAY)


def child(
    authority: ResponsibleAuthority, started: date, *held: date, born: date = date(2017, 3, 14), **period: Any
) -> Child:
    one = ChildFactory.create(authority=authority, born_on=born)
    own = PeriodFactory.create(child=one, started_on=started, **period)
    for day in held:
        ReviewFactory.create(period=own, held=True, held_on=day)
    return one


def lines(measure_id: str, authority: ResponsibleAuthority) -> list[Line]:
    return measure(measure_id).compute(authority, YEAR)


def test_reviews_are_counted_by_stream_kind_and_month(anyshire: ResponsibleAuthority) -> None:
    child(anyshire, date(2026, 4, 1), date(2026, 4, 20), date(2026, 7, 10), date(2026, 8, 3))
    child(anyshire, date(2026, 4, 1), date(2026, 3, 31), date(2026, 4, 21))
    child(anyshire, date(2026, 4, 1), date(2026, 6, 1), short_break=True)
    diary(anyshire)

    [line] = lines("M08", anyshire)

    assert (line.value, line.numerator, line.denominator) == (Decimal(5), Decimal(5), None)
    assert line.parts == {"full-time": 4, "short-break": 1, "first": 3, "second": 1, "later": 0, "early": 1}
    assert [(month.month, month.value) for month in line.months] == [
        (date(2026, 4, 1), Decimal(2)),
        (date(2026, 6, 1), Decimal(1)),
        (date(2026, 7, 1), Decimal(1)),
        (date(2026, 8, 1), Decimal(1)),
    ]


def test_a_review_that_still_goes_on_is_adjourned_and_not_held(anyshire: ResponsibleAuthority) -> None:
    goes_on = child(anyshire, date(2026, 10, 12))
    ReviewFactory.create(child=goes_on, held=True, held_on=date(2026, 11, 9), completed_on=None)
    too_long = child(anyshire, date(2026, 8, 3))
    ReviewFactory.create(child=too_long, held=True, held_on=date(2026, 8, 24), completed_on=date(2026, 10, 30))
    soon = child(anyshire, date(2026, 8, 3))
    ReviewFactory.create(child=soon, held=True, held_on=date(2026, 8, 24), completed_on=date(2026, 9, 1))
    forgotten = child(anyshire, date(2026, 8, 3))
    ReviewFactory.create(child=forgotten, held=True, held_on=date(2026, 8, 24), completed_on=None)
    diary(anyshire)

    [adjourned] = lines("M12", anyshire)
    [held] = lines("M08", anyshire)

    assert (adjourned.value, adjourned.numerator, adjourned.denominator) == (Decimal("33.3"), Decimal(1), Decimal(3))
    assert {name: number for name, number in adjourned.parts.items() if number} == {
        "adjourned": 4, "still_open": 1, "": 4,
    }  # fmt: skip
    assert held.value == Decimal(2)


def test_reviews_in_time_stand_for_all_and_for_each_stream(anyshire: ResponsibleAuthority) -> None:
    child(anyshire, date(2026, 9, 1), date(2026, 9, 20))
    child(anyshire, date(2026, 9, 1), date(2026, 10, 1))
    child(anyshire, date(2026, 4, 1), date(2026, 6, 1), short_break=True)
    diary(anyshire)

    found = lines("M09", anyshire)
    children = lines("M10", anyshire)
    late = lines("M11", anyshire)

    assert [(line.key, line.value, line.numerator, line.denominator) for line in found] == [
        ("", Decimal("66.7"), Decimal(2), Decimal(3)),
        ("full-time", Decimal("50.0"), Decimal(1), Decimal(2)),
        ("short-break", Decimal(100), Decimal(1), Decimal(1)),
    ]
    assert found[0].parts == {"in_time": 2, "late": 1, "not_held": 0, "left_out": 0}
    assert [(line.key, line.numerator, line.denominator) for line in children] == [
        ("", Decimal(1), Decimal(2)),
        ("short-break", Decimal(1), Decimal(1)),
    ]
    assert [(line.key, line.value, line.denominator) for line in late] == [
        ("", Decimal("2.0"), Decimal(1)),
        ("most", Decimal(2), Decimal(1)),
        ("avoidable", None, Decimal(0)),
    ]
    assert late[0].parts == {"": 1}


def test_participation_counts_codes_and_children_and_shows_what_is_not_known(anyshire: ResponsibleAuthority) -> None:
    speaks = child(anyshire, date(2026, 4, 1))
    ReviewFactory.create(child=speaks, held=True, held_on=date(2026, 4, 20), participation_code="PN4")
    ReviewFactory.create(child=speaks, held=True, held_on=date(2026, 7, 10), participation_code="PN6")
    silent = child(anyshire, date(2026, 4, 1))
    ReviewFactory.create(child=silent, held=True, held_on=date(2026, 4, 20), participation_code="PN4")
    unknown = child(anyshire, date(2026, 4, 1))
    ReviewFactory.create(child=unknown, held=True, held_on=date(2026, 4, 20), participation_code="")
    baby = child(anyshire, date(2026, 4, 1), born=date(2025, 1, 1))
    ReviewFactory.create(child=baby, held=True, held_on=date(2026, 4, 20), participation_code="PN0")
    diary(anyshire)

    [by_code] = lines("M13", anyshire)
    [by_child] = lines("M14", anyshire)

    assert (by_code.value, by_code.numerator, by_code.denominator) == (Decimal("25.0"), Decimal(1), Decimal(4))
    assert {name: number for name, number in by_code.parts.items() if number} == {"PN0": 1, "PN4": 2, "PN6": 1, "": 1}
    assert (by_child.value, by_child.numerator, by_child.denominator) == (Decimal("25.0"), Decimal(1), Decimal(4))
    assert by_child.parts == {"took_part": 1, "observed": 0, "under_four": 1, "no_part": 1, "": 1}


def test_says_nothing_of_participation_where_no_review_has_a_code(sir_unrhyw: ResponsibleAuthority) -> None:
    one = child(sir_unrhyw, date(2026, 4, 1))
    ReviewFactory.create(child=one, held=True, held_on=date(2026, 4, 20), participation_code="")
    diary(sir_unrhyw)

    [line] = lines("M13", sir_unrhyw)

    assert (line.value, line.shown, line.denominator) == (None, "n/a", Decimal(1))
    assert line.note == "No review of the period has a participation code, so nothing can be said."


def test_a_fourth_birthday_on_the_day_of_the_review_counts(anyshire: ResponsibleAuthority) -> None:
    one = child(anyshire, date(2026, 4, 1), born=date(2022, 4, 20))
    ReviewFactory.create(child=one, held=True, held_on=date(2026, 4, 20), participation_code="PN1")
    other = child(anyshire, date(2026, 4, 1), born=date(2022, 4, 21))
    ReviewFactory.create(child=other, held=True, held_on=date(2026, 4, 20), participation_code="PN0")
    diary(anyshire)

    [line] = lines("M13", anyshire)

    assert (line.numerator, line.denominator) == (Decimal(1), Decimal(1))


def test_an_empty_service_has_no_shares_and_no_error(anyshire: ResponsibleAuthority) -> None:
    found = report(anyshire, YEAR)

    assert [one.definition.id for one in found] == [one.id for one in definitions()]
    shares = {one.definition.id: one.lines[0].shown for one in found}
    expected = {"M08": "0", "M30": "n/a"} | {f"M{number:02d}": "n/a" for number in range(5, 18) if number != 8}
    assert {name: shares[name] for name in expected} == expected


def test_nothing_of_another_authority_is_counted(
    anyshire: ResponsibleAuthority, sir_unrhyw: ResponsibleAuthority
) -> None:
    child(sir_unrhyw, date(2026, 4, 1), date(2026, 4, 20))
    diary(sir_unrhyw)

    assert reviews_held(anyshire.pk, YEAR) == []
    assert len(reviews_held(sir_unrhyw.pk, YEAR)) == 1


def test_a_share_is_never_rounded_up_to_the_whole_or_down_to_nothing() -> None:
    assert [percent(part, 5000) for part in (0, 1, 2500, 4999, 5000)] == [
        Decimal(0), Decimal("0.1"), Decimal("50.0"), Decimal("99.9"), Decimal(100),
    ]  # fmt: skip
    assert percent(0, 0) is None


def test_every_measure_is_defined_once_and_says_what_is_counted_out_of_what() -> None:
    ids = [one.id for one in definitions()]

    assert ids == sorted(set(ids))
    assert {f"M{number:02d}" for number in (*range(5, 18), 30)} <= set(ids)
    assert len(measures()) == len(ids)
    assert [one.id for one in definitions() if not (one.counted and one.out_of and one.note and one.version)] == []
