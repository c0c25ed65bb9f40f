"""The limits of planning, counted by hand for both nations (rulebook 1B and 1L)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.law import Nation
from heard.law.pathway import TimeInCare
from heard.law.school_terms import Season, Term
from heard.planning.limits import Facts, Limit, Placed, State, by_term, is_reviewed_by_term, limits

TODAY = date(2026, 11, 23)
MONDAY = date(2026, 11, 2)
DAYS = st.dates(date(2022, 1, 3), date(2026, 11, 23))


def facts(**known: object) -> Facts:
    """A boy of 9 who came into foster care on Monday 2 November 2026; nothing is recorded yet."""
    began = Facts(
        nation=Nation.ENGLAND,
        started_on=MONDAY,
        born_on=date(2017, 3, 14),
        placement_started_on=MONDAY,
        placed=Placed.ORDINARY,
        reviewed_on=None,
        in_proceedings=False,
        done={},
    )
    return replace(began, **known)  # type: ignore[arg-type]


def stand(known: Facts, *, today: date = TODAY) -> dict[str, tuple[State, date | None, date | None, str]]:
    return {
        str(one.kind): (one.state, one.last_on, one.due.due_on if one.due else None, one.rule_id)
        for one in limits(known, today=today)
    }


def test_a_child_of_england_without_anything_recorded_owes_all() -> None:
    assert stand(facts()) == {
        "care_plan": (State.OVERDUE, None, date(2026, 11, 16), "care-plan-10wd"),
        "placement_plan": (State.OVERDUE, None, date(2026, 11, 9), "placement-plan-5wd"),
        "visit": (State.OVERDUE, None, date(2026, 11, 9), "visit-first-1wk"),
        "health": (State.DUE, None, date(2026, 11, 30), "health-initial-20wd"),
        "education": (State.OVERDUE, None, date(2026, 11, 16), "pep-10wd"),
    }


def test_a_child_of_wales_has_the_limits_of_wales() -> None:
    assert stand(facts(nation=Nation.WALES)) == {
        "care_plan": (State.OVERDUE, None, date(2026, 11, 16), "care-plan-10wd"),
        "placement_plan": (State.UNKNOWN, None, None, "placement-plan-5wd"),
        "visit": (State.OVERDUE, None, date(2026, 11, 9), "visit-first-1wk"),
        "health": (State.UNKNOWN, None, None, "health-initial"),
        "education": (State.UNKNOWN, None, None, "pep-10wd"),
        "doctor": (State.OVERDUE, None, date(2026, 11, 16), "wales-gp-10wd"),
        "dentist": (State.DUE, None, date(2027, 2, 2), "wales-dentist-3m"),
    }


def test_what_is_done_on_the_last_day_is_in_time_and_a_day_later_is_late() -> None:
    done = {"care_plan": (date(2026, 11, 16),), "placement_plan": (date(2026, 11, 10),)}

    found = stand(facts(done=done))

    assert found["care_plan"] == (State.IN_TIME, date(2026, 11, 16), date(2026, 11, 16), "care-plan-10wd")
    assert found["placement_plan"] == (State.LATE, date(2026, 11, 10), date(2026, 11, 9), "placement-plan-5wd")


def test_a_limit_is_owed_to_the_end_of_its_day() -> None:
    assert stand(facts(), today=date(2026, 11, 16))["care_plan"][0] is State.DUE
    assert stand(facts(), today=date(2026, 11, 17))["care_plan"][0] is State.OVERDUE


@pytest.mark.parametrize(
    ("made_on", "ended_on", "state"),
    [
        pytest.param(date(2026, 10, 30), None, State.IN_TIME, id="made the week before"),
        pytest.param(date(2026, 10, 5), None, State.IN_TIME, id="made 4 weeks before"),
        pytest.param(date(2026, 10, 4), None, State.OVERDUE, id="made earlier than that"),
        pytest.param(date(2026, 10, 12), date(2026, 10, 16), State.OVERDUE, id="made in the period before"),
        pytest.param(date(2026, 10, 16), date(2026, 10, 16), State.IN_TIME, id="made as the period before ended"),
    ],
)
def test_a_plan_counts_for_the_period_it_was_made_for(made_on, ended_on, state) -> None:
    known = facts(done={"care_plan": (made_on,)}, before_ended_on=ended_on)

    assert stand(known)["care_plan"][0] is state


def test_a_revision_later_does_not_make_a_plan_late() -> None:
    known = facts(done={"care_plan": (date(2026, 11, 20), date(2026, 11, 6))})

    assert stand(known)["care_plan"] == (State.IN_TIME, date(2026, 11, 20), date(2026, 11, 16), "care-plan-10wd")


def test_a_child_who_came_by_a_care_application_has_the_timetable_of_the_court() -> None:
    assert stand(facts(in_proceedings=True))["care_plan"] == (State.UNKNOWN, None, None, "care-plan-court")


@pytest.mark.parametrize("nation", list(Nation))
def test_a_child_on_remand_has_a_care_plan_within_5_working_days(nation) -> None:
    found = stand(facts(nation=nation, remanded=True))["care_plan"]

    assert found == (State.OVERDUE, None, date(2026, 11, 9), "care-plan-remand-5wd")


def test_a_child_in_youth_detention_has_a_detention_placement_plan_in_england() -> None:
    detained = facts(remanded=True, placed=Placed.DETAINED)

    assert stand(detained)["placement_plan"] == (State.OVERDUE, None, date(2026, 11, 16), "detention-plan-10wd")
    welsh = stand(replace(detained, nation=Nation.WALES))["placement_plan"]
    assert welsh == (State.UNKNOWN, None, None, "detention-plan-10wd")


def test_a_move_starts_the_placement_plan_and_the_visits_again_but_no_care_plan() -> None:
    done = {"care_plan": (MONDAY,), "placement_plan": (MONDAY,), "visit": (date(2026, 11, 6), date(2026, 11, 16))}
    moved = facts(started_on=date(2026, 9, 1), placement_started_on=date(2026, 11, 18), done=done)

    found = stand(moved)

    assert found["placement_plan"] == (State.IN_TIME, MONDAY, date(2026, 11, 25), "placement-plan-5wd")
    assert found["visit"] == (State.DUE, None, date(2026, 11, 25), "visit-first-1wk")


@pytest.mark.parametrize(
    ("placed", "reviewed_on", "due_on", "rule"),
    [
        pytest.param(Placed.ORDINARY, None, date(2026, 12, 21), "visit-6wk", id="foster care"),
        pytest.param(Placed.LONG_TERM, None, date(2026, 12, 21), "visit-6wk", id="long term, in the first year"),
        pytest.param(Placed.WITH_PARENT, None, date(2026, 11, 16), "visit-parent-immediate", id="parent, weekly"),
        pytest.param(
            Placed.WITH_PARENT,
            date(2026, 11, 13),
            date(2026, 12, 21),
            "visit-parent-immediate",
            id="parent, reviewed before the week was over",
        ),
        pytest.param(
            Placed.WITH_PARENT,
            date(2026, 11, 16),
            date(2026, 11, 16),
            "visit-parent-immediate",
            id="parent, a visit was owed by the day of the review",
        ),
        pytest.param(
            Placed.PARENT_UNDER_INTERIM_ORDER,
            date(2026, 11, 13),
            date(2026, 12, 7),
            "visit-temp-carer-or-ico-parent",
            id="parent under an interim order, every 4 weeks after the review",
        ),
        pytest.param(
            Placed.PARENT_UNDER_INTERIM_ORDER,
            None,
            date(2026, 11, 16),
            "visit-temp-carer-or-ico-parent",
            id="parent under an interim order, weekly before it",
        ),
        pytest.param(
            Placed.PARENT_UNDER_CARE_ORDER, None, date(2026, 12, 21), "visit-care-order-parent", id="care order"
        ),
        pytest.param(Placed.FOR_ADOPTION, None, date(2026, 11, 16), "adoption-visits", id="adoption"),
    ],
)
def test_the_placement_chooses_when_the_next_visit_is_owed(placed, reviewed_on, due_on, rule) -> None:
    known = facts(placed=placed, reviewed_on=reviewed_on, done={"visit": (date(2026, 11, 9),)})

    _state, last_on, due, by = stand(known)["visit"]

    assert (last_on, due, by) == (date(2026, 11, 9), due_on, rule)


@pytest.mark.parametrize(
    ("last_on", "due_on", "rule"),
    [
        pytest.param(date(2026, 11, 1), date(2026, 12, 13), "visit-6wk", id="the day before the first year is over"),
        pytest.param(date(2026, 11, 2), date(2027, 2, 2), "visit-3m-long-term", id="on the first anniversary"),
    ],
)
@pytest.mark.parametrize("nation", list(Nation))
def test_after_a_year_in_a_long_term_placement_visits_are_owed_every_3_months(nation, last_on, due_on, rule) -> None:
    start = date(2025, 11, 2)
    known = facts(
        nation=nation,
        started_on=start,
        placement_started_on=start,
        placed=Placed.LONG_TERM,
        done={"visit": (start, last_on)},
    )

    assert stand(known)["visit"] == (State.DUE, last_on, due_on, rule)


def test_a_care_order_made_while_the_child_lives_with_a_parent_asks_for_a_visit_within_a_week() -> None:
    visited = {"visit": (date(2026, 11, 16),)}
    known = facts(placed=Placed.PARENT_UNDER_CARE_ORDER, ordered_on=date(2026, 11, 18), done=visited)

    assert stand(known)["visit"] == (State.DUE, None, date(2026, 11, 25), "visit-care-order-parent")


def test_in_short_breaks_only_the_visits_have_a_limit() -> None:
    breaks = facts(placed=Placed.SHORT_BREAKS)

    assert stand(breaks) == {"visit": (State.DUE, None, date(2027, 2, 2), "short-break-visits")}
    seen = replace(breaks, done={"visit": (date(2026, 11, 9),)})
    assert stand(seen) == {"visit": (State.DUE, date(2026, 11, 9), date(2027, 5, 9), "short-break-visits")}
    assert stand(replace(breaks, nation=Nation.WALES)) == {"visit": (State.UNKNOWN, None, None, "short-break-visits")}


@pytest.mark.parametrize(
    ("born_on", "due_on", "rule"),
    [
        pytest.param(date(2021, 11, 10), date(2027, 5, 9), "health-review-u5-6m", id="five the day after"),
        pytest.param(date(2021, 11, 9), date(2027, 11, 9), "health-review-5plus-12m", id="five on that day"),
        pytest.param(None, date(2027, 11, 9), "health-review-5plus-12m", id="not known"),
    ],
)
def test_the_next_health_assessment_depends_on_the_age_at_the_last(born_on, due_on, rule) -> None:
    known = facts(born_on=born_on, done={"health": (date(2026, 11, 9),)})

    assert stand(known)["health"] == (State.DUE, date(2026, 11, 9), due_on, rule)


@pytest.mark.parametrize(
    ("done_on", "rule"),
    [
        pytest.param(date(2026, 8, 2), "health-review-5plus-12m", id="3 months before"),
        pytest.param(date(2026, 8, 1), "health-initial-20wd", id="longer ago"),
    ],
)
def test_a_health_assessment_stands_if_made_in_the_3_months_before(done_on, rule) -> None:
    assert stand(facts(done={"health": (done_on,)}))["health"][3] == rule


def test_a_child_under_3_has_no_education_plan_to_show() -> None:
    assert "education" not in stand(facts(born_on=date(2023, 11, 24)))
    assert "education" in stand(facts(born_on=date(2023, 11, 23)))
    assert "education" in stand(facts(born_on=None))


def test_a_child_who_came_before_the_regulations_has_no_date_for_the_care_plan() -> None:
    early = facts(started_on=date(2010, 5, 4), placement_started_on=date(2010, 5, 4))

    assert stand(early)["care_plan"] == (State.UNKNOWN, None, None, "care-plan-10wd")


def test_a_placement_begun_in_the_relaxed_months_of_2020_has_no_date_for_its_plan() -> None:
    then = facts(started_on=date(2020, 6, 1), placement_started_on=date(2020, 6, 1))

    assert stand(then)["placement_plan"] == (State.UNKNOWN, None, None, "placement-plan-5wd")


@given(start=DAYS, visits=st.lists(DAYS, max_size=5), placed=st.sampled_from(Placed), nation=st.sampled_from(Nation))
def test_one_more_visit_never_brings_the_next_one_forward(start, visits, placed, nation) -> None:
    known = facts(
        nation=nation, started_on=start, placement_started_on=start, placed=placed, done={"visit": tuple(visits)}
    )
    later = max([*visits, start]) + timedelta(days=1)

    before = stand(known)["visit"][2]
    after = stand(replace(known, done={"visit": (*visits, later)}))["visit"][2]

    assert before is None or (after is not None and after >= before)


@given(start=DAYS, plans=st.lists(DAYS, max_size=4), today=DAYS, nation=st.sampled_from(Nation))
def test_overdue_is_said_only_after_the_day_and_late_only_of_what_came_after_it(start, plans, today, nation) -> None:
    known = facts(nation=nation, started_on=start, placement_started_on=start, done={"care_plan": tuple(plans)})

    state, last_on, due_on, _rule = stand(known, today=today)["care_plan"]

    assert due_on is not None
    assert (state is State.OVERDUE) == (last_on is None and today > due_on)
    if state is State.LATE:
        assert min(day for day in plans if day >= start - timedelta(weeks=4)) > due_on


LONG = (TimeInCare(from_on=date(2025, 1, 6)),)


@pytest.mark.parametrize("nation", [Nation.ENGLAND, Nation.WALES])
@pytest.mark.parametrize(
    ("known", "wanted"),
    [
        pytest.param({}, (State.DUE, None, date(2026, 12, 1), "pathway-assess-3m"), id="from the 16th birthday"),
        pytest.param({"in_care": (TimeInCare(from_on=date(2026, 7, 27)),)},
                     (State.DUE, None, date(2027, 1, 25), "pathway-assess-3m"), id="from the day of 13 weeks"),
        pytest.param({"done": {"pathway_plan": (date(2026, 10, 1),)}},
                     (State.IN_TIME, date(2026, 10, 1), None, "pathway-plan-asap"), id="made"),
        pytest.param({"in_care": (TimeInCare(from_on=date(2026, 9, 7)),)}, None, id="not 13 weeks yet"),
        pytest.param({"in_care": (TimeInCare(from_on=date(2025, 1, 6), short_breaks_only=True),)}, None, id="breaks"),
        pytest.param({"born_on": date(2010, 12, 1)}, None, id="not 16 yet"),
        pytest.param({"born_on": None}, None, id="birth not known"),
    ],
)  # fmt: skip
def test_a_young_person_who_is_eligible_is_owed_a_pathway_plan(
    nation: Nation, known: dict[str, object], wanted: object
) -> None:
    found = stand(facts(**{"nation": nation, "born_on": date(2010, 9, 1), "in_care": LONG} | known))

    assert found.get("pathway_plan") == wanted


def test_a_pathway_assessment_past_its_day_is_overdue() -> None:
    known = facts(born_on=date(2010, 9, 1), in_care=LONG)

    assert stand(known, today=date(2026, 12, 1))["pathway_plan"][0] is State.DUE
    assert stand(known, today=date(2026, 12, 2))["pathway_plan"][0] is State.OVERDUE


AUTUMN = Term(season=Season.AUTUMN, first_day=date(2026, 9, 2), last_day=date(2026, 12, 18))
SPRING = Term(season=Season.SPRING, first_day=date(2027, 1, 4), last_day=date(2027, 3, 24))


@pytest.mark.parametrize(
    ("made", "today", "stands"),
    [
        pytest.param(date(2026, 11, 5), TODAY, (State.DUE, date(2027, 3, 24)), id="made this term"),
        pytest.param(date(2026, 12, 28), date(2027, 3, 24), (State.DUE, date(2027, 3, 24)), id="the term's last day"),
        pytest.param(date(2026, 11, 5), date(2027, 3, 25), (State.OVERDUE, date(2027, 3, 24)), id="a term without one"),
        pytest.param(date(2027, 1, 11), date(2027, 3, 25), (State.LATE, date(2026, 11, 16)), id="next term unknown"),
    ],
)
def test_a_personal_education_plan_is_owed_again_every_school_term(
    made: date, today: date, stands: tuple[State, date]
) -> None:
    [first] = [one for one in limits(facts(done={"education": (made,)}), today=today) if one.kind == "education"]

    found = by_term(first, (AUTUMN, SPRING), today=today)

    assert is_reviewed_by_term(first, Nation.ENGLAND)
    assert (found.state, found.by, found.last_on, found.by_terms) == (*stands, made, True)


def test_no_term_counts_before_the_first_plan_nor_in_wales() -> None:
    def education(known: Facts) -> Limit:
        [found] = [one for one in limits(known, today=TODAY) if one.kind == "education"]
        return found

    made = {"education": (date(2026, 11, 5),)}
    assert not is_reviewed_by_term(education(facts()), Nation.ENGLAND)
    assert not is_reviewed_by_term(education(facts(nation=Nation.WALES, done=made)), Nation.WALES)


@pytest.mark.parametrize(
    ("known", "stands"),
    [
        pytest.param({}, None, id="nothing suggests that it is owed"),
        pytest.param({"postcodes_apart": True}, (State.UNKNOWN, None, date(2026, 11, 9)), id="the postcodes lie apart"),
        pytest.param(
            {"done": {"area_notice": (date(2026, 10, 30),)}},
            (State.IN_TIME, date(2026, 10, 30), date(2026, 11, 9)),
            id="before the placement",
        ),
        pytest.param(
            {"done": {"area_notice": (date(2026, 11, 9),)}},
            (State.IN_TIME, date(2026, 11, 9), date(2026, 11, 9)),
            id="by the limit of an emergency",
        ),
        pytest.param(
            {"done": {"area_notice": (date(2026, 11, 10),)}},
            (State.LATE, date(2026, 11, 10), date(2026, 11, 9)),
            id="later than in an emergency",
        ),
        pytest.param({"nation": Nation.WALES, "postcodes_apart": True}, None, id="a rule of England"),
    ],
)
def test_the_authority_of_the_area_is_told_of_a_placement(
    known: dict[str, object], stands: tuple[State, date | None, date] | None
) -> None:
    found = stand(facts(**known)).get("area_notice")

    assert found == (None if stands is None else (*stands, "out-of-area-notice-5wd"))
