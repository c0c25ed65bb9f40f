"""The steps of a review, worked out from facts and law alone."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from heard.law import Nation, england_and_wales
from heard.reviews.life.steps import steps
from heard.reviews.life.values import Key, Life, Owner, State, Step, next_step

FRIDAY = date(2026, 11, 27)
TODAY = date(2026, 11, 23)


def life(**known: object) -> Life:
    """Teo's first review on the Monday before: booked, prepared but for two papers."""
    booked = Life(
        nation=Nation.ENGLAND,
        clear_days=False,
        today=TODAY,
        due=None,
        due_on=date(2026, 11, 30),
        booked_for=FRIDAY,
        held_on=None,
        completed_on=None,
        cancelled=False,
        adjourned_on=None,
        asked_on=date(2026, 11, 10),
        answered_on=date(2026, 11, 19),
        social_worker_on=date(2026, 11, 6),
        to_ask=7,
        asked=7,
        all_asked_on=date(2026, 11, 11),
        papers_needed=5,
        papers_in=3,
        papers_in_on=date(2026, 11, 20),
        papers_choice=False,
        talk_on=None,
        talk_outcome="",
        separate_wanted=1,
        separate_done=0,
        code="",
        matters_open=12,
        decisions=0,
        issued_on=None,
        received_on=None,
        answers=0,
        care_plan_on=None,
        signed_on=None,
        letter_needed=True,
        letter_on=None,
        to_send=7,
        sent=0,
        all_sent_on=None,
        quality_on=None,
        next_booked=False,
    )
    return replace(booked, **known)  # type: ignore[arg-type]


def of(found: tuple[Step, ...]) -> dict[Key, Step]:
    return {step.key: step for step in found}


def test_lists_the_steps_in_working_order_with_limits_states_and_owners() -> None:
    found = steps(life())

    assert [(step.key.value, step.state.value, step.limit, step.owner.value) for step in found] == [
        ("choices", "done", None, "iro"),
        ("social_worker", "done", date(2026, 11, 6), "iro_and_sw"),
        ("arrange", "done", date(2026, 11, 30), "support"),
        ("invite", "done", date(2026, 11, 13), "support"),
        ("papers", "part", date(2026, 11, 24), "sw"),
        ("papers_choice", "waits", date(2026, 11, 24), "iro"),
        ("private_talk", "to_do", FRIDAY, "iro"),
        ("separate_talks", "to_do", FRIDAY, "iro"),
        ("hold", "to_do", date(2026, 11, 30), "iro"),
        ("took_part", "to_do", None, "iro"),
        ("agenda", "to_do", None, "iro"),
        ("wishes", "to_do", None, "iro"),
        ("decide", "to_do", None, "iro"),
        ("complete", "waits", None, "iro"),
        ("send_decisions", "to_do", date(2026, 12, 4), "iro"),
        ("manager", "waits", None, "tm"),
        ("care_plan", "to_do", date(2026, 12, 11), "sw"),
        ("record", "to_do", date(2026, 12, 18), "iro"),
        ("letter", "to_do", None, "iro"),
        ("distribute", "to_do", date(2026, 12, 29), "support"),
        ("quality", "to_do", None, "iro"),
        ("next_date", "waits", None, "support"),
    ]
    assert next_step(found) == of(found)[Key.PAPERS]


def test_what_was_done_in_time_says_so() -> None:
    found = of(steps(life(all_asked_on=date(2026, 11, 16))))

    assert found[Key.SOCIAL_WORKER].in_time is True
    assert found[Key.INVITE].in_time is False
    assert found[Key.PAPERS].in_time is None


def test_every_limit_before_the_review_is_expected_until_it_is_held() -> None:
    before, held = of(steps(life())), of(steps(life(held_on=FRIDAY, today=FRIDAY)))

    assert (before[Key.INVITE].expected, before[Key.RECORD].expected) == (True, True)
    assert (held[Key.INVITE].expected, held[Key.RECORD].expected) == (False, True)


def test_with_papers_missing_on_the_third_working_day_the_iro_has_to_choose() -> None:
    assert of(steps(life(today=date(2026, 11, 24))))[Key.PAPERS_CHOICE].state is State.TO_DO
    assert of(steps(life(today=date(2026, 11, 24), papers_choice=True)))[Key.PAPERS_CHOICE].state is State.DONE
    assert of(steps(life(today=date(2026, 11, 24), papers_in=5)))[Key.PAPERS_CHOICE].state is State.NOT_NEEDED


def test_the_agenda_is_done_when_matters_rights_and_permanence_are() -> None:
    done = {"held_on": FRIDAY, "matters_open": 0}

    assert of(steps(life(**done)))[Key.AGENDA].state is State.DONE
    for still in ({"matters_open": 1}, {"rights_open": 1}, {"permanence_missing": True}):
        assert of(steps(life(**done | still)))[Key.AGENDA].state is State.TO_DO


@pytest.mark.parametrize(
    ("known", "state"),
    [
        ({}, State.TO_DO),
        ({"wishes": 2, "wishes_open": 2}, State.PART),
        ({"wishes": 2, "wishes_open": 1}, State.PART),
        ({"wishes": 2}, State.DONE),
        ({"code": "PN1"}, State.TO_DO),
        ({"code": "PN7"}, State.NOT_NEEDED),
        ({"code": "PN7", "wishes": 1, "wishes_open": 1}, State.PART),
    ],
)
def test_every_wish_has_an_answer(known: dict[str, object], state: State) -> None:
    assert of(steps(life(held_on=FRIDAY, **known)))[Key.WISHES].state is state


def test_follow_up_is_counted_from_the_last_sitting() -> None:
    found = of(steps(life(held_on=FRIDAY, completed_on=date(2026, 12, 11), adjourned_on=FRIDAY)))

    assert found[Key.COMPLETE].limit == date(2026, 12, 29)
    assert found[Key.COMPLETE].in_time is True
    assert found[Key.SEND_DECISIONS].limit == date(2026, 12, 18)
    assert not found[Key.SEND_DECISIONS].expected


@pytest.mark.parametrize(
    ("known", "limit"),
    [
        pytest.param({"held_on": FRIDAY}, date(2026, 12, 29), id="it goes on, and was not adjourned"),
        pytest.param({"held_on": FRIDAY, "completed_on": date(2026, 12, 30)}, date(2026, 12, 29), id="a series"),
        pytest.param({"held_on": FRIDAY, "completed_on": FRIDAY}, None, id="one sitting"),
        pytest.param({"held_on": FRIDAY, "from_return": True}, None, id="a return does not say it"),
        pytest.param({}, None, id="not begun"),
    ],
)
def test_a_series_of_sittings_has_the_same_limit_as_an_adjourned_review(
    known: dict[str, object], limit: date | None
) -> None:
    step = of(steps(life(**known)))[Key.COMPLETE]

    assert step.limit == limit


@pytest.mark.parametrize(
    ("today", "answers", "state"),
    [
        pytest.param(date(2026, 12, 9), 0, State.TO_DO, id="the limit is not over"),
        pytest.param(date(2026, 12, 9), 1, State.PART, id="one of two answered"),
        pytest.param(date(2026, 12, 9), 2, State.DONE, id="both answered"),
        pytest.param(date(2026, 12, 10), 0, State.DONE, id="silence counts as agreement"),
    ],
)
def test_the_managers_answer_ends_with_silence(today: date, answers: int, state: State) -> None:
    completed = life(
        held_on=FRIDAY,
        completed_on=FRIDAY,
        decisions=2,
        issued_on=date(2026, 12, 2),
        received_on=date(2026, 12, 2),
        today=today,
        answers=answers,
    )

    step = of(steps(completed))[Key.MANAGER]

    assert (step.limit, step.state, step.owner) == (date(2026, 12, 9), state, Owner.MANAGER)


def test_wales_has_no_limit_in_days_for_preparing_and_sending_but_for_the_adjournment() -> None:
    found = of(steps(life(nation=Nation.WALES, held_on=FRIDAY, adjourned_on=FRIDAY)))

    without = {key for key, step in found.items() if step.due is None}
    assert without == set(Key) - {Key.COMPLETE}
    adjourned = found[Key.COMPLETE].due
    assert adjourned is not None
    assert str(adjourned.citation).endswith("reg 42(2)")
    assert found[Key.PRIVATE_TALK].limit == FRIDAY
    assert str(found[Key.PRIVATE_TALK].citation).endswith("reg 42(1)(b)")


@given(st.dates(min_value=date(2012, 1, 1), max_value=date(2028, 12, 1)))
def test_preparation_never_falls_after_the_review_and_follow_up_never_before(day: date) -> None:
    found = of(steps(life(booked_for=day, held_on=None)))
    calendar = england_and_wales()

    for key, count in ((Key.SOCIAL_WORKER, 15), (Key.INVITE, 10), (Key.PAPERS, 3)):
        limit = found[key].limit
        assert limit is not None
        assert limit == calendar.add_working_days(day, -count)
    for key, count in ((Key.SEND_DECISIONS, 5), (Key.CARE_PLAN, 10), (Key.RECORD, 15), (Key.DISTRIBUTE, 20)):
        limit = found[key].limit
        assert limit is not None
        assert limit == calendar.add_working_days(day, count)


def test_in_wales_silence_is_no_agreement_though_the_council_has_a_limit_of_its_own() -> None:
    done = life(
        nation=Nation.WALES, held_on=date(2026, 11, 2), completed_on=date(2026, 11, 2), decisions=2,
        issued_on=date(2026, 11, 3), received_on=date(2026, 11, 3), local={"post-manager-5wd": 5},
    )  # fmt: skip

    step = next(one for one in steps(done) if one.key is Key.MANAGER)

    assert (step.state, step.limit) == (State.TO_DO, date(2026, 11, 10))
