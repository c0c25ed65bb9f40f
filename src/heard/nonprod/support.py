"""The support of the invented IROs: supervision, training, legal advice, risks, evidence of duties."""

from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Role
from heard.law import england_and_wales
from heard.quality import (
    advice_actions,
    duty_actions,
    risk_actions,
    settings_actions,
    supervision_actions,
    training_actions,
)
from heard.quality.models import SupervisionSession
from heard.quality.supervision import caseload_to_draw_from

WEEKS = 6
FOUND = (
    ("yes", ""),
    ("partly", "He chose the place and the time; nobody had asked him whom he wanted there."),
    ("yes", "The record is written to her, and begins with what she said."),
    ("no", "The decisions name no view of the child. To be asked before the next review."),
)
NOTES = (
    "Two long journeys in one week are too many; visits are to be put together.",
    "Talked through a concern that was resolved informally, and when it would have gone further.",
    "",
)
AGREED = (
    ("Ask the child about the next review in the words he used himself", "officer"),
    ("Move one review from the week of leave", "supervisor"),
)
COURSES = (
    ("Children who do not use words", "communicating", "Marram Learning", True, 24, 200),
    ("Case law of the year", "law", "Chambers at Sandglass Row", True, 12, 90),
    ("Chairing so that a child is heard", "chairing", "Marram Learning", False, None, 40),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """Writes the support of one council by its own actions, each on the day on which it is said to have happened."""

    authority: ResponsibleAuthority
    users: dict[str, list[User]]
    today: date

    def write(self) -> None:
        """This will write everything."""
        settings_actions.change_support_settings(supervision_weeks=WEEKS, cases_drawn=3, by=self.manager)
        for place, officer in enumerate(self.officers):
            self._supervise(officer, place)
        for course in COURSES:
            self._train(*course)
        self._advise()
        self._risks()
        self._duties()

    @property
    def manager(self) -> User:
        """Who runs the service."""
        return self.users[Role.IRO_MANAGER][0]

    @property
    def officers(self) -> list[User]:
        """The reviewing officers."""
        return self.users[Role.IRO]

    def ago(self, days: int) -> date:
        """The working day on or before so many days ago."""
        return england_and_wales().previous_working_day(self.today - timedelta(days=days))

    def _supervise(self, officer: User, place: int) -> None:
        """Sessions behind each officer, of whom every fourth is overdue, and one to come for every second."""
        if not caseload_to_draw_from(officer, viewer=self.manager):
            return
        last = 60 if place % 4 == 2 else 10 + 4 * place
        for number, days in enumerate((last + 42, last)):
            self._held(officer, self.ago(days), place + number)
        if place % 2 == 0:
            ahead = england_and_wales().add_working_days(self.today, 1 + place)
            self._plan(officer, ahead, today=self.today, number=9)
        if place == 1:
            self._held(officer, self.ago(20), place, kind="observation")

    def _plan(
        self, officer: User, on: date, *, today: date, number: int, kind: str = "supervision"
    ) -> SupervisionSession:
        plan = supervision_actions.Plan(officer_id=officer.pk, kind=kind, planned_for=on, cases=3)
        seed = sha256(f"{officer.email} {kind} {number}".encode()).hexdigest()[:16]
        return supervision_actions.plan_session(plan=plan, today=today, by=self.manager, seed=seed)

    def _held(self, officer: User, on: date, place: int, *, kind: str = "supervision") -> None:
        session = self._plan(officer, on, today=on, number=on.toordinal(), kind=kind)
        told = {
            case.pk: supervision_actions.Told(child_centred=finding, words=words)
            for case, (finding, words) in zip(session.cases.order_by("place"), FOUND[place % 2 :], strict=False)
        }
        supervision_actions.record_session(
            session_id=session.pk,
            held_on=on,
            next_on=on + timedelta(weeks=WEEKS),
            note=NOTES[place % len(NOTES)],
            told=told,
            today=on,
            by=self.manager,
        )
        for (what, who), days in zip(AGREED[: 1 + place % 2], (14, 28), strict=False):
            due_on = on + timedelta(days=days)
            action = supervision_actions.agree_action(
                session_id=session.pk, what=what, who=who, due_on=due_on, by=self.manager
            )
            if due_on < self.ago(10):
                supervision_actions.finish_action(action_id=action.pk, done_on=due_on, today=due_on, by=officer)

    def _train(self, title: str, topic: str, provider: str, mandatory: bool, again: int | None, days: int) -> None:
        facts = training_actions.CourseFacts(
            title=title, topic=topic, provider=provider, mandatory=mandatory, repeat_after_months=again
        )
        course = training_actions.add_course(facts=facts, by=self.manager)
        day = training_actions.add_date(course_id=course.pk, on=self.ago(days), places=12, by=self.manager)
        came = {
            officer.pk: training_actions.Came(outcome="did_not", why="review" if place % 2 else "leave")
            if place % 5 == 3
            else training_actions.Came(outcome="attended")
            for place, officer in enumerate(self.officers)
        }
        training_actions.record_register(date_id=day.pk, came=came, today=self.today, by=self.manager)
        ahead = self.today + timedelta(days=days // 3)
        coming = training_actions.add_date(course_id=course.pk, on=ahead, places=6, by=self.manager)
        missed = {pk: training_actions.Came(outcome="offered") for pk, one in came.items() if one.outcome == "did_not"}
        training_actions.record_register(date_id=coming.pk, came=missed, today=self.today, by=self.manager)

    def _advise(self) -> None:
        first, second = self.officers[0], self.officers[1]
        outside = advice_actions.Adviser(name="Chambers at Sandglass Row")
        asked = advice_actions.ask_advice(
            question=advice_actions.Question(
                words="May the authority rely on an agreement that a parent gave by telephone alone?",
                urgency="urgent",
                asked_on=self.ago(40),
            ),
            adviser=outside,
            today=self.ago(40),
            by=first,
        )
        advice_actions.record_answer(
            request_id=asked.pk,
            answered_on=self.ago(33),
            outcome="It should be put in writing and signed; until then the agreement can be withdrawn at any time.",
            declares=True,
            today=self.ago(33),
            by=first,
        )
        advice_actions.ask_advice(
            question=advice_actions.Question(
                words="Does a placement abroad for three weeks need the court’s leave?",
                urgency="today",
                asked_on=self.ago(2),
            ),
            adviser=outside,
            today=self.ago(2),
            by=first,
        )
        advice_actions.ask_advice(
            question=advice_actions.Question(
                words="Who decides on a passport where the parents disagree?", urgency="routine", asked_on=self.ago(8)
            ),
            adviser=None,
            today=self.ago(8),
            by=second,
        )

    def _risks(self) -> None:
        first = risk_actions.raise_risk(
            risk=risk_actions.Risk(
                topic="administration",
                what="One of two posts that send the invitations is empty; consultation papers go out late.",
                raised_on=self.ago(80),
                children_stated=64,
            ),
            today=self.ago(80),
            by=self.officers[0],
        )
        steps = (
            ("asked", 75, "Head of business support", "Cover for the post until it is filled."),
            ("escalated", 45, "Director of children’s services", "No cover after four weeks."),
            ("mitigated", 20, "", "A colleague of another team sends the invitations two days a week."),
        )
        self._steps(first.pk, steps)
        closed = risk_actions.raise_risk(
            risk=risk_actions.Risk(
                topic="rooms", what="There is no quiet room for reviews in the north.", raised_on=self.ago(150)
            ),
            today=self.ago(150),
            by=self.officers[1],
        )
        self._steps(
            closed.pk,
            (
                ("asked", 148, "Head of property", "A room at one of the schools."),
                ("closed", 110, "", "The library gives a room on Tuesdays and Thursdays."),
            ),
        )
        risk_actions.raise_risk(
            risk=risk_actions.Risk(
                topic="services", what="Children wait five weeks for an advocate.", raised_on=self.ago(12)
            ),
            today=self.ago(12),
            by=self.officers[1],
        )

    def _steps(self, risk_id: int, steps: tuple[tuple[str, int, str, str], ...]) -> None:
        for kind, days, whom, words in steps:
            step = risk_actions.Step(kind=kind, on=self.ago(days), words=words, whom=whom)
            risk_actions.add_step(risk_id=risk_id, step=step, today=self.ago(days), by=self.manager)

    def _duties(self) -> None:
        shown = (
            (2, "met", "Contract with the advocacy service", 300, ""),
            (3, "met", "Framework agreement for interpreters", 420, ""),
            (7, "partly", "Structure chart of business support", 60, "One of two posts is empty."),
            (11, "met", "Dispute resolution protocol", 500, ""),
            (14, "met", "Agreement with chambers for advice to IROs", 380, ""),
        )
        for item, state, what, days, words in shown:
            duty_actions.add_evidence(
                item=item, what=what, dated_on=self.ago(days), where="", today=self.today, by=self.manager
            )
            judgement = duty_actions.Judgement(
                state=state,
                owner_id=self.manager.pk,
                owner_name="",
                review_on=self.today + timedelta(days=365 - days // 2),
                words=words,
            )
            duty_actions.assess_duty(item=item, judgement=judgement, today=self.today, by=self.manager)
