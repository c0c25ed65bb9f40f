"""What goes on around the invented reviews, by the actions of the service: the reports of the social worker, what is
booked, what came of the other reviews that one sitting served, and the reminders that go by themselves.
"""

from dataclasses import dataclass
from datetime import date

from heard.accounts.models import ResponsibleAuthority, User
from heard.accounts.permissions import Role
from heard.caseloads.queries import named_iros
from heard.children.models import Party, Relationship
from heard.correspondence.review_reminders import remind
from heard.law import england_and_wales
from heard.nonprod.around_words import Said, said_in
from heard.reviews.meeting import duty_actions
from heard.reviews.models import CombinedDuty, Paper, PaperKind, Review, ReviewNeed
from heard.reviews.preparation import actions as preparation_actions
from heard.reviews.preparation import need_actions
from heard.reviews.report import actions as report_actions

REPORTS = 3
IN_CARE = 12  # working days of the period of care, at least, of a child of whom there is a report
Need, Duty = ReviewNeed.Kind, CombinedDuty.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class AroundReviews:
    """Writes what goes on around a handful of reviews of one council, each on the day on which it is said to be."""

    authority: ResponsibleAuthority
    users: dict[str, list[User]]
    today: date

    def write(self) -> None:
        """This will write everything."""
        self._reports()
        self._needs()
        self._duties()
        remind(authority_id=self.authority.pk, today=self.today)

    @property
    def said(self) -> Said:
        """The words of the council."""
        return said_in(self.authority.nation)

    def _reports(self) -> None:
        """One signed after it went back once, one that waits for the team manager, one that is being written."""
        worker, manager = self.users[Role.SOCIAL_WORKER][0], self.users[Role.TEAM_MANAGER][0]
        mine = Relationship.objects.filter(user=worker, kind=Relationship.Kind.SOCIAL_WORKER, until_on__isnull=True)
        booked = Review.objects.filter(
            authority=self.authority,
            state=Review.State.ARRANGED,
            arranged_for__gt=self.today,
            child__restricted=False,
            child__team=manager.team,
            child__in=mine.values("child"),
            period__started_on__lte=self._ago(IN_CARE),
        )
        came = Paper.objects.filter(kind=PaperKind.SOCIAL_WORK_REPORT, received_on__isnull=False)
        booked = booked.order_by("arranged_for", "pk")
        owed = list(booked.exclude(pk__in=came.values("review_id"))[:REPORTS])
        others = booked.exclude(pk__in=[review.pk for review in owed])[: REPORTS - len(owed)]
        for review, write in zip([*others, *owed], (self._signed, self._given, self._begun), strict=False):
            write(review, worker, manager)

    def _signed(self, review: Review, worker: User, manager: User) -> None:
        self._write(review, worker, self.said.report, self._ago(6))
        given = report_actions.give_report(review_id=review.pk, today=self._ago(5), by=worker)
        report_actions.send_report_back(
            review_id=review.pk, reason=self.said.sent_back, version=given.version, today=self._ago(4), by=manager
        )
        heading, words = self.said.again
        report_actions.write_report(
            review_id=review.pk, heading=heading, words=words, version=1, today=self._ago(3), by=worker
        )
        given = report_actions.give_report(review_id=review.pk, today=self._ago(3), by=worker)
        report_actions.sign_report(review_id=review.pk, version=given.version, today=self._ago(2), by=manager)

    def _given(self, review: Review, worker: User, manager: User) -> None:
        self._write(review, worker, self.said.report, self._ago(2))
        report_actions.give_report(review_id=review.pk, today=self._ago(1), by=worker)

    def _begun(self, review: Review, worker: User, manager: User) -> None:
        self._write(review, worker, self.said.begun, self._ago(1))

    def _write(self, review: Review, worker: User, words: dict[str, str], on: date) -> None:
        for heading, text in words.items():
            report_actions.write_report(
                review_id=review.pk, heading=heading, words=text, version=0, today=on, by=worker
            )

    def _needs(self) -> None:
        """A room booked, a link asked for, transport that fell through; and an interpreter where a parent needs one."""
        booked = Review.objects.filter(
            authority=self.authority,
            state=Review.State.ARRANGED,
            arranged_for__gt=self.today,
            child__restricted=False,
        ).order_by("arranged_for", "pk")
        first, said = booked.first(), self.said
        if first is not None:
            child = Party.objects.filter(child_id=first.child_id, kind=Party.Kind.CHILD).first()
            self._need(first, Need.ROOM, state="booked", who=said.room, reference="R-2048")
            self._need(first, Need.LINK, state="asked", who=said.link)
            self._need(first, Need.TRANSPORT, child, state="fell_through", who=said.transport, why=said.no_transport)
        of_interpreters = Party.objects.filter(interpreter=True, until_on__isnull=True, left_out="")
        parent = of_interpreters.filter(child__in=booked.values("child")).order_by("pk").first()
        if parent is not None:
            review = booked.filter(child_id=parent.child_id)[0]
            self._need(review, Need.INTERPRETER, parent, state="asked", language=parent.spoken_language)

    def _need(self, review: Review, kind: str, party: Party | None = None, **told: str) -> None:
        need_actions.record_need(
            review_id=review.pk,
            kind=kind,
            party_id=party.pk if party else None,
            facts=need_actions.NeedFacts(**told),  # type: ignore[arg-type]
            version=0,
            today=self.today,
            by=self.users[Role.BUSINESS_SUPPORT][0],
        )

    def _duties(self) -> None:
        """One sitting that served two other reviews: one carried out, one that goes on at school."""
        held = Review.objects.filter(
            authority=self.authority, state=Review.State.HELD, child__restricted=False, source="service"
        ).filter(completed_on__isnull=False, record__isnull=False)
        named = named_iros(held.values_list("child_id", flat=True))
        review = held.filter(child__in=list(named)).order_by("child__born_on", "pk").first()
        if review is None or review.held_on is None:
            return
        iro = named[review.child_id].iro
        preparation_actions.combine(
            review_id=review.pk, duties=(Duty.PATHWAY, Duty.EDUCATION), today=review.held_on, by=iro
        )
        told: dict[str, duty_actions.DutyTold] = {
            Duty.PATHWAY: duty_actions.DutyTold(outcome="held", note=self.said.pathway, version=1),
            Duty.EDUCATION: duty_actions.DutyTold(outcome="goes_on", note=self.said.education, version=1),
        }
        duty_actions.record_duties(review_id=review.pk, told=told, today=review.held_on, by=iro)

    def _ago(self, working_days: int) -> date:
        return england_and_wales().add_working_days(self.today, -working_days)
