"""What the law wants recorded of a review beside the words of its record: who was consulted and how, what others said
on their own, sittings, changes considered, matters of the agenda, rights explained, the plan for permanence, and other
reviews that the sitting served.

Each stands under a heading of its own that a copy can leave out. What the child wants to do with a right is the child's
own and stands in no record, nor does the place of a sitting.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from heard.reviews.models import Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Consulted:
    """Somebody on the list of the review: asked when and how they answered, or why not."""

    name: str
    kind: str
    invited: bool
    consulted: bool
    asked_on: str
    answered_on: str
    answered_by: str
    reason_not: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Views:
    """What somebody said on their own."""

    views: str
    name: str
    kind: str
    talked_on: str
    way: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SittingHeld:
    """A sitting, without its place."""

    held_on: str
    way: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjourned:
    """That the review was adjourned, and what was held back until it was completed."""

    adjourned_on: str
    why: str
    reason: str
    held_back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeConsidered:
    """A significant change since the review before, and what the IRO decided about it."""

    words: str
    told_on: str
    decision: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """A matter of the agenda, considered or not."""

    item: str
    sentence: str
    considered: bool
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RightTold:
    """Whether a right was explained to the child; the reason if not."""

    right: str
    explained: bool
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanForPermanence:
    """The plan for permanence and a parallel one."""

    plan: str
    parallel_plan: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DutyServed:
    """Another review that the same sitting served, and what came of it; `outcome` is empty while nobody said."""

    kind: str
    outcome: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Background:
    """All of it. What there is only once stands in a row of one."""

    consulted: tuple[Consulted, ...] = ()
    views: tuple[Views, ...] = ()
    sittings: tuple[SittingHeld, ...] = ()
    adjourned: tuple[Adjourned, ...] = ()
    changes: tuple[ChangeConsidered, ...] = ()
    matters: tuple[Matter, ...] = ()
    rights: tuple[RightTold, ...] = ()
    permanence: tuple[PlanForPermanence, ...] = ()
    duties: tuple[DutyServed, ...] = ()

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Background":
        """The same again from plain data; records signed before it was kept have none."""
        return cls(**{name: tuple(kind(**row) for row in plain.get(name, ())) for name, kind in _KINDS.items()})


NOTHING = Background()
_KINDS: dict[str, Callable[..., Any]] = {
    "consulted": Consulted,
    "views": Views,
    "sittings": SittingHeld,
    "adjourned": Adjourned,
    "changes": ChangeConsidered,
    "matters": Matter,
    "rights": RightTold,
    "permanence": PlanForPermanence,
    "duties": DutyServed,
}
_UNDER: dict[str, tuple[str, ...]] = {
    Heading.CONSULTED: ("consulted",),
    Heading.VIEWS: ("views",),
    Heading.SITTINGS: ("sittings", "adjourned"),
    Heading.CHANGES: ("changes",),
    Heading.MATTERS: ("matters",),
    Heading.RIGHTS: ("rights",),
    Heading.PERMANENCE: ("permanence",),
    Heading.DUTIES: ("duties",),
}
_TEXTS: dict[str, tuple[str, ...]] = {
    "consulted": ("name", "reason_not"),
    "views": ("views", "name"),
    "sittings": ("about",),
    "adjourned": ("reason", "held_back"),
    "changes": ("words", "reason"),
    "matters": ("note",),
    "rights": ("reason",),
    "permanence": ("note",),
    "duties": ("note",),
}
_GO_WHOLE = ("consulted", "views", "changes")  # a row of which the first text is left out goes with it


def texts_in(background: Background, heading: str) -> list[str]:
    """This will give every text that stands under one of these headings."""
    return [
        getattr(row, text)
        for name in _UNDER.get(heading, ())
        for row in getattr(background, name)
        for text in _TEXTS[name]
    ]


def has(background: Background, heading: str) -> bool:
    """Whether anything stands under one of these headings."""
    return any(getattr(background, name) for name in _UNDER.get(heading, ()))


def cut_from(background: Background, cut: Callable[[str, str], str], *, mark: str) -> Background:
    """This will take passages out: `cut` gives what stays of a text under a heading, `mark` where nothing does."""
    changed: dict[str, Any] = {}
    for heading, names in _UNDER.items():
        for name in names:
            texts = _TEXTS[name]
            rows = [
                replace(row, **{text: cut(heading, getattr(row, text)) for text in texts})
                for row in getattr(background, name)
            ]
            kept = [row for row in rows if name not in _GO_WHOLE or getattr(row, texts[0]) != mark]
            changed[name] = tuple(kept)
    return replace(background, **changed)


def without(background: Background, headings: Collection[str]) -> Background:
    """This will take whole headings out."""
    nothing: Any = {name: () for heading in headings for name in _UNDER.get(heading, ())}
    return replace(background, **nothing)


def for_parents(background: Background) -> Background:
    """This will take out what one parent is not told of others without more: what they said on their own, changes that
    were told to the IRO, and who was left out and why."""
    asked = tuple(row for row in background.consulted if row.invited or row.consulted)
    return replace(without(background, (Heading.VIEWS, Heading.CHANGES)), consulted=asked)
