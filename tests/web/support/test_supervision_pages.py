"""The pages of supervision."""

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.quality.models import SupervisionSession
from heard.quality.supervision import settings_of
from tests.factories import UserFactory
from tests.factories.quality import (
    AgreedActionFactory,
    DrawnCaseFactory,
    SessionFactory,
    SupportSettingsFactory,
    caseload,
)
from tests.web.visits import links, queries, send, visit, words

HERE = "/service/support/supervision/"


def on(name: str, day: str = "23", month: str = "11", year: str = "2026") -> dict[str, str]:
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma Brightwater")


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


def plan(manager: User, iro: User, **other: str) -> object:
    given = {"officer": str(iro.pk), "kind": "supervision", "cases": "2"} | on("planned_for") | other
    return send(manager, f"{HERE}plan/", **given)


def test_the_first_page_says_what_to_do(manager: User) -> None:
    page = visit(manager, HERE)

    assert "No session is recorded yet. Plan the first one: its cases are drawn by lot." in words(page)
    assert "Duties" in links(page)


def test_the_list_shows_whose_supervision_is_overdue_and_why(manager: User, iro: User) -> None:
    SupportSettingsFactory.create(authority=iro.authority, supervision_weeks=4)
    SessionFactory.create(held=True, officer=iro, supervisor=manager)

    told = words(visit(manager, HERE))

    assert "Maren Oakhollow : sessions 10 working days late Mon 9 Nov" in told
    assert "Counted from 12 October 2026: the last session Length 4 weeks" in told
    assert "A setting of Anyshire; no law lays down a number." in told


def test_a_session_is_planned_recorded_and_agreed_on(manager: User, iro: User) -> None:
    caseload(iro, 3)

    plan(manager, iro)
    session = SupervisionSession.objects.get()
    shown = words(visit(manager, f"{HERE}{session.pk}/"))
    assert "Drawn from 3 looked-after children" in shown
    assert f"Seed {session.seed}" in shown
    first, second = session.cases.order_by("place")
    answer = send(
        manager,
        f"{HERE}{session.pk}/record/",
        **{f"finding_{first.pk}": "yes", f"finding_{second.pk}": "partly", f"words_{second.pk}": "He was not asked"},
        **on("held_on"),
        note="Well prepared.\nLess travel.",
    )
    send(manager, f"{HERE}{session.pk}/agree/", what="Ask Teo", who="officer", **on("due_on", "30"))

    assert answer["Location"] == f"{HERE}{session.pk}/"
    told = words(visit(iro, f"{HERE}{session.pk}/"))
    assert "Partly He was not asked" in told
    assert "Well prepared. Less travel." in told
    assert "Ask Teo The officer 5 working days left" in told


def test_the_officer_says_that_it_is_done(manager: User, iro: User) -> None:
    action = AgreedActionFactory.create(session__officer=iro, session__supervisor=manager)

    page = send(iro, f"{HERE}agreed/{action.pk}/done/", **on("done_on", "24"))
    assert "The day on which it was done must be today or in the past, and not before the session." in words(page)
    send(iro, f"{HERE}agreed/{action.pk}/done/", **on("done_on"))

    action.refresh_from_db()
    assert f"{action.done_on}" == "2026-11-23"


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"cases": "11"}, "Enter how many cases to draw: a whole number from 1 to 10."),
        ({"cases": ""}, "Enter how many cases to draw, from 1 to 10"),
        ({"officer": "987654321"}, "Choose the officer"),
        (on("planned_for", "22"), "A session is planned for today or a later day."),
    ],
)
def test_says_why_a_plan_is_refused(manager: User, iro: User, other: dict[str, str], sentence: str) -> None:
    caseload(iro, 1)

    page = plan(manager, iro, **other)

    assert sentence in words(page)
    assert not SupervisionSession.objects.exists()


def test_says_that_an_empty_caseload_cannot_be_drawn_from(manager: User, iro: User) -> None:
    assert "No case can be drawn: this officer is the named IRO of no looked-after child" in words(plan(manager, iro))


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"finding": "", "words": ""}, "Say whether the review of Teo Marblecroft is child-centred"),
        ({"finding": "no", "words": ""}, "Say in words what was found"),
        (
            {"finding": "yes", "words": ""} | on("held_on", "24"),
            "The date of the session must be today or in the past.",
        ),
        ({"finding": "yes", "words": ""} | on("next_on"), "The next session must be after this one."),
    ],
)
def test_says_why_a_record_is_refused(manager: User, iro: User, given: dict[str, str], sentence: str) -> None:
    caseload(iro, 1)
    plan(manager, iro)
    session = SupervisionSession.objects.get()
    case = session.cases.get()
    found = {f"finding_{case.pk}": given["finding"], f"words_{case.pk}": given["words"]}

    page = send(manager, f"{HERE}{session.pk}/record/", **(on("held_on") | given | found))

    assert sentence in words(page)
    session.refresh_from_db()
    assert session.state == "planned"


def test_a_session_is_cancelled_and_keeps_its_draw(manager: User, iro: User) -> None:
    caseload(iro, 1)
    plan(manager, iro)
    session = SupervisionSession.objects.get()

    assert "Enter why the session is cancelled" in words(send(manager, f"{HERE}{session.pk}/cancel/", because=""))
    send(manager, f"{HERE}{session.pk}/cancel/", because="Snow")

    assert "Why it was cancelled Snow" in words(visit(iro, f"{HERE}{session.pk}/"))


def test_an_officer_sees_their_own_sessions_alone(manager: User, iro: User) -> None:
    other = UserFactory.create(iro=True, authority=iro.authority, name="Tobias Wrenfield")
    own, theirs = (SessionFactory.create(held=True, officer=user, supervisor=manager) for user in (iro, other))
    DrawnCaseFactory.create(session=theirs)

    page = visit(iro, HERE)

    assert "Maren Oakhollow" in words(page)
    assert "Tobias Wrenfield" not in page.content.decode()
    assert visit(iro, f"{HERE}{own.pk}/").status_code == 200
    assert visit(iro, f"{HERE}{theirs.pk}/").status_code == 404
    assert "Tobias Wrenfield" in words(visit(manager, f"{HERE}?officer={other.pk}"))
    assert "Tobias Wrenfield" not in visit(iro, f"{HERE}?officer={other.pk}").content.decode()
    assert visit(manager, f"{HERE}?officer=1e9").status_code == 404


def test_the_settings_are_saved(manager: User) -> None:
    page = send(manager, f"{HERE}settings/", supervision_weeks="60", cases_drawn="3")
    assert "Enter within how many weeks supervision is held, from 1 to 52" in words(page)
    send(manager, f"{HERE}settings/", supervision_weeks="6", cases_drawn="4")

    kept = settings_of(manager.authority_id)
    assert (kept.supervision_weeks, kept.cases_drawn) == (6, 4)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_a_fixed_number_of_questions(manager: User, iro: User, number: int) -> None:
    for _ in range(number):
        officer = UserFactory.create(iro=True, authority=iro.authority)
        action = AgreedActionFactory.create(session__officer=officer, session__supervisor=manager)
        assert action.session.authority == iro.authority

    assert queries(manager, HERE) == 10


@pytest.mark.parametrize("number", [1, 3])
def test_a_session_asks_a_fixed_number_of_questions(manager: User, iro: User, number: int) -> None:
    caseload(iro, number)
    plan(manager, iro, cases=str(number))

    assert queries(manager, f"{HERE}{SupervisionSession.objects.get().pk}/") == 8
