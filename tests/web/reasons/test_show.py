"""The page of a reason."""

from datetime import date

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.children.models import Child
from heard.deadlines.models import Deadline
from heard.imports.models import ImportDifference
from tests.factories import (
    AuthorityFactory,
    ChildFactory,
    ImportRunFactory,
    PeriodFactory,
    ReviewFactory,
    UserFactory,
    diary,
)
from tests.web.visits import asks_to_sign_in, links, visit, words

pytestmark = pytest.mark.django_db


@pytest.fixture
def maren(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire)


@pytest.fixture
def teo(maren: User) -> Child:
    child = ChildFactory.create(authority=maren.authority, given_name="Teo")
    PeriodFactory.create(child=child)
    return child


def of(child: Child, **wanted: object) -> str:
    diary(child.authority)
    return f"/dates/{Deadline.objects.get(child=child, **wanted).pk}/"


def test_gives_rule_count_versions_and_what_follows(maren: User, teo: Child) -> None:
    ReviewFactory.create(child=teo, arranged_for=date(2026, 11, 27))

    told = words(visit(maren, of(teo, rule="review-first-20wd")))

    for text in (
        "Why Monday 30 November 2026?",
        "First review, Teo Marblecroft. 5 working days left",
        "Counted from Monday 2 November 2026, when Teo Marblecroft became looked after",
        "Length 20 working days; the first day is not counted",
        "Not counted 4 weekends. No bank holiday fell in these days.",
        "Force Law, England.",
        "If it is missed Late review: record the reason",
        "14 October 1991 to 31 March 2011 4 weeks",
        "since 1 April 2011 used for this date 20 working days",
        "From Monday 2 November 2026 to Monday 30 November 2026",
        "Fri 27 Nov In time Sat 27 Feb",
        "Mon 7 Dec Late Sun 7 Mar",
    ):
        assert text in told


def test_names_each_bank_holiday_that_was_skipped(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority)
    PeriodFactory.create(child=child, started_on=date(2025, 12, 15))

    told = words(visit(maren, of(child, rule="review-first-20wd")))

    assert "Thursday 25 December, Christmas Day. Friday 26 December, Boxing Day." in told


def test_a_month_limit_on_a_weekend_names_the_last_working_day_before_it(maren: User, teo: Child) -> None:
    ReviewFactory.create(child=teo, held=True, held_on=date(2026, 11, 20))

    told = words(visit(maren, of(teo, rule="review-second-3m")))

    assert "The limit is a Saturday and does not move." in told
    assert "Latest practical day Friday 19 February 2027" in told
    assert "It is counted from the first sitting of the review before, on 20 November 2026." in told


def test_tells_what_the_case_system_says_where_it_differs(maren: User, teo: Child) -> None:
    run = ImportRunFactory.create(authority=maren.authority)
    ImportDifference.objects.create(
        authority=maren.authority,
        run=run,
        local_id=teo.local_id,
        number=1,
        rule="review-first-20wd",
        counted_from=date(2026, 11, 2),
        field="DUE",
        source_says="2026-12-01",
        law_says="2026-11-30",
    )

    answer = visit(maren, of(teo, rule="review-first-20wd"))

    assert "Case system Says Tuesday 1 December 2026: it differs" in words(answer)
    assert links(answer)["Says Tuesday 1 December 2026: it differs"] == f"/service/imports/{run.pk}/"


def test_marks_what_nobody_has_compared_with_the_text(sir_unrhyw: ResponsibleAuthority) -> None:
    gwion = UserFactory.create(iro=True, authority=sir_unrhyw)
    child = ChildFactory.create(authority=sir_unrhyw)
    PeriodFactory.create(child=child, placed_for_adoption_on=date(2026, 11, 16))

    told = words(visit(gwion, of(child, rule="adoption-wales")))

    assert "to be confirmed" in told
    assert "nobody has compared it with the text yet" in told


def test_says_why_there_is_no_date(maren: User) -> None:
    child = ChildFactory.create(authority=maren.authority)
    PeriodFactory.create(child=child, started_on=date(1985, 1, 7))

    told = words(visit(maren, of(child, kind="review")))

    assert "Why is there no date?" in told
    assert "No date" in told


def test_is_not_there_for_those_who_may_not_see_the_child(maren: User, teo: Child) -> None:
    address = of(teo, kind="review")
    stranger = UserFactory.create(social_worker=True, authority=maren.authority)
    elsewhere = UserFactory.create(iro=True, authority=AuthorityFactory.create())
    board = UserFactory.create(board=True, authority=maren.authority)

    assert visit(maren, address).status_code == 200
    assert visit(stranger, address).status_code == 404
    assert visit(elsewhere, address).status_code == 404
    assert visit(board, address).status_code == 403
    assert asks_to_sign_in(visit(None, address))


def test_tells_the_rule_in_welsh_and_cites_it_in_the_language_of_the_act(sir_unrhyw: ResponsibleAuthority) -> None:
    gwen = UserFactory.create(iro=True, authority=sir_unrhyw, language="cy")
    child = PeriodFactory.create(child__authority=sir_unrhyw).child

    told = words(visit(gwen, of(child, rule="review-first-20wd")))

    assert "Adolygiad cyntaf o achos y plentyn: o fewn 20 diwrnod gwaith." in told
    assert "Care Planning, Placement and Case Review (Wales) Regulations 2015" in told
    assert "First review of the child" not in told
