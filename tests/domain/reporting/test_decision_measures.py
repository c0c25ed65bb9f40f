"""M24 to M26: decisions sent, answered, carried out."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority
from heard.children.models import Party
from heard.deadlines.measures import Span
from heard.reporting.registry import measure
from heard.reporting.shapes import Line
from heard.reviews.models import Invitation, Review, ReviewSettings, SentCopy
from tests.factories import (
    TODAY,
    AnswerFactory,
    DecisionFactory,
    IssuedFactory,
    PartyFactory,
    ReviewFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
YEAR = Span(first=date(2026, 4, 1), last=date(2027, 3, 31), today=TODAY)


def review(authority: ResponsibleAuthority, held_on: date, **more: Any) -> Review:
    return ReviewFactory.create(
        period__child__authority=authority, period__started_on=date(2026, 1, 5), held=True, held_on=held_on, **more
    )


def sent(authority: ResponsibleAuthority, held_on: date, issued_on: date, **more: Any) -> Review:
    made = review(authority, held_on, **more)
    IssuedFactory.create(review=made, issued_on=issued_on)
    return made


def share_of(line: Line) -> tuple[int, int]:
    """Numerator and denominator as whole numbers."""
    assert line.numerator is not None
    assert line.denominator is not None
    return int(line.numerator), int(line.denominator)


def lines(measure_id: str, authority: ResponsibleAuthority) -> dict[str, Line]:
    return {line.key: line for line in measure(measure_id).compute(authority, YEAR)}


def test_decisions_are_in_time_up_to_the_fifth_working_day(anyshire: ResponsibleAuthority) -> None:
    sent(anyshire, date(2026, 9, 7), date(2026, 9, 14))  # the fifth working day
    sent(anyshire, date(2026, 9, 7), date(2026, 9, 15))
    review(anyshire, date(2026, 9, 7))
    review(anyshire, date(2026, 11, 16))  # its limit is today and has not passed
    review(anyshire, date(2026, 3, 2))  # its limit fell before the period
    review(anyshire, date(2026, 9, 7), completed_on=None)

    line = lines("M24", anyshire)[""]

    assert (*share_of(line), line.value) == (1, 3, Decimal("33.3"))
    assert line.parts == {"in_time": 1, "late": 1, "not_done": 1}
    assert (line.since, line.left_out) == (date(2026, 3, 2), 0)


def test_what_came_with_a_return_counts_from_the_first_review_of_the_service_itself(
    anyshire: ResponsibleAuthority,
) -> None:
    review(anyshire, date(2026, 9, 4), returned=True, completed_on=None)
    review(anyshire, date(2026, 9, 4), returned=True)
    sent(anyshire, date(2026, 9, 7), date(2026, 9, 14))
    review(anyshire, date(2026, 9, 8), returned=True, completed_on=None)  # a return tells the day alone

    found = lines("M24", anyshire)

    told = {key: (*share_of(found[key]), found[key].since, found[key].left_out) for key in ("", "record")}
    assert told == {"": (1, 2, date(2026, 9, 7), 2), "record": (0, 2, date(2026, 9, 7), 2)}
    assert found[""].parts == {"in_time": 1, "late": 0, "not_done": 1}


def test_the_letter_is_counted_in_days_from_the_end_of_the_review(anyshire: ResponsibleAuthority) -> None:
    iro = UserFactory.create(iro=True, authority=anyshire)
    for days in (4, 8):
        made = review(anyshire, date(2026, 9, 1))
        SentCopy.objects.create(
            authority=anyshire, review=made, copy="letter", recipient_name="Teo", way="outbox",
            sent_on=date(2026, 9, 1), left_on=date(2026, 9, 1 + days), sent_by=iro,
        )  # fmt: skip
    waiting = review(anyshire, date(2026, 9, 1))
    SentCopy.objects.create(
        authority=anyshire, review=waiting, copy="letter", recipient_name="Teo", way="outbox",
        sent_on=date(2026, 9, 2), sent_by=iro,
    )  # fmt: skip

    line = lines("M24", anyshire)["letter"]

    assert (line.value, line.denominator, line.unit.value) == (Decimal(6), Decimal(2), "days")


def test_a_round_number_of_days_is_shown_in_full(anyshire: ResponsibleAuthority) -> None:
    made = review(anyshire, date(2026, 9, 1))
    gave(made, None, date(2026, 9, 21), "letter")

    assert lines("M24", anyshire)["letter"].shown == "20"


def gave(made: Review, party: Party | None, left_on: date | None, copy: str = "record") -> None:
    SentCopy.objects.create(
        authority=made.authority, review=made, copy=copy, party=party, recipient_name="x", way="hand",
        sent_on=left_on or date(2026, 9, 10), left_on=left_on,
        sent_by=UserFactory.create(iro=True, authority=made.authority),
    )  # fmt: skip


def listed(made: Review, *kinds: str) -> list[Party]:
    people = [PartyFactory.create(child=made.child, kind=kind) for kind in kinds]
    for party in people:
        Invitation.objects.create(authority=made.authority, review=made, party=party, invited=True, consulted=True)
    return people


def test_the_record_is_sent_out_in_time_when_the_last_on_the_list_had_it_in_time(
    anyshire: ResponsibleAuthority,
) -> None:
    in_time, late, open_, none, without_list = (review(anyshire, date(2026, 9, 1)) for _ in range(5))
    mother, school = listed(in_time, "parent", "school")
    gave(in_time, mother, date(2026, 9, 29), "parents")  # the twentieth working day
    gave(in_time, school, date(2026, 9, 8), "decisions")  # the whole of a school's copy
    mother, carer = listed(late, "parent", "foster_carer")
    gave(late, mother, date(2026, 9, 8), "parents")
    gave(late, carer, date(2026, 9, 30))
    mother, carer = listed(open_, "parent", "foster_carer")
    gave(open_, mother, date(2026, 9, 8), "parents")
    gave(open_, carer, date(2026, 9, 8), "decisions")
    gave(open_, carer, None)  # waits in the outbox
    listed(none, "parent")
    gave(without_list, None, date(2026, 9, 8))
    gave(review(anyshire, date(2026, 9, 1)), None, date(2026, 9, 8), "letter")

    line = lines("M24", anyshire)["distributed"]

    assert share_of(line) == (2, 6)


def test_in_wales_no_limit_is_made_up(sir_unrhyw: ResponsibleAuthority) -> None:
    sent(sir_unrhyw, date(2026, 9, 7), date(2026, 9, 8))

    found = lines("M24", sir_unrhyw)

    assert [(found[key].value, found[key].denominator) for key in ("", "record", "distributed")] == [(None, None)] * 3
    assert str(found[""].note) == "Welsh law sets no limit in working days for this."


def test_a_welsh_council_is_judged_by_limits_of_its_own(sir_unrhyw: ResponsibleAuthority) -> None:
    ReviewSettings.objects.create(authority=sir_unrhyw, local_limits={"post-decisions-5wd": 3})
    sent(sir_unrhyw, date(2026, 9, 7), date(2026, 9, 10))  # the third working day
    sent(sir_unrhyw, date(2026, 9, 7), date(2026, 9, 11))

    found = lines("M24", sir_unrhyw)

    assert (share_of(found[""]), str(found[""].note)) == (
        (1, 2), "Judged by the council’s own limit of 3 working days: neither law nor guidance of Wales has one.",
    )  # fmt: skip
    assert (found["record"].value, str(found["record"].note)) == (
        None, "Welsh law sets no limit in working days for this.",
    )  # fmt: skip


def test_a_set_is_agreed_disagreed_silent_or_still_waits(anyshire: ResponsibleAuthority) -> None:
    agreed = sent(anyshire, date(2026, 9, 7), date(2026, 9, 8))
    AnswerFactory.create(decision__review=agreed, answered_on=date(2026, 9, 9))
    disagreed = sent(anyshire, date(2026, 9, 7), date(2026, 9, 8))
    AnswerFactory.create(decision__review=disagreed, disagreed=True, answered_on=date(2026, 9, 9))
    DecisionFactory.create(review=disagreed)
    silent = sent(anyshire, date(2026, 9, 7), date(2026, 9, 8))
    AnswerFactory.create(decision__review=silent, disagreed=True, answered_on=date(2026, 9, 30), in_time=False)
    DecisionFactory.create(review=sent(anyshire, date(2026, 11, 16), date(2026, 11, 18)))
    DecisionFactory.create(review=sent(anyshire, date(2026, 3, 2), date(2026, 3, 9)))

    found = lines("M25", anyshire)

    assert share_of(found[""]) == (2, 3)
    assert found[""].parts == {"agreed": 1, "disagreed": 1, "silent": 1, "waiting": 1}
    assert {key: share_of(line) for key, line in found.items() if key} == {
        "agreed": (1, 3),
        "disagreed": (1, 3),
        "silent": (1, 3),
    }


def test_a_welsh_set_waits_until_it_is_answered(sir_unrhyw: ResponsibleAuthority) -> None:
    DecisionFactory.create(review=sent(sir_unrhyw, date(2026, 9, 7), date(2026, 9, 8)))

    found = lines("M25", sir_unrhyw)

    assert (found[""].value, share_of(found[""]), found[""].parts["waiting"]) == (None, (0, 0), 1)


def test_decisions_are_counted_by_what_became_of_them_and_by_owner(anyshire: ResponsibleAuthority) -> None:
    made = sent(anyshire, date(2026, 9, 7), date(2026, 9, 8))
    due = {"review": made, "due_on": date(2026, 10, 1)}
    DecisionFactory.create(**due, state="done", done_on=date(2026, 10, 1))
    DecisionFactory.create(**due, state="done", done_on=date(2026, 10, 2), owner_kind="health")
    DecisionFactory.create(**due, remedial_due_on=date(2026, 12, 1), remedial_reason="New worker")
    DecisionFactory.create(**due, dropped=True)
    carried = DecisionFactory.create(**due, state="carried")
    DecisionFactory.create(review=made, due_on=TODAY, carried_from=carried, carried_times=2)  # due today: not passed
    DecisionFactory.create(review=review(anyshire, date(2026, 9, 8)), due_on=date(2026, 10, 1))  # never sent

    found = lines("M26", anyshire)

    assert (*share_of(found[""]), found[""].value) == (1, 5, Decimal("20.0"))
    assert found[""].parts == {
        "in_time": 1, "late": 1, "open": 1, "dropped": 1, "carried": 1, "carried_more_than_once": 1,
    }  # fmt: skip
    assert share_of(found["sw"]) == (1, 4)
    assert found["health"].parts == {"in_time": 0, "late": 1, "open": 0, "dropped": 0, "carried": 0}
    assert set(found) == {"", "sw", "health"}


def test_nothing_sent_is_no_share(anyshire: ResponsibleAuthority) -> None:
    found = lines("M26", anyshire)

    assert (found[""].value, found[""].shown) == (None, "n/a")
