"""Writes of the social work report: the social worker writes it, the team manager signs it or sends it back.

The reviewing officer reads what was signed and changes nothing of it (R-248 to R-251).
"""

from datetime import date

from django.db import transaction

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.common.errors import DomainError, NotPermitted
from heard.common.texts import lines
from heard.law import Nation
from heard.reviews.access import is_social_worker_of, locked, same_version, tell
from heard.reviews.models import (
    PaperKind,
    ReportSection,
    ReportStep,
    ReportVersion,
    Review,
    SocialWorkReport,
)
from heard.reviews.papers.actions import receive
from heard.reviews.report.content import report_content_of
from heard.reviews.report.headings import headings_for
from heard.reviews.report.queries import signs_reports
from heard.reviews.writing import fingerprint, keep_words

State = SocialWorkReport.State
Kind = ReportStep.Kind
LONGEST_REASON = 1000


class NotItsSocialWorker(DomainError):
    """Only a social worker of this child writes the report. Who that is stands among the people of the child."""


class UnknownReportHeading(DomainError):
    """This heading is not part of the report."""


class ReportWithManager(DomainError):
    """The report is with the team manager. Take it back before you change it."""


class ReportSignedAlready(DomainError):
    """The report is signed. Say first why it is written again."""


class ReportEmpty(DomainError):
    """Nothing is written yet. Write at least one heading before you give the report to the team manager."""


class ReportNotGiven(DomainError):
    """The report is not with the team manager. The social worker gives it over first."""


class ReportNotSigned(DomainError):
    """The report is not signed yet, so it can be changed as it is."""


class OwnReport(DomainError):
    """You wrote in this report, so somebody else signs it."""


class SentBackWithoutReason(DomainError):
    """Say what is to be changed, so that the social worker knows."""


class WrittenAgainWithoutReason(DomainError):
    """Say why the report is written again. What was signed stays as it was."""


@transaction.atomic
def write_report(*, review_id: int, heading: str, words: str, version: int, today: date, by: User) -> ReportSection:
    """Keep what is written under a heading. `version` is the one that the writer started from, 0 for an empty heading.

    What is the same as before is not saved again. Raises NotPermitted, NotFound, ReviewCancelled, NotItsSocialWorker,
    ReportWithManager, ReportSignedAlready, UnknownReportHeading, WrittenMeanwhile.
    """
    review = _locked_for_writer(review_id, by)
    if heading not in {one.key for one in headings_for(Nation(review.authority.nation))}:
        raise UnknownReportHeading
    report, new = SocialWorkReport.objects.get_or_create(review=review, defaults={"authority_id": review.authority_id})
    _check_open(report)
    section = ReportSection.objects.filter(report=report, heading=heading).first()
    if section is None:
        section = ReportSection(authority_id=review.authority_id, report=report, heading=heading, version=0)
    changed = keep_words(section, version=version, by=by, words=words)
    if changed or new:
        tell("report.saved", review, by=by, today=today, heading=heading, version=section.version)
    return section


@transaction.atomic
def give_report(*, review_id: int, today: date, by: User) -> SocialWorkReport:
    """Give the report to the team manager; until it comes back it does not change.

    Raises NotPermitted, NotFound, ReviewCancelled, NotItsSocialWorker, ReportWithManager, ReportSignedAlready,
    ReportEmpty.
    """
    review = _locked_for_writer(review_id, by)
    report = SocialWorkReport.objects.filter(review=review).first()
    if report is None or report_content_of(review).is_empty:
        raise ReportEmpty
    _check_open(report)
    return _step(report, Kind.GIVEN, State.GIVEN, review, today=today, by=by)


@transaction.atomic
def take_report_back(*, review_id: int, today: date, by: User) -> SocialWorkReport:
    """Take the report back from the team manager, to change it before it is signed.

    Raises NotPermitted, NotFound, ReviewCancelled, NotItsSocialWorker, ReportNotGiven.
    """
    review = _locked_for_writer(review_id, by)
    return _step(_given(review), Kind.TAKEN_BACK, State.WRITING, review, today=today, by=by)


@transaction.atomic
def send_report_back(*, review_id: int, reason: str, version: int, today: date, by: User) -> SocialWorkReport:
    """Send the report back to the social worker, saying what is to be changed.

    Raises NotPermitted, NotFound, ReviewCancelled, ReportNotGiven, ChangedMeanwhile, SentBackWithoutReason.
    """
    review = _locked_for_manager(review_id, by)
    report = _given(review)
    same_version(report, version)
    if not lines(reason):
        raise SentBackWithoutReason
    return _step(report, Kind.SENT_BACK, State.WRITING, review, reason=reason, today=today, by=by)


@transaction.atomic
def sign_report(*, review_id: int, version: int, today: date, by: User) -> ReportVersion:
    """Sign the report as it stands: it is kept so, and the paper counts as received today if it was not before.

    `version` is that of the report which the manager read. Raises NotPermitted, NotFound, ReviewCancelled,
    ReportNotGiven, ChangedMeanwhile, OwnReport.
    """
    review = _locked_for_manager(review_id, by)
    report = _given(review)
    same_version(report, version)
    given = report.steps.filter(kind=Kind.GIVEN).order_by("-pk").select_related("done_by")[0]
    if given.done_by_id == by.pk or report.sections.filter(saved_by=by).exists():
        raise OwnReport
    content = report_content_of(review).as_json()
    signed = ReportVersion.objects.create(
        authority_id=review.authority_id,
        report=report,
        number=report.signed.count() + 1,
        content=content,
        sha256=fingerprint(content),
        given_by=given.done_by,
        signed_on=today,
        signed_by=by,
    )
    _step(report, Kind.SIGNED, State.SIGNED, review, today=today, by=by)
    receive(review, PaperKind.SOCIAL_WORK_REPORT, today=today, by=by)
    return signed


@transaction.atomic
def write_report_again(*, review_id: int, reason: str, today: date, by: User) -> SocialWorkReport:
    """Open a signed report again, saying why; what was signed stays, and the next version is signed like the first.

    Raises NotPermitted, NotFound, ReviewCancelled, NotItsSocialWorker, ReportNotSigned, WrittenAgainWithoutReason.
    """
    review = _locked_for_writer(review_id, by)
    report = SocialWorkReport.objects.filter(review=review, state=State.SIGNED).first()
    if report is None:
        raise ReportNotSigned
    if not lines(reason):
        raise WrittenAgainWithoutReason
    return _step(report, Kind.AGAIN, State.WRITING, review, reason=reason, today=today, by=by)


def _locked_for_writer(review_id: int, by: User) -> Review:
    review = locked(review_id, by, Permission.REVIEW_PREPARE)
    if not is_social_worker_of(review.child_id, by):
        raise NotItsSocialWorker
    return review


def _locked_for_manager(review_id: int, by: User) -> Review:
    review = locked(review_id, by, Permission.DECISION_ANSWER)
    if not signs_reports(by):
        raise NotPermitted
    return review


def _check_open(report: SocialWorkReport) -> None:
    if report.state == State.GIVEN:
        raise ReportWithManager
    if report.state == State.SIGNED:
        raise ReportSignedAlready


def _given(review: Review) -> SocialWorkReport:
    report = SocialWorkReport.objects.filter(review=review, state=State.GIVEN).first()
    if report is None:
        raise ReportNotGiven
    return report


def _step(
    report: SocialWorkReport, kind: str, state: str, review: Review, *, today: date, by: User, reason: str = ""
) -> SocialWorkReport:
    report.state, report.version = state, report.version + 1
    report.save(update_fields=["state", "version"])
    ReportStep.objects.create(
        authority_id=report.authority_id,
        report=report,
        kind=kind,
        reason=lines(reason)[:LONGEST_REASON],
        done_on=today,
        done_by=by,
    )
    tell(f"report.{kind}", review, by=by, today=today, version=report.version)
    return report
