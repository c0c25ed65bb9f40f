"""Reads about children. Every one starts from `visible_to`."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from django.apps import apps
from django.db.models import Q, QuerySet

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.children.models import Child, EpisodeOfCare, PeriodOfCare, Relationship
from heard.children.names import plain
from heard.common.errors import NotFound
from heard.common.history import Change, changes_of
from heard.common.lookups import Among
from heard.common.texts import one_line

Children = QuerySet[Child] | Collection[int]  # whom a read is about: what `visible_to` gave, or keys taken from it


def among(children: Children, child: str = "child") -> Q:
    """This will give the condition that `child` is one of these."""
    if isinstance(children, QuerySet):
        return Q(**{f"{child}__in": children})
    return Q(**{f"{child}__{Among.lookup_name}": children})


def visible_to(viewer: User) -> QuerySet[Child]:
    """This will give the children that the viewer may see: all of the service, the team's, or those they work with.

    A restricted child is seen by those who work with the child and by those who may see restricted records.
    """
    return _seen_by(viewer.pk, viewer.authority_id, viewer.team_id, _whom(viewer)).all()


class Sees(Enum):
    """Which children somebody sees: those they work with, and beside them whom."""

    NONE = auto()
    OWN = auto()
    TEAM = auto()  # of the team and not restricted
    ALL = auto()  # of the authority and not restricted
    RESTRICTED = auto()  # every child of the authority


def _whom(viewer: User) -> Sees:
    if viewer.may(Permission.CHILDREN_VIEW_ALL):
        return Sees.RESTRICTED if viewer.may(Permission.RESTRICTED_VIEW) else Sees.ALL
    if viewer.may(Permission.CHILDREN_VIEW_TEAM) and viewer.team_id is not None:
        return Sees.TEAM
    return Sees.OWN if viewer.may(Permission.CHILDREN_VIEW_OWN) else Sees.NONE


@lru_cache(maxsize=1024)
def _seen_by(viewer_id: int, authority_id: int, team_id: int | None, sees: Sees) -> QuerySet[Child]:
    """The query, never its rows: nearly every read of a page holds it, and drawing it up costs more than asking."""
    children = Child.objects.filter(authority_id=authority_id)
    worked_with = Relationship.objects.filter(authority_id=authority_id, user_id=viewer_id, until_on__isnull=True)
    seen = Q(pk__in=worked_with.values_list("child_id", flat=True))
    match sees:
        case Sees.RESTRICTED:
            return children
        case Sees.ALL:
            return children.filter(seen | Q(restricted=False))
        case Sees.TEAM:
            return children.filter(seen | Q(restricted=False, team_id=team_id))
        case Sees.OWN:
            return children.filter(seen)
        case Sees.NONE:
            return children.none()


def get_visible(child_id: int, *, viewer: User) -> Child:
    """This will give one child. Raises NotFound alike where there is none and where it is not the viewer's."""
    child = visible_to(viewer).filter(pk=child_id).select_related("team").first()
    if child is None:
        raise NotFound
    return child


def search(text: str, *, within: QuerySet[Child]) -> QuerySet[Child]:
    """This will keep the children whose name holds every word, or whose local id starts with the text."""
    typed = one_line(text)
    words = plain(typed).split()
    named = Q()
    for word in words:
        named &= Q(sort_key__contains=word)
    return within.filter(named | Q(local_id__istartswith=typed)) if words else within


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """A child's care now: the running or last period and its last episode."""

    period: PeriodOfCare | None
    episode: EpisodeOfCare | None


def care_of(child_ids: Iterable[int]) -> dict[int, Care]:
    """This will give the running or last period of each child, with its last episode, in two queries."""
    wanted = list(child_ids)
    periods = {
        period.child_id: period
        for period in PeriodOfCare.objects.filter(child_id__in=wanted)
        .order_by("child_id", "-started_on")
        .distinct("child_id")
    }
    episodes = {
        episode.child_id: episode
        for episode in EpisodeOfCare.objects.filter(period_id__in=[period.pk for period in periods.values()])
        .order_by("child_id", "-started_on")
        .distinct("child_id")
    }
    return {pk: Care(period=periods.get(pk), episode=episodes.get(pk)) for pk in wanted}


def periods_of(child: Child) -> list[PeriodOfCare]:
    """This will list a child's periods of care, latest first."""
    return list(PeriodOfCare.objects.filter(child_id=child.pk).order_by("-started_on"))


def episodes_of(child: Child) -> list[EpisodeOfCare]:
    """This will list a child's episodes of care, latest first."""
    return list(EpisodeOfCare.objects.filter(child_id=child.pk).order_by("-started_on"))


CHILD_FIELDS = (
    "local_id", "given_name", "family_name", "preferred_name", "born_on", "died_on", "unaccompanied", "restricted",
    "team_id",
)  # fmt: skip
PERIOD_FIELDS = (
    "stream", "started_on", "ceased_on", "reason_ceased", "authorised_to_place_on", "placed_for_adoption_on",
)  # fmt: skip
EPISODE_FIELDS = ("started_on", "legal_status", "placement_type", "category_of_need", "ceased_on", "reason_ceased")


def changes_of_child(child: Child) -> list[Change]:
    """This will list what was changed of a child, its periods and episodes of care, in three queries."""
    children, periods, episodes = (
        apps.get_model("children", name).objects for name in ("ChildEvent", "PeriodOfCareEvent", "EpisodeOfCareEvent")
    )
    return [
        *changes_of(children.filter(pgh_obj_id=child.pk), what="child", fields=CHILD_FIELDS),
        *changes_of(periods.filter(child_id=child.pk), what="period", fields=PERIOD_FIELDS),
        *changes_of(episodes.filter(child_id=child.pk), what="episode", fields=EPISODE_FIELDS),
    ]
