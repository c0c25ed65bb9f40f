"""M12 to M17 and M30 as far as they rest on talks and meetings."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.deadlines.measures import Span
from heard.reporting.registry import measure
from heard.reporting.shapes import Line
from heard.reviews.models import Adjournment, ChildsPart, Choices, Permanence, PrivateTalk, Review, ReviewSettings
from tests.factories import TODAY, ChildFactory, PeriodFactory, ReviewFactory, UserFactory, diary

pytestmark = pytest.mark.django_db
YEAR = Span(first=date(2026, 4, 1), last=date(2026, 11, 23), today=TODAY)


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


def review(iro: User, *, born: date | None = date(2014, 3, 14), code: str = "PN1", **more: Any) -> Review:
    period = PeriodFactory.create(
        child=ChildFactory.create(authority=iro.authority, born_on=born), started_on=date(2026, 4, 1)
    )
    given = {"held": True, "held_on": date(2026, 4, 20), "participation_code": code} | more
    return ReviewFactory.create(period=period, **given)


def line(measure_id: str, authority: ResponsibleAuthority) -> Line:
    diary(authority)
    [found] = measure(measure_id).compute(authority, YEAR)
    return found


def figures(found: Line) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    return found.value, found.numerator, found.denominator


def nonzero(found: Line) -> dict[str, int]:
    return {name: number for name, number in found.parts.items() if number}


def talked(of: Review, iro: User, outcome: str, way: str = "", **more: Any) -> None:
    talk_on = date(2026, 4, 17) if way else None
    PrivateTalk.objects.create(
        authority=of.authority, review=of, outcome=outcome, way=way, talked_on=talk_on, recorded_by=iro,
        reason="" if way else "Why", **more,
    )  # fmt: skip


def took_part(of: Review, iro: User, **more: Any) -> None:
    ChildsPart.objects.create(authority=of.authority, review=of, recorded_by=iro, **{"attended": True} | more)


def test_adjournments_stand_with_their_reasons(anyshire: ResponsibleAuthority, iro: User) -> None:
    in_time = review(iro, completed_on=date(2026, 5, 1))
    Adjournment.objects.create(
        authority=anyshire, review=in_time, adjourned_on=date(2026, 4, 20), why="papers_missing", reason="None came",
        recorded_by=iro,
    )  # fmt: skip
    review(iro, completed_on=date(2026, 7, 1))
    review(iro)

    found = line("M12", anyshire)

    assert figures(found) == (Decimal("50.0"), Decimal(1), Decimal(2))
    assert nonzero(found) == {"adjourned": 2, "papers_missing": 1, "": 1}


def test_silent_presence_counts_only_where_the_authority_says_so(anyshire: ResponsibleAuthority, iro: User) -> None:
    review(iro, code="PN4")
    review(iro, code="PN1")

    before = [figures(line(one, anyshire)) for one in ("M13", "M14")]
    ReviewSettings.objects.create(authority=anyshire, silent_presence_counts=True)
    after = [figures(line(one, anyshire)) for one in ("M13", "M14")]

    assert before == [(Decimal("50.0"), Decimal(1), Decimal(2))] * 2
    assert after == [(Decimal(100), Decimal(2), Decimal(2))] * 2


def test_a_child_under_four_takes_part_by_observation_or_play(anyshire: ResponsibleAuthority, iro: User) -> None:
    born = date(2025, 1, 1)
    talked(review(iro, born=born, code="PN0"), iro, "before", "play")
    took_part(review(iro, born=born, code="PN0"), iro, observed=True)
    talked(review(iro, born=born, code="PN0"), iro, "before", "in_person")
    took_part(review(iro, code="PN7"), iro, attended=False, observed=True)  # older: observation does not count

    found = line("M14", anyshire)

    assert figures(found) == (Decimal("50.0"), Decimal(2), Decimal(4))
    assert nonzero(found) == {"observed": 2, "under_four": 1, "no_part": 1}


def test_talks_alone_are_counted_by_outcome_and_way(anyshire: ResponsibleAuthority, iro: User) -> None:
    talked(review(iro), iro, "before", "in_person")
    talked(review(iro), iro, "before", "observation")
    talked(review(iro), iro, "after", "telephone")
    talked(review(iro), iro, "declined")
    review(iro)

    found = line("M15", anyshire)

    assert figures(found) == (Decimal("40.0"), Decimal(2), Decimal(5))
    assert nonzero(found) == {
        "before": 2, "after": 1, "declined": 1, "": 1, "in_person": 1, "observation": 1, "telephone": 1,
    }  # fmt: skip


def test_reviews_run_by_children_count_from_the_age_of_the_setting(anyshire: ResponsibleAuthority, iro: User) -> None:
    took_part(review(iro), iro, chaired="part")
    took_part(review(iro), iro, chaired="no")
    review(iro)
    took_part(review(iro, born=date(2018, 4, 21)), iro, chaired="all")  # 8 on the day after the review
    took_part(review(iro, born=None), iro, chaired="all")

    usual = line("M16", anyshire)
    ReviewSettings.objects.create(authority=anyshire, chairing_from_age=7)
    from_seven = line("M16", anyshire)

    assert figures(usual) == (Decimal("33.3"), Decimal(1), Decimal(3))
    assert usual.parts == {"no": 1, "part": 1, "all": 0, "": 1}
    assert figures(from_seven) == (Decimal("50.0"), Decimal(2), Decimal(4))


def test_a_choice_counts_when_it_was_offered_before_the_review(anyshire: ResponsibleAuthority, iro: User) -> None:
    def asked(of: Review, on: date, *about: str) -> None:
        Choices.objects.create(
            authority=anyshire, review=of, asked_on=on, how="talk", asked_about=list(about), recorded_by=iro
        )

    asked(review(iro), date(2026, 4, 10), "place", "people", "language")
    asked(review(iro), date(2026, 4, 21), "place")
    asked(review(iro, born=date(2024, 1, 1), code="PN0"), date(2026, 4, 10), "place")
    review(iro)

    found = line("M17", anyshire)

    assert figures(found) == (Decimal("33.3"), Decimal(1), Decimal(3))
    assert found.parts == {"place": 1, "time": 0, "people": 1, "": 2}


def test_permanence_counts_by_the_second_review_of_the_period(anyshire: ResponsibleAuthority, iro: User) -> None:
    def second(first_plan: str, second_plan: str) -> None:
        first = review(iro)
        later = ReviewFactory.create(period=first.period, held=True, held_on=date(2026, 7, 10))
        ReviewFactory.create(period=first.period, held=True, held_on=date(2026, 10, 9))
        for one, plan in ((first, first_plan), (later, second_plan)):
            if plan:
                Permanence.objects.create(authority=anyshire, review=one, plan=plan, note="Note")

    second("", "adoption")
    second("fostering", "")
    second("return_home", "none")
    second("", "")
    Permanence.objects.create(authority=anyshire, review=review(iro), plan="adoption")  # no second review yet

    found = line("M30", anyshire)

    assert figures(found) == (Decimal("50.0"), Decimal(2), Decimal(4))
    assert nonzero(found) == {"adoption": 1, "fostering": 1, "none": 1, "": 1}


@pytest.mark.parametrize("measure_id", ["M15", "M16", "M17", "M30"])
def test_nothing_is_made_up_where_nothing_is_recorded(
    anyshire: ResponsibleAuthority, iro: User, measure_id: str
) -> None:
    empty = line(measure_id, anyshire)
    first = review(iro)
    ReviewFactory.create(period=first.period, held=True, held_on=date(2026, 7, 10))
    found = line(measure_id, anyshire)

    assert figures(empty) == (None, Decimal(0), Decimal(0))
    assert empty.note == "No review was recorded by the service itself yet, so nothing can be said."
    assert (found.value, found.numerator, found.shown) == (None, Decimal(0), "n/a")
    assert found.denominator in (Decimal(1), Decimal(2))
    assert found.note == "Nothing of this is recorded for any review of the period, so nothing can be said."


def returned(iro: User, held_on: date, **more: Any) -> Review:
    return review(iro, held_on=held_on, returned=True, **more)


def parts_of(found: Line) -> tuple[Any, ...]:
    return *figures(found), found.since, found.left_out, str(found.note)


@pytest.mark.parametrize("measure_id", ["M15", "M16", "M17"])
def test_reviews_before_the_first_of_the_service_itself_are_left_out(
    anyshire: ResponsibleAuthority, iro: User, measure_id: str
) -> None:
    returned(iro, date(2026, 5, 4))
    returned(iro, date(2026, 6, 12))
    first = review(iro, held_on=date(2026, 6, 15))
    returned(iro, date(2026, 6, 15))  # on that day the service could tell: it counts as missed
    returned(iro, date(2026, 7, 1))
    talked(first, iro, "before", "in_person")
    took_part(first, iro, chaired="part")
    Choices.objects.create(
        authority=anyshire, review=first, asked_on=date(2026, 6, 1), how="talk", asked_about=["place"], recorded_by=iro
    )

    found = line(measure_id, anyshire)

    assert parts_of(found) == (Decimal("33.3"), Decimal(1), Decimal(3), date(2026, 6, 15), 2, "")


def test_permanence_leaves_out_second_reviews_before_the_first_of_the_service_itself(
    anyshire: ResponsibleAuthority, iro: User
) -> None:
    early = returned(iro, date(2026, 4, 20))
    ReviewFactory.create(period=early.period, held=True, held_on=date(2026, 6, 12), returned=True)
    late = returned(iro, date(2026, 4, 20))
    second = ReviewFactory.create(period=late.period, held=True, held_on=date(2026, 6, 15))
    Permanence.objects.create(authority=anyshire, review=second, plan="adoption", note="Note")

    found = line("M30", anyshire)

    assert parts_of(found) == (Decimal(100), Decimal(1), Decimal(1), date(2026, 6, 15), 1, "")


@pytest.mark.parametrize("measure_id", ["M15", "M16", "M17"])
def test_nothing_can_be_said_of_what_came_with_a_return_alone(
    anyshire: ResponsibleAuthority, iro: User, measure_id: str
) -> None:
    returned(iro, date(2026, 5, 4))
    never = line(measure_id, anyshire)
    review(iro, held_on=date(2026, 11, 23))
    before = Span(first=date(2026, 4, 1), last=date(2026, 11, 22), today=TODAY)
    [later] = measure(measure_id).compute(anyshire, before)

    nothing = (None, Decimal(0), Decimal(0))
    assert parts_of(never) == (
        *nothing, None, 1, "No review was recorded by the service itself yet, so nothing can be said.",
    )  # fmt: skip
    assert parts_of(later) == (
        *nothing, date(2026, 11, 23), 1,
        "The first review recorded by the service itself was held after these days, so nothing can be said.",
    )  # fmt: skip


def test_another_authority_does_not_say_since_when(anyshire: ResponsibleAuthority, iro: User) -> None:
    ReviewFactory.create(held=True, held_on=date(2026, 4, 2))
    returned(iro, date(2026, 5, 4))

    assert line("M15", anyshire).since is None
