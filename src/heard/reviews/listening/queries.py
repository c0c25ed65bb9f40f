"""Reads of talks and wishes: which of the talks alone of a review counts, and with whom the child agreed to share what
was said. It is given only to those with whom it was shared.
"""

from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.queries import visible_to
from heard.reviews.access import is_social_worker_of
from heard.reviews.models import Invitation, NoteOpening, PrivateNote, PrivateTalk, Review, SeparateTalk, Wish

BEST_FIRST = ("before", "after", "declined", "inappropriate")


def best_first(talks: QuerySet[PrivateTalk]) -> QuerySet[PrivateTalk]:
    """This will put the talk that counts first: one that took place, before the review rather than after it, the
    latest of several; then the reason why there was none."""
    order = [When(outcome=outcome, then=Value(place)) for place, outcome in enumerate(BEST_FIRST)]
    return talks.order_by(Case(*order, output_field=IntegerField()), "-talked_on", "-pk")


def best_of(review: str = "pk") -> QuerySet[PrivateTalk]:
    """This will give, for a subquery, the talks of the review that the outer query's `review` points to."""
    return best_first(PrivateTalk.objects.filter(review=OuterRef(review)))


def shared_to_all(review_id: int) -> str:
    """This will give what the child agreed to share with everybody, from all the talks of a review, oldest first."""
    rows = PrivateTalk.objects.filter(review=review_id, shared_with__contains=[PrivateTalk.Audience.EVERYBODY])
    return "\n".join(rows.exclude(shared="").order_by("talked_on", "pk").values_list("shared", flat=True))


def is_shared_with(review: str, *audiences: str) -> Any:
    """This will ask whether whatever was shared from the talks of a review was shared with one of these.

    Of several talks the narrowest decides: it is not known from which of them the words came.
    """
    sharing = PrivateTalk.objects.filter(review=OuterRef(review)).exclude(shared_with=[])
    fitting = Q(shared_with__overlap=list(audiences))
    return Q(Exists(sharing.filter(fitting)) & ~Exists(sharing.exclude(fitting)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkSeen:
    """A talk with the child alone, as one viewer may see it.

    `shared` is None where this viewer is not among those with whom the child agreed to share. `note` is None unless the
    viewer wrote it or it was opened to them. `openings` are told to writer, IRO manager and the reader of each.
    """

    talk: PrivateTalk
    is_writer: bool
    shared: str | None
    note: PrivateNote | None
    openings: tuple[NoteOpening, ...]
    may_open: bool

    @property
    def to_tell(self) -> tuple[NoteOpening, ...]:
        """The openings of which the child has not been told."""
        return tuple(
            one for one in self.openings if one.ground == NoteOpening.Ground.SAFEGUARDING and not one.child_told_on
        )


def talks_seen(review: Review, *, viewer: User) -> list[TalkSeen]:
    """This will give the talks of a review as the viewer may see them, latest first, in four queries.

    Reading a note is logged.
    """
    rows = PrivateTalk.objects.filter(review=review).select_related("recorded_by", "note")
    rows = rows.prefetch_related("note__openings__to_user", "note__openings__opened_by").order_by("-pk")
    is_worker = is_social_worker_of(review.child_id, viewer)
    found = [_seen(talk, viewer, is_worker=is_worker) for talk in rows]
    if any(one.note is not None for one in found):
        log.read("private_note", authority_id=viewer.authority_id, by=viewer.pk, child_id=review.child_id)
    return found


def _seen(talk: PrivateTalk, viewer: User, *, is_worker: bool) -> TalkSeen:
    is_writer = talk.recorded_by_id == viewer.pk
    oversees = viewer.may(Permission.IRO_APPOINT)
    note: PrivateNote | None = getattr(talk, "note", None)
    openings = sorted(note.openings.all(), key=lambda one: one.pk) if note else []
    if not (is_writer or oversees):
        openings = [one for one in openings if one.to_user_id == viewer.pk]
    reads = note is not None and (note.written_by_id == viewer.pk or viewer.pk in {one.to_user_id for one in openings})
    to_all = PrivateTalk.Audience.EVERYBODY in talk.shared_with
    to_worker = is_worker and PrivateTalk.Audience.SOCIAL_WORKER in talk.shared_with
    return TalkSeen(
        talk=talk,
        is_writer=is_writer,
        shared=talk.shared if is_writer or to_all or to_worker else None,
        note=note if reads else None,
        openings=tuple(openings),
        may_open=(is_writer or oversees) and note is not None and note.words != "",
    )


def untold_openings(viewer: User) -> list[NoteOpening]:
    """This will list the overrides of which a child has not been told, for those who must tell: the writer, and the
    IRO manager."""
    rows = NoteOpening.objects.filter(
        authority_id=viewer.authority_id,
        ground=NoteOpening.Ground.SAFEGUARDING,
        child_told_on__isnull=True,
        note__talk__review__child__in=visible_to(viewer),
    )
    if not viewer.may(Permission.IRO_APPOINT):
        rows = rows.filter(note__written_by=viewer)
    return list(rows.select_related("note__talk__review__child").order_by("opened_on", "pk"))


def separate_talks(review: Review) -> list[SeparateTalk]:
    """This will list the talks with people on their own, oldest first."""
    rows = SeparateTalk.objects.filter(review=review).select_related("party__child", "party__user", "recorded_by")
    return list(rows.order_by("talked_on", "pk"))


def wanting_a_talk(review: Review) -> set[int]:
    """This will give the people who asked for a talk on their own."""
    rows = Invitation.objects.filter(review=review, wants_separate_talk=True)
    return set(rows.values_list("party_id", flat=True))


def wishes_of(review: Review) -> list[Wish]:
    """This will list the wishes of a review in their order."""
    return list(Wish.objects.filter(review=review).order_by("place"))
