"""What a record of a review says, as one value: for the screen, for signing, for every copy made of it.

The copies differ only by what they leave out: `for_copy` is the one place where that is decided.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from heard.law import Nation
from heard.reviews.decisions.earlier import EarlierDecision, looked_back
from heard.reviews.decisions.standing import answer_due
from heard.reviews.listening.queries import best_first
from heard.reviews.models import (
    Copy,
    Heading,
    PrivateTalk,
    RecordOfReview,
    RecordSection,
    Redaction,
    Review,
    ReviewDecision,
    TakingPart,
    Wish,
)
from heard.reviews.record.background import NOTHING, Background, cut_from, for_parents, texts_in, without
from heard.reviews.record.background_queries import beside
from heard.reviews.record.passages import LEFT_OUT, taken_out
from heard.reviews.writing import iso

ANSWERED = ("answer", "reasons", "answered_on", "silent_from")  # of a decision, empty before there is an answer
CHILDS_OWN = ("participation_code", "talk_outcome", "talked_on", "talk_way")  # facts that are the child's own


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
    """A decision as the record states it, with the answer of the authority. Days are in ISO form.

    `answer` is empty while nobody has answered; after `silent_from` silence, and not an answer, was agreement.
    """

    number: int
    words: str
    words_for_child: str
    owner_name: str
    owner_kind: str
    due_on: str
    carried_times: int
    answer: str = ""
    reasons: str = ""
    answered_on: str = ""
    silent_from: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Who took part, and how."""

    name: str
    kind: str
    presence: str
    way: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words under a heading that some copies leave out."""

    heading: str
    words: str
    copies: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """All that a record says. Days are in ISO form, empty where there is none.

    Of the private talk stands here that it took place and how; never a word of it.
    """

    child_name: str
    number: int  # of the review within the spell of care; 0 where it is not known
    born_on: str
    held_on: str
    completed_on: str
    place: str
    participation_code: str
    talk_outcome: str
    talked_on: str
    talk_way: str
    earlier: tuple[EarlierDecision, ...]
    wishes: tuple[WishSaid, ...]
    sections: tuple[Section, ...]
    decisions: tuple[DecisionMade, ...]
    people: tuple[Person, ...]
    officer: str = ""  # the IRO who was named on the day; empty in records signed before it was kept
    chaired: str = ""  # whether the child ran the review, a code of `Choices`
    background: Background = NOTHING
    passages: tuple[Passage, ...] = ()
    left_out: int = 0  # passages and headings that this copy does not hold

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything yet."""
        return not any(section.words for section in self.sections) and not self.decisions and not self.wishes

    @property
    def gone(self) -> tuple[Passage, ...]:
        """The passages to be left out that no longer stand as they were marked: leaving them out would miss them."""
        return tuple(one for one in self.passages if not stands_under(self, one.heading, one.words))

    def section(self, heading: str) -> Section | None:
        """What is written under a heading."""
        return next((section for section in self.sections if section.heading == heading), None)

    def as_json(self) -> dict[str, Any]:
        """Plain data, the same for the same content, and for a record signed before answers and duties stood in it."""
        plain = asdict(self)
        if not plain["background"]["duties"]:
            del plain["background"]["duties"]
        for row in plain["decisions"]:
            for name in ANSWERED:
                if not row[name]:
                    del row[name]
        return plain

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "Content":
        """The content again from what `as_json` gave."""
        rows = {"earlier": EarlierDecision, "wishes": WishSaid, "decisions": DecisionMade, "people": Person}
        told: dict[str, Any] = dict(plain)
        for name, kind in rows.items():
            told[name] = tuple(kind(**row) for row in plain[name])
        told["sections"] = tuple(
            Section(**{**row, "left_out_of": tuple(row["left_out_of"])}) for row in plain["sections"]
        )
        told["background"] = Background.from_json(plain.get("background", {}))
        told["passages"] = tuple(Passage(**{**row, "copies": tuple(row["copies"])}) for row in plain["passages"])
        return cls(**told)


def texts_under(content: Content, heading: str) -> tuple[str, ...]:
    """Give every text that stands under a heading of the record, typed there or shown there."""
    section = content.section(heading)
    found = [section.words, section.letter_words] if section else []
    if heading == Heading.FACTS:
        found.append(content.place)
    if heading == Heading.WISHES:
        found += [text for wish in content.wishes for text in (wish.words, wish.why, wish.weight)]
    if heading == Heading.LAST_DECISIONS:
        found += [
            text for row in content.earlier for text in (row.words, row.words_for_child, row.owner_name, row.outcome)
        ]
    if heading == Heading.DECISIONS:
        found += [text for row in content.decisions for text in _texts_of(row)]
    if heading == Heading.TOOK_PART:
        found += [text for person in content.people for text in (person.name, person.note)]
    found += texts_in(content.background, heading)
    return tuple(filter(None, found))


def _texts_of(row: DecisionMade) -> tuple[str, ...]:
    return row.words, row.words_for_child, row.owner_name, row.reasons


def stands_under(content: Content, heading: str, words: str) -> bool:
    """Whether the words stand under the heading, in one text."""
    return any(words in text for text in texts_under(content, heading))


def for_copy(content: Content, copy: str) -> Content:
    """Give what one copy may say: without headings and passages that it leaves out, and without what is for others.

    The full record leaves out nothing; the decisions-only copy holds nothing but them; the parents' copy does not say
    how the child took part and talked alone; the words of the letter are in the letter alone.
    """
    left = _without_passages(content, copy)
    if copy == Copy.DECISIONS:
        return replace(left, sections=(), wishes=(), people=(), earlier=(), background=NOTHING, **_no_facts())
    hidden = {section.heading for section in left.sections if copy in section.left_out_of}
    if Heading.FACTS in hidden:
        left = replace(left, **_no_facts())
    elif copy == Copy.PARENTS:
        left = replace(left, **_no_facts(CHILDS_OWN))
    background = for_parents(left.background) if copy == Copy.PARENTS else left.background
    return replace(
        left,
        sections=tuple(
            replace(section, letter_words=section.letter_words if copy == Copy.LETTER else "", left_out_of=())
            for section in left.sections
            if section.heading not in hidden and (section.words or section.letter_words)
        ),
        wishes=() if Heading.WISHES in hidden else left.wishes,
        earlier=() if Heading.LAST_DECISIONS in hidden else left.earlier,
        decisions=() if Heading.DECISIONS in hidden else left.decisions,
        people=() if Heading.TOOK_PART in hidden else left.people,
        background=without(background, hidden),
        left_out=left.left_out + len(hidden),
    )


def _no_facts(names: Iterable[str] = ("born_on", "place", "chaired", *CHILDS_OWN)) -> dict[str, Any]:
    return dict.fromkeys(names, "")


def _without_passages(content: Content, copy: str) -> Content:
    """The content without the passages that a copy leaves out; a wish or decision of which nothing stays goes whole."""
    cuts = [one for one in content.passages if copy in one.copies]

    def cut(heading: str, text: str) -> str:
        return taken_out(text, [one.words for one in cuts if one.heading == heading])

    def rows(heading: str, found: tuple[Any, ...], *names: str) -> tuple[Any, ...]:
        changed = [replace(row, **{name: cut(heading, getattr(row, name)) for name in names}) for row in found]
        return tuple(row for row in changed if getattr(row, names[0]) != LEFT_OUT)

    return replace(
        content,
        sections=tuple(
            replace(
                section,
                words=cut(section.heading, section.words),
                letter_words=cut(section.heading, section.letter_words),
            )
            for section in content.sections
        ),
        place=cut(Heading.FACTS, content.place),
        wishes=rows(Heading.WISHES, content.wishes, "words", "why", "weight"),
        earlier=rows(Heading.LAST_DECISIONS, content.earlier, "words", "words_for_child", "owner_name", "outcome"),
        decisions=rows(Heading.DECISIONS, content.decisions, "words", "words_for_child", "owner_name", "reasons"),
        people=rows(Heading.TOOK_PART, content.people, "name", "note"),
        background=cut_from(content.background, cut, mark=LEFT_OUT),
        passages=(),
        left_out=sum(stands_under(content, one.heading, one.words) for one in cuts),
    )


def content_of(review: Review) -> Content:
    """This will read the record as it stands, in nineteen queries at most. Nothing of the private talk's words is
    read."""
    record = RecordOfReview.objects.filter(review=review).first()
    talk = best_first(PrivateTalk.objects.filter(review=review)).values("outcome", "talked_on", "way").first()
    sections = list(RecordSection.objects.filter(record=record)) if record else []
    order = {heading: place for place, heading in enumerate(Heading.values)}
    sections.sort(key=lambda section: order[section.heading])
    around = beside(review)
    return Content(
        officer=around.officer,
        chaired=around.chaired,
        background=around.background,
        child_name=review.child.shown_name,
        number=_number(review),
        born_on=iso(review.child.born_on),
        held_on=iso(review.held_on),
        completed_on=iso(review.completed_on),
        place=review.place,
        participation_code=review.participation_code,
        talk_outcome=talk["outcome"] if talk else "",
        talked_on=iso(talk["talked_on"]) if talk else "",
        talk_way=talk["way"] if talk else "",
        earlier=looked_back(review, on=review.held_on),
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
            if section.words or section.letter_words or section.left_out_of
        ),
        decisions=_decisions(review),
        people=_people(review),
        passages=tuple(
            Passage(heading=row.heading, words=row.passage, copies=tuple(row.left_out_of))
            for row in Redaction.objects.filter(record=record).order_by("pk")
        )
        if record
        else (),
    )


def _number(review: Review) -> int:
    """The number of the review within its spell of care, counted by the days on which reviews were held."""
    if review.held_on is None or review.period_id is None:
        return 0
    held = Review.objects.filter(period_id=review.period_id, state=Review.State.HELD, held_on__lte=review.held_on)
    return held.count()


def _decisions(review: Review) -> tuple[DecisionMade, ...]:
    """What was decided, with the answer of the authority, in one query."""
    rows = ReviewDecision.objects.filter(review=review).select_related("answer", "review__decisions_issued")
    found = []
    for row in rows.select_related("review__authority").order_by("number"):
        given, issued = getattr(row, "answer", None), getattr(row.review, "decisions_issued", None)
        received_on = issued.received_on if issued else None
        due = answer_due(Nation(row.review.authority.nation), received_on=received_on)
        found.append(
            DecisionMade(
                number=row.number,
                words=row.words,
                words_for_child=row.words_for_child,
                owner_name=row.owner_name,
                owner_kind=row.owner_kind,
                due_on=iso(row.due_on),
                carried_times=row.carried_times,
                answer=given.answer if given else "",
                reasons=given.reasons if given else "",
                answered_on=iso(given.answered_on) if given else "",
                silent_from=iso(due.due_on) if due else "",
            )
        )
    return tuple(found)


def _people(review: Review) -> tuple[Person, ...]:
    rows = TakingPart.objects.filter(review=review).select_related("party__child", "party__user").order_by("pk")
    return tuple(
        Person(name=row.party.shown_name, kind=row.party.kind, presence=row.presence, way=row.way, note=row.note)
        for row in rows
    )
