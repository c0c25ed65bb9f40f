"""Reads of talks and of the meeting. What the child shared is given only to those with whom it was shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Party
from heard.children.queries import visible_to
from heard.reviews.access import is_social_worker_of
from heard.reviews.models import (
    Adjournment,
    ChildsPart,
    Invitation,
    MatterConsidered,
    NoteOpening,
    Permanence,
    PrivateNote,
    PrivateTalk,
    Review,
    ReviewSettings,
    RightExplained,
    SeparateTalk,
    Sitting,
    TakingPart,
    Wish,
)
from heard.reviews.talk_queries import shared_to_all


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


def people_at(review: Review, *, on: date) -> list[Party]:
    """This will list the people of the child on a day, without the child."""
    there = Q(until_on__isnull=True) | Q(until_on__gte=on)
    rows = Party.objects.filter(there, child_id=review.child_id).exclude(kind=Party.Kind.CHILD)
    return list(rows.select_related("child", "user").order_by(F("from_on").asc(nulls_first=True), "pk"))


@dataclass(frozen=True, slots=True, kw_only=True)
class TookPart:
    """What is known of who took part: the child, the others, and what they had answered before."""

    child: ChildsPart | None
    people: Sequence[Party]
    others: dict[int, TakingPart]
    invited: dict[int, Invitation]


def who_took_part(review: Review, *, today: date) -> TookPart:
    """This will read who took part, in four queries."""
    return TookPart(
        child=ChildsPart.objects.filter(review=review).first(),
        people=people_at(review, on=review.held_on or today),
        others={row.party_id: row for row in TakingPart.objects.filter(review=review)},
        invited={row.party_id: row for row in Invitation.objects.filter(review=review)},
    )


def sittings_of(review: Review) -> list[Sitting]:
    """This will list the sittings of a review, oldest first."""
    return list(Sitting.objects.filter(review=review).select_related("recorded_by").order_by("held_on"))


def adjournment_of(review: Review) -> Adjournment | None:
    """This will give the adjournment of a review, if there was one."""
    return Adjournment.objects.filter(review=review).select_related("recorded_by").first()


def wishes_of(review: Review) -> list[Wish]:
    """This will list the wishes of a review in their order."""
    return list(Wish.objects.filter(review=review).order_by("place"))


def shared_with_everybody(review: Review) -> str:
    """This will give what the child agreed to share with everybody from the talks alone; empty where nothing is."""
    return shared_to_all(review.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """What is recorded of an agenda."""

    matters: dict[str, MatterConsidered]
    rights: dict[str, RightExplained]
    permanence: Permanence | None


def considered_in(review: Review) -> Considered:
    """This will read what is recorded of the agenda, in three queries."""
    return Considered(
        matters={row.item: row for row in MatterConsidered.objects.filter(review=review)},
        rights={row.right: row for row in RightExplained.objects.filter(review=review)},
        permanence=Permanence.objects.filter(review=review).first(),
    )


def chairing_from_age(authority_id: int) -> int:
    """This will give the age from which the authority offers children to run their review."""
    found = ReviewSettings.objects.filter(authority_id=authority_id).first()
    return (found or ReviewSettings()).chairing_from_age
