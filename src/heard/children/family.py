"""Who belongs together: brothers and sisters, and parents who are looked after themselves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Q

from heard.accounts.access import require
from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.audit import log
from heard.children.models import Child, FamilyLink
from heard.children.queries import visible_to
from heard.common import events
from heard.common.errors import DomainError, NotFound


class UnknownLink(DomainError):
    """Choose brother or sister, or parent."""


class SameChild(DomainError):
    """Choose two different children."""


class LinkedAlready(DomainError):
    """These two children are linked already."""


@transaction.atomic
def link_family(*, child_id: int, relative_id: int, kind: str, today: date, by: User) -> FamilyLink:
    """Record that two children are brother or sister, or that `child` is the parent of `relative`.

    Raises NotPermitted, NotFound, UnknownLink, SameChild, LinkedAlready.
    """
    require(by, Permission.IMPORT_RUN, authority_id=by.authority_id)
    if kind not in FamilyLink.Kind.values:
        raise UnknownLink
    if child_id == relative_id:
        raise SameChild
    pair = [child_id, relative_id]
    locked = Child.objects.select_for_update(of=("self",)).filter(
        pk__in=visible_to(by).filter(pk__in=pair).values("pk")
    )
    if len(locked.order_by("pk")) != len(pair):
        raise NotFound
    if FamilyLink.objects.filter(child_id__in=pair, relative_id__in=pair).exists():
        raise LinkedAlready
    first, second = sorted(pair) if kind == FamilyLink.Kind.SIBLING else pair
    link = FamilyLink.objects.create(authority_id=by.authority_id, child_id=first, relative_id=second, kind=kind)
    log.record(
        "family.linked", authority_id=by.authority_id, by=by.pk, child_id=child_id, relative=relative_id, kind=kind
    )
    events.publish("family.changed", authority_id=by.authority_id, child_ids=pair, today=today)
    return link


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative:
    """One link of a child: what the other one is to the child ("sibling", "parent" or "child")."""

    link_id: int
    child: Child
    role: str


def relatives_of(child: Child, *, viewer: User) -> list[Relative]:
    """This will list the linked children whom the viewer may see, brothers and sisters first, in one query."""
    links = FamilyLink.objects.filter(
        Q(child=child, relative__in=visible_to(viewer)) | Q(relative=child, child__in=visible_to(viewer))
    ).select_related("child", "relative")
    found = []
    for link in links.order_by("pk"):
        is_first = link.child_id == child.pk
        role = "sibling" if link.kind == FamilyLink.Kind.SIBLING else "child" if is_first else "parent"
        found.append(Relative(link_id=link.pk, child=link.relative if is_first else link.child, role=role))
    return sorted(found, key=lambda one: (one.role != "sibling", one.child.sort_key))


@transaction.atomic
def unlink_family(*, link_id: int, today: date, by: User) -> None:
    """Take a link back that was entered by mistake. Raises NotPermitted, NotFound."""
    require(by, Permission.IMPORT_RUN, authority_id=by.authority_id)
    link = FamilyLink.objects.select_for_update().filter(pk=link_id, child__in=visible_to(by)).first()
    if link is None:
        raise NotFound
    pair = [link.child_id, link.relative_id]
    link.delete()
    log.record("family.unlinked", authority_id=by.authority_id, by=by.pk, child_id=pair[0], relative=pair[1])
    events.publish("family.changed", authority_id=by.authority_id, child_ids=pair, today=today)


def sibling_groups(authority_id: int) -> dict[int, frozenset[int]]:
    """This will give, for each child with a brother or sister, the whole group with the child itself; one query.

    Siblings of siblings belong to the group.
    """
    links = FamilyLink.objects.filter(authority_id=authority_id, kind=FamilyLink.Kind.SIBLING)
    return _joined(links.values_list("child_id", "relative_id"))


def _joined(pairs: Iterable[tuple[int, int]]) -> dict[int, frozenset[int]]:
    group_of: dict[int, set[int]] = {}
    for one, other in pairs:
        joined = group_of.get(one, {one}) | group_of.get(other, {other})
        for member in joined:
            group_of[member] = joined
    return {member: frozenset(group) for member, group in group_of.items()}


def parents_and_children(authority_id: int) -> dict[int, frozenset[int]]:
    """This will give, for each looked-after parent their children, and for each of these the parents; one query."""
    found: dict[int, set[int]] = {}
    links = FamilyLink.objects.filter(authority_id=authority_id, kind=FamilyLink.Kind.PARENT)
    for parent, child in links.values_list("child_id", "relative_id"):
        found.setdefault(parent, set()).add(child)
        found.setdefault(child, set()).add(parent)
    return {child: frozenset(others) for child, others in found.items()}
