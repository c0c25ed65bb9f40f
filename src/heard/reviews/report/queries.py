"""Reads of the social work report. The caller has asked whether the viewer may see the review.

The social worker sees it while it is written, the team manager once it was given over; the reviewing service reads what
was signed, and nothing before.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Relationship
from heard.children.queries import visible_to
from heard.reviews.access import is_social_worker_of
from heard.reviews.models import (
    Paper,
    PaperKind,
    ReportSection,
    ReportStep,
    ReportVersion,
    Review,
    SocialWorkReport,
)
from heard.reviews.report.content import ReportContent, report_content_of

State = SocialWorkReport.State
AHEAD = timedelta(weeks=4)  # how long before a review its report is looked for


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportSeen:
    """How far a report is, and what one viewer may do with it. `version` is that of the report, 0 while none was begun.

    `may_read` says whether there is anything that the viewer may read: `as_it_stands` what is not signed yet.
    `knows_why` says whether the viewer sees why it went back: social worker and manager, between whom it went.
    """

    state: str
    version: int
    signed: ReportVersion | None
    steps: Sequence[ReportStep]
    is_worker: bool
    writes: bool
    signs: bool
    as_it_stands: bool
    knows_why: bool

    @property
    def begun(self) -> bool:
        return self.state != ""

    @property
    def may_read(self) -> bool:
        return self.as_it_stands or self.signed is not None

    @property
    def last(self) -> ReportStep | None:
        """The step that was done last."""
        return self.steps[-1] if self.steps else None


def signs_reports(user: User) -> bool:
    """Whether somebody's part is to sign reports: the manager of the social workers, never the reviewing service."""
    return user.may(Permission.DECISION_ANSWER) and not user.may(Permission.REVIEW_RECORD)


def report_seen(review: Review, *, viewer: User) -> ReportSeen:
    """This will say how far the report of a review is and what the viewer may do with it, in four queries."""
    report = SocialWorkReport.objects.filter(review=review).first()
    steps = list(ReportStep.objects.filter(report=report).select_related("done_by").order_by("pk")) if report else []
    stands = review.state != Review.State.CANCELLED
    worker = viewer.may(Permission.REVIEW_PREPARE) and is_social_worker_of(review.child_id, viewer)
    state = report.state if report else ""
    return ReportSeen(
        state=state,
        version=report.version if report else 0,
        signed=_signed(report) if report else None,
        steps=steps,
        is_worker=worker and stands,
        knows_why=worker or signs_reports(viewer),
        writes=worker and stands and state in ("", State.WRITING),
        signs=signs_reports(viewer) and stands and state == State.GIVEN,
        as_it_stands=(worker and state in (State.WRITING, State.GIVEN))
        or (signs_reports(viewer) and state == State.GIVEN),
    )


def content_seen(review: Review, seen: ReportSeen) -> ReportContent:
    """This will give the report as the viewer may read it: as it stands, else as it was signed last."""
    if seen.as_it_stands or seen.signed is None:
        return report_content_of(review)
    return ReportContent.from_json(seen.signed.content)


def report_sections_of(review: Review) -> dict[str, ReportSection]:
    """This will give what is written under each heading that was begun, with who saved it last."""
    rows = ReportSection.objects.filter(report__review=review).select_related("saved_by")
    return {row.heading: row for row in rows}


def reports_to_sign(viewer: User) -> list[SocialWorkReport]:
    """This will list the reports that wait for the viewer to sign them, those of the earliest reviews first."""
    if not signs_reports(viewer):
        return []
    rows = SocialWorkReport.objects.filter(state=State.GIVEN, review__child__in=visible_to(viewer))
    rows = rows.exclude(review__state=Review.State.CANCELLED).select_related("review__child")
    return list(rows.order_by("review__arranged_for", "pk"))


def reports_to_write(viewer: User, *, today: date) -> list[Review]:
    """This will list the reviews of the coming weeks whose report the viewer owes as social worker, earliest first: no
    report was given over or signed here, and none came on paper or was said not to be needed."""
    if not viewer.may(Permission.REVIEW_PREPARE):
        return []
    mine = Relationship.objects.filter(user=viewer, kind=Relationship.Kind.SOCIAL_WORKER, until_on__isnull=True)
    settled = Paper.objects.filter(kind=PaperKind.SOCIAL_WORK_REPORT).exclude(needed=True, received_on__isnull=True)
    rows = Review.objects.filter(
        state=Review.State.ARRANGED,
        arranged_for__range=(today, today + AHEAD),
        child__in=visible_to(viewer),
        child_id__in=mine.values("child_id"),
    ).exclude(pk__in=settled.values("review_id"))
    rows = rows.exclude(report__state__in=[State.GIVEN, State.SIGNED])
    return list(rows.select_related("child").order_by("arranged_for", "pk"))


def _signed(report: SocialWorkReport) -> ReportVersion | None:
    return report.signed.select_related("signed_by", "given_by").order_by("-number").first()
