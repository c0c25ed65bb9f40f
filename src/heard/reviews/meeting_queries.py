"""Reads of talks and of the meeting. What the child shared is given only to those with whom it was shared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import EpisodeOfCare, Party, Relationship
from heard.children.queries import visible_to
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
from heard.reviews.queries import note_for


@dataclass(frozen=True, slots=True, kw_only=True)
class TalkSeen:
    """The talk with the child alone, as one viewer may see it.

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


def talk_seen(review: Review, *, viewer: User) -> TalkSeen | None:
    """This will give the talk as the viewer may see it, None where none is recorded. Reading the note is logged."""
    talk = PrivateTalk.objects.filter(review=review).select_related("recorded_by", "review").first()
    if talk is None:
        return None
    is_writer = talk.recorded_by_id == viewer.pk
    oversees = viewer.may(Permission.IRO_APPOINT)
    openings = NoteOpening.objects.filter(note__talk=talk).select_related("to_user", "opened_by").order_by("pk")
    if not (is_writer or oversees):
        openings = openings.filter(to_user=viewer)
    has_note = (is_writer or oversees) and PrivateNote.objects.filter(talk=talk).exclude(words="").exists()
    return TalkSeen(
        talk=talk,
        is_writer=is_writer,
        shared=talk.shared if is_writer or _is_shared_with(talk, viewer) else None,
        note=note_for(talk, viewer=viewer),
        openings=tuple(openings),
        may_open=has_note,
    )


def _is_shared_with(talk: PrivateTalk, viewer: User) -> bool:
    if PrivateTalk.Audience.EVERYBODY in talk.shared_with:
        return True
    if PrivateTalk.Audience.SOCIAL_WORKER not in talk.shared_with:
        return False
    return Relationship.objects.filter(
        child_id=talk.review.child_id, user=viewer, kind=Relationship.Kind.SOCIAL_WORKER, until_on__isnull=True
    ).exists()


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
    """This will give what the child agreed to share with everybody from the private talk; empty where nothing is."""
    talk = PrivateTalk.objects.filter(review=review).first()
    everybody = talk is not None and PrivateTalk.Audience.EVERYBODY in talk.shared_with
    return talk.shared if talk is not None and everybody else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Considered:
    """What is recorded of an agenda."""

    matters: dict[str, MatterConsidered]
    rights: dict[str, RightExplained]
    permanence: Permanence | None
    placement_type: str
    legal_status: str


def considered_in(review: Review) -> Considered:
    """This will read what is recorded of the agenda, and the placement that adds to it, in four queries."""
    episode = EpisodeOfCare.objects.filter(child_id=review.child_id).order_by("-started_on").first()
    return Considered(
        matters={row.item: row for row in MatterConsidered.objects.filter(review=review)},
        rights={row.right: row for row in RightExplained.objects.filter(review=review)},
        permanence=Permanence.objects.filter(review=review).first(),
        placement_type=episode.placement_type if episode else "",
        legal_status=episode.legal_status if episode else "",
    )


def chairing_from_age(authority_id: int) -> int:
    """This will give the age from which the authority offers children to run their review."""
    found = ReviewSettings.objects.filter(authority_id=authority_id).first()
    return (found or ReviewSettings()).chairing_from_age
