"""Reads about one officer: everything recorded of them, and the single rows that a page changes."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.db.models import QuerySet

from heard.accounts.models import User
from heard.accounts.queries import people_of
from heard.caseloads.models import (
    CompetenceEvidence,
    FurtherCase,
    Leave,
    OfficerIdentity,
    OfficerPhoto,
    OfficerRegistration,
    OtherDuty,
    Post,
    ServicePlace,
)
from heard.caseloads.team import Officer, officers
from heard.children.queries import visible_to
from heard.common.errors import NotFound

Item = TypeVar("Item", OfficerRegistration, Post, Leave, OtherDuty, FurtherCase, CompetenceEvidence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Everything recorded of an officer, the newest first; `photo` is the digest of the photo, empty without one.

    `cases` are those of children whom the viewer may see.
    """

    officer: Officer
    photo: str
    posts: tuple[Post, ...]
    evidence: tuple[CompetenceEvidence, ...]
    duties: tuple[OtherDuty, ...]
    cases: tuple[FurtherCase, ...]
    line_manager: str


def record_of(user_id: int, *, viewer: User, on: date) -> Record:
    """This will read all of one active officer of the viewer's authority, in a fixed number of queries.

    Raises NotFound.
    """
    found = officers(viewer.authority_id, on=on, user_ids=[user_id])
    if not found:
        raise NotFound
    officer = found[0]
    manager = officer.user.line_manager_id
    names = people_of(viewer.authority_id).filter(pk=manager).values_list("name", flat=True) if manager else []
    return Record(
        officer=officer,
        photo=next(iter(OfficerPhoto.objects.filter(user_id=user_id).values_list("digest", flat=True)), ""),
        posts=tuple(Post.objects.filter(user_id=user_id).order_by("-from_on")),
        evidence=tuple(CompetenceEvidence.objects.filter(user_id=user_id).order_by("-shown_on", "-pk")),
        duties=tuple(OtherDuty.objects.filter(user_id=user_id).order_by("-from_on", "-pk")),
        cases=tuple(
            FurtherCase.objects.filter(user_id=user_id, child__in=visible_to(viewer))
            .select_related("child")
            .order_by("-from_on", "-pk")
        ),
        line_manager=next(iter(names), ""),
    )


def item_of(model: type[Item], pk: int, *, user_id: int, authority_id: int) -> Item:
    """This will give one row that is recorded of an officer. Raises NotFound."""
    row = model._default_manager.filter(pk=pk, user_id=user_id, authority_id=authority_id).first()
    if row is None:
        raise NotFound
    return row


def case_of(pk: int, *, user_id: int, viewer: User) -> FurtherCase:
    """This will give one further case of an officer, of a child whom the viewer may see. Raises NotFound."""
    rows = FurtherCase.objects.filter(pk=pk, user_id=user_id, child__in=visible_to(viewer)).select_related("child")
    row = rows.first()
    if row is None:
        raise NotFound
    return row


def photo_of(user_id: int, *, authority_id: int) -> OfficerPhoto:
    """This will give the photo of somebody of an authority, with its bytes. Raises NotFound."""
    photo = OfficerPhoto.objects.filter(user_id=user_id, authority_id=authority_id, user__is_active=True).first()
    if photo is None:
        raise NotFound
    return photo


def photo_digests(authority_id: int) -> dict[int, str]:
    """This will say who has a photo, with its digest, without reading one; one query."""
    return dict(OfficerPhoto.objects.filter(authority_id=authority_id).values_list("user_id", "digest"))


def own_identity(user: User) -> OfficerIdentity | None:
    """This will give what somebody told about themselves; nobody asks it for another."""
    return OfficerIdentity.objects.filter(user=user).first()


def places_of_service(authority_id: int) -> QuerySet[ServicePlace]:
    """This will list where the service stood in the organisation, the newest first."""
    return ServicePlace.objects.filter(authority_id=authority_id).order_by("-from_on")


def place_of_service(authority_id: int, *, on: date) -> ServicePlace | None:
    """This will say where the service stands on a day."""
    return places_of_service(authority_id).filter(from_on__lte=on).first()
