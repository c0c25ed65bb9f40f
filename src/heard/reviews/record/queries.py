"""Reads for writing, signing and giving out a record. The caller has asked whether the viewer may see the review."""

from collections.abc import Iterable, Sequence

from heard.reviews.models import (
    Choices,
    DecisionsIssued,
    Invitation,
    RecordOfReview,
    RecordSection,
    RecordVersion,
    Redaction,
    Review,
    SentCopy,
)


def sections_of(review: Review) -> dict[str, RecordSection]:
    """This will give what is written under each heading that was begun, with who saved it last."""
    rows = RecordSection.objects.filter(record__review=review).select_related("saved_by")
    return {row.heading: row for row in rows}


def redactions_of(review: Review) -> Sequence[Redaction]:
    """This will list the passages that some copies leave out, oldest first."""
    return list(Redaction.objects.filter(record__review=review).select_related("marked_by").order_by("pk"))


def versions_of(review: Review) -> Sequence[RecordVersion]:
    """This will list the signed versions, latest first."""
    return list(RecordVersion.objects.filter(record__review=review).select_related("signed_by").order_by("-number"))


def sent_copies_of(review: Review) -> Sequence[SentCopy]:
    """This will list who was sent which copy, latest first."""
    rows = SentCopy.objects.filter(review=review).select_related("sent_by", "signed_version")
    return list(rows.order_by("-sent_on", "-pk"))


def waiting_copies(review: Review, copies: Iterable[str]) -> Sequence[SentCopy]:
    """This will list the copies of these kinds that were written and have not left the outbox."""
    rows = SentCopy.objects.filter(review=review, copy__in=list(copies), left_on__isnull=True, failed="")
    return list(rows.order_by("pk"))


def record_of(review: Review) -> RecordOfReview | None:
    """This will give the record, if somebody has begun it."""
    return RecordOfReview.objects.filter(review=review).select_related("letter_checked_by").first()


def called(review: Review) -> str:
    """This will give what the child chose to be called at this review; empty if nothing was chosen."""
    return Choices.objects.filter(review=review).values_list("called", flat=True).first() or ""


def invited_parties(review: Review) -> dict[int, bool]:
    """This will say of each person on the list of the review whether they were invited or consulted, by party."""
    rows = Invitation.objects.filter(review=review).values_list("party_id", "invited", "consulted")
    return {party_id: invited or consulted for party_id, invited, consulted in rows}


def are_issued(review: Review) -> bool:
    """Whether the decisions of the review were sent to the manager."""
    return DecisionsIssued.objects.filter(review=review).exists()
