"""The parts of the reason, in their order, for limits of every kind."""

import dataclasses
from datetime import date
from typing import Any

import pytest
from django.utils import translation

from heard.law import Confidence, Duty, Nation, catalogue, due_date, england_and_wales
from heard.law.engine import DueDate
from heard.law.rules import Direction, Length, LengthKind
from heard.pages.presenters import holidays, why
from heard.pages.presenters.why import CaseSystemDate, Fact, Setting

TODAY = date(2026, 11, 23)
CALENDAR = england_and_wales()
INSTRUMENT = "Care Planning, Placement and Case Review (England) Regulations 2010"
URL = "https://www.legislation.gov.uk/uksi/2010/959/regulation/33"
SETTING = Setting(today=TODAY, about="first review, Teo Marblecroft", more="/why/1/")


def first_review(started: date = date(2026, 11, 27)) -> DueDate:
    return due_date(catalogue().rule("review-first-20wd", Nation.ENGLAND), counted_from=started)


def with_length(kind: LengthKind, amount: int, due_on: date, **changes: Any) -> DueDate:
    length = Length(kind=kind, amount=amount, **changes.pop("length", {}))
    return dataclasses.replace(first_review(), length=length, due_on=due_on, **changes)


def with_version(due: DueDate, **changes: Any) -> DueDate:
    return dataclasses.replace(due, version=dataclasses.replace(due.version, **changes))


def facts(found: why.Why) -> dict[str, str]:
    return {fact.term: fact.text for fact in found.facts}


def test_gives_every_part_in_order() -> None:
    setting = dataclasses.replace(
        SETTING, event="when Teo became looked after", case_system=CaseSystemDate(due_on=date(2026, 12, 29))
    )

    found = why.full(first_review(), setting, calendar=CALENDAR)

    assert found.lead == "First review of the child's case: within 20 working days. Tuesday 29 December is day 20."
    assert found.facts == (
        Fact(term="Counted from", text="Friday 27 November 2026, when Teo became looked after"),
        Fact(term="Length", text="20 working days; the first day is not counted"),
        Fact(
            term="Not counted",
            text="5 weekends. Friday 25 December, Christmas Day. Monday 28 December, Boxing Day (substitute day).",
        ),
        Fact(term="Source", text=f"Regulation 33(1), {INSTRUMENT}", href=URL),
        Fact(term="Force", text="Law, England. What is missed is late, and needs a reason."),
        Fact(term="Rule", text="review-first-20wd, England, in force since 1 April 2011"),
        Fact(term="Checked", text="Compared with the text on 21 November 2026."),
        Fact(term="Case system", text="Says Tuesday 29 December 2026: the same"),
    )
    assert (found.iso, found.short, found.long) == ("2026-12-29", "Tue 29 Dec", "Tuesday 29 December 2026")
    assert (found.about, found.more, found.to_be_confirmed) == ("first review, Teo Marblecroft", "/why/1/", False)
    assert found.count is not None


def test_lists_get_the_short_form() -> None:
    found = why.brief(first_review(date(2026, 11, 2)), SETTING)

    assert facts(found) == {
        "Counted from": "Monday 2 November 2026, date the child becomes looked after",
        "Not counted": "4 weekends. No bank holiday fell in these days.",
        "Source": f"Regulation 33(1), {INSTRUMENT} (law)",
    }
    assert found.count is None


def test_a_limit_in_months_does_not_move_off_a_weekend() -> None:
    second = due_date(catalogue().rule("review-second-3m", Nation.ENGLAND), counted_from=date(2026, 11, 27))

    found = why.full(second, SETTING, calendar=CALENDAR)

    assert facts(found)["Length"] == "3 months, to the same day of the month"
    assert facts(found)["Weekends"] == (
        "The limit is a Saturday and does not move. Last working day before it: Friday 26 February."
    )
    assert "Not counted" not in facts(found)
    assert found.count is None


def test_a_rule_from_memory_says_so_also_in_the_short_form() -> None:
    due = with_version(first_review(), confidence=Confidence.MEMORY)

    found = why.brief(due, SETTING)

    assert found.to_be_confirmed
    assert facts(found)["Checked"].startswith("To be confirmed: nobody has compared it with the text yet.")


@pytest.mark.parametrize(
    ("confidence", "read_on", "text"),
    [
        (Confidence.TEXT, None, "Compared with the text."),
        (Confidence.SECOND_HAND, date(2026, 11, 21), "Read second-hand. Not yet compared with the text itself."),
    ],
)
def test_says_how_the_text_was_read(confidence: Confidence, read_on: date | None, text: str) -> None:
    due = first_review()
    citation = dataclasses.replace(due.citation, read_on=read_on)

    found = why.full(with_version(due, confidence=confidence, citation=citation), SETTING, calendar=CALENDAR)

    assert facts(found)["Checked"] == text
    assert not found.to_be_confirmed


@pytest.mark.parametrize(
    ("duty", "authority", "force", "word"),
    [
        (Duty.GUIDANCE, "", "Statutory guidance for England. Depart from it only for a good reason", "statutory"),
        (Duty.LOCAL, "Anyshire", "Local, Anyshire", "local"),
    ],
)
def test_guidance_and_local_targets_are_never_called_law(duty: Duty, authority: str, force: str, word: str) -> None:
    due = with_version(first_review(), duty=duty)
    setting = dataclasses.replace(SETTING, authority=authority)

    assert facts(why.full(due, setting, calendar=CALENDAR))["Force"].startswith(force)
    assert f"({word}" in facts(why.brief(due, setting))["Source"]


@pytest.mark.parametrize(
    ("held", "text"),
    [
        (CaseSystemDate(due_on=None), "Holds no date for this"),
        (CaseSystemDate(due_on=date(2026, 12, 28), href="/imports/1/"), "Says Monday 28 December 2026: it differs"),
    ],
)
def test_says_what_the_case_system_holds(held: CaseSystemDate, text: str) -> None:
    found = why.full(first_review(), dataclasses.replace(SETTING, case_system=held), calendar=CALENDAR)

    assert found.facts[-1] == Fact(term="Case system", text=text, href=held.href)


def test_says_what_the_date_rests_on() -> None:
    setting = dataclasses.replace(SETTING, condition="if the review is completed on 27 November")

    assert why.brief(first_review(), setting).lead.endswith(" Holds if the review is completed on 27 November.")


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (with_length(LengthKind.WORKING_DAYS, 1, date(2026, 11, 30)), "1 working day; the first day is not counted"),
        (with_length(LengthKind.DAYS, 14, date(2026, 12, 11)), "14 days; the first day is not counted"),
        (with_length(LengthKind.WEEKS, 4, date(2026, 12, 25)), "4 weeks; the first day is not counted"),
        (with_length(LengthKind.MONTHS, 3, date(2027, 2, 28)), "3 months, to the last day of a shorter month"),
        (with_length(LengthKind.YEARS, 1, date(2027, 11, 27)), "1 year, to the same day of the month"),
        (
            with_length(LengthKind.WINDOW, 28, date(2027, 1, 8), length={"upper": 42}),
            "between day 28 and day 42",
        ),
        (with_length(LengthKind.NOT_BEFORE, 42, date(2027, 1, 8)), "not before day 42"),
        (
            with_length(LengthKind.YEARS, 75, date(2101, 11, 26), length={"beginning_with": True}),
            "75 years, beginning with the day itself",
        ),
        (
            with_length(LengthKind.WORKING_DAYS, 10, date(2026, 11, 13), direction=Direction.BACK),
            "10 working days before; the day itself is not counted",
        ),
    ],
)
def test_says_the_length_in_its_own_unit(due: DueDate, words: str) -> None:
    assert why.length_in_words(due) == words


def test_a_count_back_is_led_by_what_it_comes_before() -> None:
    due = with_length(LengthKind.WORKING_DAYS, 10, date(2026, 11, 13), direction=Direction.BACK)

    assert why.brief(due, SETTING).lead == "First review of the child's case: at least 10 working days before."


@pytest.mark.parametrize(
    ("provision", "words"),
    [
        ("reg 33(1)", "Regulation 33(1)"),
        ("reg 4(2), reg 5", "Regulation 4(2), regulation 5"),
        ("s.31A; CPR10 reg 4", "Section 31A; CPR10 regulation 4"),
        ("chapter 3", "Chapter 3"),
    ],
)
def test_provisions_are_written_out(provision: str, words: str) -> None:
    assert why.provision_in_words(provision) == words


def test_every_rule_with_a_number_can_be_explained() -> None:
    explained = 0
    for rule in catalogue().rules():
        if not rule.latest.length.has_date:
            continue
        latest = rule.latest
        started = max(latest.in_force_from, min(latest.in_force_until or TODAY, TODAY))
        due = due_date(rule, counted_from=started)
        found = why.full(due, SETTING, calendar=CALENDAR)
        assert [fact for fact in found.facts if not fact.text] == []
        explained += 1
    assert explained > 50


def test_the_catalogue_knows_every_bank_holiday_by_name() -> None:
    assert set(CALENDAR.holidays.values()) <= set(holidays.NAMES)


def test_speaks_welsh() -> None:
    with translation.override("cy"):
        found = why.full(first_review(), SETTING, calendar=CALENDAR)

        assert facts(found)["Hyd"] == "20 diwrnod gwaith; nid yw’r diwrnod cyntaf yn cael ei gyfrif"
        assert "Dydd Gwener 25 Rhagfyr, Dydd Nadolig." in facts(found)["Heb eu cyfrif"]
