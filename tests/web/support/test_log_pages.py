"""The pages of training, legal advice, risks and duties."""

import pytest

from heard.accounts.models import ResponsibleAuthority, User
from heard.quality.models import AdviceRequest, Attendance, Course, DutyRecord, ResourceRisk
from tests.factories import ChildFactory, RelationshipFactory, UserFactory
from tests.factories.quality import (
    AdviceRequestFactory,
    AttendanceFactory,
    CourseDateFactory,
    CourseFactory,
    ResourceRiskFactory,
    RiskStepFactory,
    SessionFactory,
    SupportSettingsFactory,
    caseload,
)
from tests.web.support.test_supervision_pages import on
from tests.web.visits import queries, send, visit, words

HERE = "/service/support/"
COURSE = {"title": "Signs", "topic": "communicating", "provider": "Marram", "mandatory": "yes"}


@pytest.fixture
def manager(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(manager=True, authority=anyshire, name="Ifeoma Brightwater")


@pytest.fixture
def iro(anyshire: ResponsibleAuthority) -> User:
    return UserFactory.create(iro=True, authority=anyshire, name="Maren Oakhollow")


# training


def test_a_course_is_offered_attended_and_shown_to_each_officer(manager: User, iro: User) -> None:
    send(manager, f"{HERE}training/add/", **COURSE, repeat_after_months="24")
    course = Course.objects.get()
    send(manager, f"{HERE}training/{course.pk}/add-date/", **on("on", "16"), places="5")
    day = course.dates.get()
    send(manager, f"{HERE}training/dates/{day.pk}/", **{f"officer_{iro.pk}": "did_not:review"})

    assert list(Attendance.objects.values_list("outcome", "why")) == [("did_not", "review")]
    told = words(visit(manager, f"{HERE}training/"))
    assert "Maren Oakhollow Signs : Maren Oakhollow Never attended None" in told
    assert "Mandatory again after 24 months" in told
    assert "16 November 2026 Signs Maren Oakhollow Did not attend A review or a child’s need came first" in words(
        visit(iro, f"{HERE}training/")
    )
    assert "Maren Oakhollow (A review or a child’s need came first)" in words(
        visit(manager, f"{HERE}training/{course.pk}/")
    )


def test_an_officer_sees_nobody_elses_training(manager: User, iro: User) -> None:
    row = AttendanceFactory.create(course_date__course__authority=iro.authority, officer__name="Tobias Wrenfield")

    for path in ("training/", f"training/{row.course_date.course_id}/", "training/list.csv"):
        assert "Tobias Wrenfield" in visit(manager, HERE + path).content.decode(), path
        assert "Tobias Wrenfield" not in visit(iro, HERE + path).content.decode(), path


def test_says_why_a_course_is_refused(manager: User) -> None:
    CourseFactory.create(authority=manager.authority, title="Signs")

    page = send(manager, f"{HERE}training/add/", **COURSE)

    assert "There is a course of this title already. Add a date to it instead." in words(page)
    assert "Enter the title of the course" in words(send(manager, f"{HERE}training/add/"))
    assert Course.objects.count() == 1


def test_a_course_is_changed(manager: User) -> None:
    course = CourseFactory.create(authority=manager.authority)
    path = f"{HERE}training/{course.pk}/change/"

    assert "1 to 60" in words(send(manager, path, **COURSE, is_offered="no", repeat_after_months="99"))
    send(manager, path, **COURSE, is_offered="no")

    course.refresh_from_db()
    assert (course.title, course.is_offered) == ("Signs", False)
    page = send(manager, f"{HERE}training/{course.pk}/add-date/", **on("on"))
    assert "This course is no longer offered. Offer it again before you add a date." in words(page)


def test_says_that_nobody_attended_before_the_course(manager: User, iro: User) -> None:
    day = CourseDateFactory.create(course__authority=manager.authority, on="2026-11-24")

    page = send(manager, f"{HERE}training/dates/{day.pk}/", **{f"officer_{iro.pk}": "attended"})

    assert "The course has not taken place yet: nobody can have attended or missed it." in words(page)
    assert not Attendance.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_training_asks_a_fixed_number_of_questions(manager: User, number: int) -> None:
    for _ in range(number):
        AttendanceFactory.create(course_date__course__authority=manager.authority, course_date__course__mandatory=True)

    assert queries(manager, f"{HERE}training/") == 8


# legal advice


def test_a_question_is_asked_put_to_an_adviser_and_answered(iro: User) -> None:
    child = ChildFactory.create(authority=iro.authority)
    lawyer = UserFactory.create(legal=True, authority=iro.authority, name="Howard Brackenridge")
    send(
        iro,
        f"{HERE}advice/ask/",
        question="May Teo see it?",
        child=child.local_id,
        urgency="today",
        **on("asked_on", "16"),
    )
    row = AdviceRequest.objects.get()
    send(iro, f"{HERE}advice/{row.pk}/adviser/", adviser=str(lawyer.pk))

    waiting = words(visit(lawyer, f"{HERE}advice/"))
    assert "About a child Open Maren Oakhollow Howard Brackenridge Waiting 5 working days" in waiting
    assert "Teo Marblecroft" not in visit(lawyer, f"{HERE}advice/{row.pk}/").content.decode()
    path = f"{HERE}advice/{row.pk}/answer/"
    refused = send(lawyer, path, outcome="Yes", **on("answered_on"))
    assert "The adviser must declare not to advise the authority in this case" in words(refused)
    send(lawyer, path, outcome="Yes", declares="on", **on("answered_on"))

    told = words(visit(iro, f"{HERE}advice/{row.pk}/"))
    assert "The advice Yes" in told
    assert "About Teo Marblecroft" in told
    assert "Declared not to advise the authority in this case Time 5 working days" in told


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"question": ""}, "Enter the question"),
        ({"child": "4711"}, "There is no child of this number among those whom you may see"),
        (on("asked_on", "24"), "The day on which advice was asked must be today or in the past."),
    ],
)
def test_says_why_a_question_is_refused(iro: User, other: dict[str, str], sentence: str) -> None:
    given = {"question": "May he?", "urgency": "today"} | on("asked_on") | other

    assert sentence in words(send(iro, f"{HERE}advice/ask/", **given))
    assert not AdviceRequest.objects.exists()


def test_says_why_an_answer_or_an_adviser_is_refused(iro: User) -> None:
    lawyer = UserFactory.create(legal=True, authority=iro.authority)
    child = ChildFactory.create(authority=iro.authority)
    RelationshipFactory.create(child=child, user=lawyer, kind="legal_officer")
    row = AdviceRequestFactory.create(officer=iro, child=child, adviser_name="Chambers")

    page = send(iro, f"{HERE}advice/{row.pk}/adviser/", adviser=str(lawyer.pk))
    assert "This lawyer works on the child's case for the authority" in words(page)
    assert "Choose the adviser, or enter the name" in words(send(iro, f"{HERE}advice/{row.pk}/adviser/"))
    early = send(iro, f"{HERE}advice/{row.pk}/answer/", outcome="Yes", declares="on", **on("answered_on", "15"))
    assert "The day of the answer must be on or after the day on which advice was asked." in words(early)
    assert "Enter why the question is no longer asked" in words(send(iro, f"{HERE}advice/{row.pk}/withdraw/"))

    row.refresh_from_db()
    assert (row.state, row.adviser_name) == ("open", "Chambers")


def test_a_question_is_withdrawn(iro: User) -> None:
    row = AdviceRequestFactory.create(officer=iro)

    send(iro, f"{HERE}advice/{row.pk}/withdraw/", because="The plan changed")

    assert "Why it was withdrawn The plan changed" in words(visit(iro, f"{HERE}advice/{row.pk}/"))


def test_nobody_elses_question_is_there(manager: User, iro: User) -> None:
    row = AdviceRequestFactory.create(officer=iro)
    other = UserFactory.create(iro=True, authority=iro.authority)

    assert visit(manager, f"{HERE}advice/{row.pk}/").status_code == 200
    assert visit(other, f"{HERE}advice/{row.pk}/").status_code == 404
    assert "No question was asked yet" in words(visit(other, f"{HERE}advice/"))


# risks


def test_a_risk_is_raised_asked_about_and_closed(manager: User, iro: User) -> None:
    child = ChildFactory.create(authority=iro.authority)
    send(iro, f"{HERE}risks/raise/", what="No room", topic="rooms", children=child.local_id, **on("raised_on"))
    row = ResourceRisk.objects.get()
    path = f"{HERE}risks/{row.pk}/add/"
    send(manager, path, kind="asked", whom="Head of property", words="A room", **on("on"))

    closed = send(manager, path, kind="closed", words="", **on("on"))
    assert "Enter the outcome: what changed, so that this is no longer a risk." in words(closed)
    send(manager, path, kind="closed", words="The library gives one", **on("on"))

    told = words(visit(iro, f"{HERE}risks/{row.pk}/"))
    assert "1 child is affected Child Number Teo Marblecroft" in told
    assert "Closed – The library gives one" in told
    csv = visit(iro, f"{HERE}risks/list.csv").content.decode("utf-8-sig").splitlines()
    assert csv[1].startswith("No room,") and csv[1].endswith(",The library gives one")  # noqa: PT018
    assert visit(iro, f"{HERE}risks/list.xlsx").content[:2] == b"PK"
    assert visit(iro, f"{HERE}risks/list.pdf").status_code == 404


@pytest.mark.parametrize(
    ("other", "sentence"),
    [
        ({"what": ""}, "Say what puts the quality at risk"),
        ({"children": "4711"}, "There is no child 4711 among those whom you may see. Check the numbers."),
        (
            {"children": "4711", "children_stated": "2"},
            "Enter how many children are affected, or their numbers, not both.",
        ),
        (on("raised_on", "24"), "The day on which the risk was raised must be today or in the past."),
    ],
)
def test_says_why_a_risk_is_refused(iro: User, other: dict[str, str], sentence: str) -> None:
    given = {"what": "No room", "topic": "rooms"} | on("raised_on") | other

    assert sentence in words(send(iro, f"{HERE}risks/raise/", **given))
    assert not ResourceRisk.objects.exists()


def test_says_whom_to_name_and_offers_to_open_a_closed_risk_alone(manager: User) -> None:
    row = ResourceRiskFactory.create(authority=manager.authority)
    page = send(manager, f"{HERE}risks/{row.pk}/add/", kind="escalated", words="No answer", **on("on"))
    assert "Enter whom you asked, or to whom it was escalated." in words(page)

    shut = ResourceRiskFactory.create(authority=manager.authority, state="closed")
    page = visit(manager, f"{HERE}risks/{shut.pk}/add/")
    assert "Opened again" in words(page)
    assert "Escalated" not in words(page)


@pytest.mark.parametrize("number", [1, 3])
def test_risks_ask_a_fixed_number_of_questions(manager: User, number: int) -> None:
    for _ in range(number):
        RiskStepFactory.create(risk__authority=manager.authority)

    assert queries(manager, f"{HERE}risks/") == 6


# duties


def test_the_register_shows_24_duties_and_the_list_behind_a_counted_one(manager: User, iro: User) -> None:
    SupportSettingsFactory.create(authority=iro.authority)
    SessionFactory.create(held=True, officer=iro, supervisor=manager)
    caseload(iro, 1)

    told = words(visit(manager, f"{HERE}duties/"))
    assert "16 Management support Met Counted 1 of 1 officer was supervised in time" in told
    assert "1 An IRO for every child, in time Met Counted 1 of 1 looked-after child has an IRO" in told
    assert "24 Disputes are told to the court Not assessed" in told
    one = words(visit(manager, f"{HERE}duties/16/"))
    assert "Maren Oakhollow Yes Last supervised on 12 October 2026" in one
    csv = visit(manager, f"{HERE}duties/list.csv").content.decode("utf-8-sig")
    assert len(csv.splitlines()) == 25


def test_a_duty_is_shown_by_evidence_and_judged(manager: User) -> None:
    path = f"{HERE}duties/7/"
    refused = send(manager, f"{path}assess/", state="met")
    assert "A duty is met or partly met when something shows it" in words(refused)
    send(manager, f"{path}evidence/", what="Staff list", **on("dated_on"))
    send(manager, f"{path}assess/", state="met", owner=str(manager.pk), **on("review_on", "1", "6", "2027"))

    told = words(visit(manager, path))
    assert "State Met Judged by Ifeoma Brightwater on 23 November 2026 Owner Ifeoma Brightwater" in told
    assert "Staff list 23 November 2026" in told


@pytest.mark.parametrize(
    ("path", "given", "sentence"),
    [
        ("7/assess/", {"state": "not_met"}, "Say in words what is missing and what is done about it."),
        ("7/assess/", {"state": "not_assessed"} | on("review_on"), "must be after today."),
        (
            "7/evidence/",
            {"what": "A list"} | on("dated_on", "24"),
            "The date of the evidence must be today or in the past.",
        ),
        ("7/evidence/", on("dated_on"), "Enter what shows how the duty stands"),
    ],
)
def test_says_why_a_judgement_is_refused(manager: User, path: str, given: dict[str, str], sentence: str) -> None:
    assert sentence in words(send(manager, f"{HERE}duties/{path}", **given))
    assert not DutyRecord.objects.exclude(state="not_assessed").exists()


def test_how_a_counted_duty_stands_is_not_asked(manager: User) -> None:
    page = visit(manager, f"{HERE}duties/16/assess/")

    assert "How this duty stands is counted from the records of the service" in words(page)
    assert "How does it stand?" not in words(page)
    assert send(manager, f"{HERE}duties/16/assess/", owner=str(manager.pk)).status_code == 302
    assert visit(manager, f"{HERE}duties/25/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_register_asks_a_fixed_number_of_questions(manager: User, number: int) -> None:
    for _ in range(number):
        caseload(UserFactory.create(iro=True, authority=manager.authority), number)

    assert queries(manager, f"{HERE}duties/") == 24


def test_support_has_its_place_for_each_role(manager: User, iro: User) -> None:
    assert '/service/support/supervision/">Support<' in visit(manager, "/service/").content.decode()
    assert "Your supervision and training" in visit(iro, "/my-week/").content.decode()
    board = UserFactory.create(board=True, authority=iro.authority)
    assert "support" not in visit(board, "/service/timeliness/").content.decode()
    assert visit(board, f"{HERE}duties/").status_code == 403
