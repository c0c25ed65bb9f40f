"""What a record of a review says, as one value: for the screen, for signing, for every copy made of it.

The copies differ only by what they leave out: `for_copy` is the one place where that is decided.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from heard.reviews.models import (
    Copy,
    DecisionsIssued,
    Heading,
    RecordOfReview,
    RecordSection,
    Redaction,
    Review,
    ReviewDecision,
    TakingPart,
    Wish,
)

LEFT_OUT = "[…]"  # in place of a passage that a copy leaves out


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One heading with its words."""

    heading: str
    words: str
    letter_words: str = ""
    left_out_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WishSaid:
    """A wish, the answer and why."""

    words: str
    answer: str
    why: str
    weight: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade:
    """A decision as the record states it. `due_on` is a date in ISO form; `state` that of the day of writing."""

    number: int
    words: str
    words_for_child: str
    owner_name: str
    owner_kind: str
    due_on: str
    carried_times: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierDecision:
    """What became of a decision of the review before."""

    words: str
    state: str
    done_on: str
    outcome: str
    late: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who took part, and how."""

    name: str
    kind: str
    presence: str
    way: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that a record says. Days are in ISO form, empty where there is none."""

    child_name: str
    born_on: str
    held_on: str
    completed_on: str
    place: str
    participation_code: str
    earlier: tuple[EarlierDecision, ...]
    wishes: tuple[WishSaid, ...]
    sections: tuple[Section, ...]
    decisions: tuple[DecisionMade, ...]
    people: tuple[Person, ...]
    left_out: int = 0  # passages and headings that this copy does not hold

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything yet."""
        return not any(section.words for section in self.sections) and not self.decisions and not self.wishes

    def as_json(self) -> dict[str, Any]:
        """Plain data, the same for the same content."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Content":
        """The content again from what `as_json` gave."""
        rows = {
            "earlier": EarlierDecision,
            "wishes": WishSaid,
            "decisions": DecisionMade,
            "people": Person,
        }
        told: dict[str, Any] = dict(plain)
        for name, kind in rows.items():
            told[name] = tuple(kind(**row) for row in plain[name])
        told["sections"] = tuple(
            Section(**{**row, "left_out_of": tuple(row["left_out_of"])}) for row in plain["sections"]
        )
        return cls(**told)


def for_copy(content: Content, copy: str, *, redactions: tuple[tuple[str, str, tuple[str, ...]], ...]) -> Content:
    """Give what one copy may say. `redactions` are (heading, passage, copies that leave it out).

    The full record leaves out nothing; the decisions-only copy holds nothing but them.
    """
    if copy == Copy.DECISIONS:
        return replace(content, sections=(), wishes=(), people=(), earlier=(), left_out=0)
    if copy == Copy.RECORD:
        return content
    left_out, kept = 0, []
    for section in content.sections:
        if copy in section.left_out_of:
            left_out += 1
            continue
        words = section.words
        for heading, passage, copies in redactions:
            if heading == section.heading and copy in copies and passage in words:
                words, left_out = words.replace(passage, LEFT_OUT), left_out + 1
        kept.append(replace(section, words=words))
    hidden = {section.heading for section in content.sections if copy in section.left_out_of}
    return replace(
        content,
        sections=tuple(kept),
        wishes=() if Heading.WISHES in hidden else content.wishes,
        earlier=() if Heading.LAST_DECISIONS in hidden else content.earlier,
        people=() if Heading.TOOK_PART in hidden else content.people,
        left_out=left_out,
    )


def redactions_of(review: Review) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """This will give the passages that some copies leave out."""
    rows = Redaction.objects.filter(record__review=review).order_by("pk")
    return tuple((row.heading, row.passage, tuple(row.left_out_of)) for row in rows)


def content_of(review: Review) -> Content:
    """This will read the record as it stands, in seven queries."""
    record = RecordOfReview.objects.filter(review=review).first()
    sections = list(RecordSection.objects.filter(record=record)) if record else []
    order = {heading: place for place, heading in enumerate(Heading.values)}
    sections.sort(key=lambda section: order[section.heading])
    return Content(
        child_name=review.child.shown_name,
        born_on=_iso(review.child.born_on),
        held_on=_iso(review.held_on),
        completed_on=_iso(review.completed_on),
        place=review.place,
        participation_code=review.participation_code,
        earlier=_earlier(review),
        wishes=tuple(
            WishSaid(words=wish.words, answer=wish.answer, why=wish.why, weight=wish.weight)
            for wish in Wish.objects.filter(review=review).order_by("place")
        ),
        sections=tuple(
            Section(
                heading=section.heading,
                words=section.words,
                letter_words=section.letter_words,
                left_out_of=tuple(section.left_out_of),
            )
            for section in sections
            if section.words or section.letter_words
        ),
        decisions=tuple(
            DecisionMade(
                number=decision.number,
                words=decision.words,
                words_for_child=decision.words_for_child,
                owner_name=decision.owner_name,
                owner_kind=decision.owner_kind,
                due_on=_iso(decision.due_on),
                carried_times=decision.carried_times,
            )
            for decision in ReviewDecision.objects.filter(review=review).order_by("number")
        ),
        people=_people(review),
    )


def _people(review: Review) -> tuple[Person, ...]:
    rows = TakingPart.objects.filter(review=review).select_related("party__child", "party__user").order_by("pk")
    return tuple(
        Person(name=row.party.shown_name, kind=row.party.kind, presence=row.presence, way=row.way, note=row.note)
        for row in rows
    )


def _earlier(review: Review) -> tuple[EarlierDecision, ...]:
    """What became of the decisions of the review before, as it stands now."""
    before = (
        DecisionsIssued.objects.filter(review__child_id=review.child_id, review__held_on__lt=review.held_on)
        .order_by("-review__held_on")
        .values_list("review_id", flat=True)
        .first()
        if review.held_on
        else None
    )
    if before is None:
        return ()
    return tuple(
        EarlierDecision(
            words=row.words,
            state=row.state,
            done_on=_iso(row.done_on),
            outcome=row.outcome,
            late=_late(row, review.held_on),
        )
        for row in ReviewDecision.objects.filter(review_id=before).order_by("number")
    )


def _late(row: ReviewDecision, on: date | None) -> bool:
    done = row.done_on or (None if row.state == ReviewDecision.State.DROPPED else on)
    return done is not None and done > row.due_on


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
