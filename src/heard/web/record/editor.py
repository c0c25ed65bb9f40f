"""The page on which a record is written: its headings, what stands under each, and the letter beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from markupsafe import Markup

from heard.accounts.models import ResponsibleAuthority
from heard.correspondence.compose import compose
from heard.correspondence.distribution import Papers
from heard.correspondence.documents import as_fragment
from heard.correspondence.letter import Letter
from heard.correspondence.records.letter import letter_to_child, without_words_for_child
from heard.law import Nation, england_and_wales
from heard.pages.frame import Link
from heard.pages.presenters import clock, dates
from heard.pages.presenters.parts import Pill
from heard.reviews.decisions.earlier import EarlierDecision
from heard.reviews.limits import own_limit
from heard.reviews.models import WRITTEN, Heading, RecordSection, Review
from heard.reviews.record.background import has
from heard.reviews.record.content import Content, DecisionMade
from heard.reviews.record.reading import reading_of
from heard.reviews.settings import own_limits_of
from heard.web.due import DueCell, cell_of
from heard.web.links import to
from heard.web.record import words
from heard.web.writing import Theirs, saved_words, theirs_of

LIMITS = (("post-decisions-5wd", "decisions"), ("post-record-15wd", "record"), ("post-distribute-20wd", "sent"))
ANSWERS = {
    "agreed": gettext_lazy("the council agreed"),
    "disagreed": gettext_lazy("the council disagreed"),
}
NOT_TYPED = (Heading.DECISIONS,)
SHOWN_ON = {
    Heading.CONSULTED: "inviting:people",
    Heading.VIEWS: "meeting:separate_talk",
    Heading.SITTINGS: "meeting:sittings",
    Heading.CHANGES: "between:show",
    Heading.MATTERS: "meeting:agenda",
    Heading.RIGHTS: "meeting:agenda",
    Heading.PERMANENCE: "meeting:agenda",
    Heading.DUTIES: "meeting:duties",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One heading on the page. `theirs` is there when two people wrote at once."""

    key: str
    number: int
    title: str
    state: str
    state_words: str
    is_typed: bool
    words: str
    letter_words: str
    version: int
    saved: str
    left_out: str
    theirs: Theirs | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Earlier:
    """What became of a decision of last time."""

    words: str
    note: str
    chip: clock.Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class WishRow:
    """A wish with its answer."""

    words: str
    answer: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRow:
    """A decision with who does it and by when."""

    words: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """How hard the letter is to read; `none` says why there is no hint."""

    lead: str = ""
    long_title: str = ""
    long_sentences: tuple[str, ...] = ()
    hard: str = ""
    none: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterPane:
    """The letter as it would go out now."""

    letter: Markup
    hint: Hint
    languages: tuple[Pill, ...]
    edit_href: str
    pdf_href: str
    checked: str
    plain: str
    plain_decisions: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """One clock on top of the page; a limit that the nation does not set has no cell."""

    what: str
    cell: DueCell | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A heading that shows what was recorded elsewhere, where that is changed, and which copies leave it out."""

    title: str
    href: str
    left_out: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """All of the page."""

    title: str
    limits: tuple[Limit, ...]
    saved: str
    parts: tuple[Part, ...]
    earlier: tuple[Earlier, ...]
    wishes: tuple[WishRow, ...]
    decisions: tuple[DecisionRow, ...]
    people: tuple[str, ...]
    shared: str
    wishes_href: str
    decisions_href: str
    people_href: str
    save_href: str
    draft_key: str
    pane: LetterPane
    links: tuple[Link, ...]
    gone: tuple[str, ...]
    shown: tuple[Shown, ...]


def part_of(
    heading: str,
    section: RecordSection | None,
    content: Content,
    *,
    theirs: Theirs | None = None,
    typed: tuple[str, str] | None = None,
) -> Part:
    """This will make one heading; `typed` are the words that somebody has typed and that are not saved yet."""
    kept = (section.words, section.letter_words) if section else ("", "")
    state = state_of(heading, section, content)
    return Part(
        key=heading,
        number=Heading.values.index(heading) + 1,
        title=str(words.HEADINGS[Heading(heading)]),
        state=state,
        state_words=str(words.STATES[state]),
        is_typed=heading not in NOT_TYPED,
        words=(typed or kept)[0],
        letter_words=(typed or kept)[1],
        version=section.version if section else 0,
        saved=saved_words(section),
        left_out=left_out_words(section),
        theirs=theirs,
    )


def state_of(heading: str, section: RecordSection | None, content: Content) -> str:
    """This will say how far a heading is: what is shown there by itself counts as written; else the record's words and
    the letter's words both, or the record's alone where the letter leaves the heading out."""
    shown = {
        Heading.LAST_DECISIONS: content.earlier,
        Heading.WISHES: content.wishes,
        Heading.DECISIONS: content.decisions,
        Heading.TOOK_PART: content.people,
    }
    if shown.get(Heading(heading)):
        return "written"
    own = bool(section and section.words)
    letter = bool(section and (section.letter_words or "letter" in section.left_out_of))
    return "written" if own and letter else "begun" if own or letter else "empty"


def left_out_words(section: RecordSection | None) -> str:
    """This will say which copies leave the heading out, and why."""
    if section is None or not section.left_out_of:
        return ""
    names = ", ".join(str(words.COPIES[copy]) for copy in words.COPIES if copy in section.left_out_of)
    return _("Left out of: %(copies)s. %(reason)s") % {"copies": names, "reason": section.reason_left_out}


def pane_of(papers: Papers, *, language: str = "") -> LetterPane:
    """This will show the letter as it would go out; `language` looks at it in the other language."""
    shown = language if language in ("en", "cy") else papers.own.language
    own = papers.own if shown == papers.own.language else replace(papers.own, language=shown, checked=False)
    letter = compose(letter_to_child(papers.content, own, papers.paper, greeting=papers.greeting))
    page = reverse("record:write", args=[papers.review.pk])
    return LetterPane(
        letter=as_fragment(letter, pictures=papers.paper.officer.pictures),
        hint=hint_of(_written(letter), language=shown),
        languages=tuple(
            Pill(text=text, href=f"{page}?letter={code}", current=code == shown)
            for code, text in (("en", "English"), ("cy", "Cymraeg"))
        ),
        edit_href=reverse("record:letter", args=[papers.review.pk]),
        pdf_href=reverse("record:copy", args=[papers.review.pk, "letter", "pdf"]),
        checked=_checked(papers),
        plain=_("These decisions stand in the letter in the words of the record, as nobody wrote them for the child:")
        if shown == "en"
        else _("These decisions stand in the Welsh letter in the English words of the record:"),
        plain_decisions=without_words_for_child(papers.content),
    )


def _checked(papers: Papers) -> str:
    record = papers.record
    if papers.own.checked and record and record.letter_checked_on and record.letter_checked_by:
        told = {"who": record.letter_checked_by.name, "day": dates.plain(record.letter_checked_on)}
        return _("Checked by %(who)s on %(day)s.") % told
    if record and record.letter_checked_on:
        return _("Something in the letter was changed since it was checked. Check it again before it goes.")
    return _("It goes out when you have checked it, not before.")


def _written(letter: Letter) -> str:
    """What was written for this child, without what stands round every letter."""
    return "\n".join(line for block in letter.blocks for line in (block.text, *block.items) if line)


def hint_of(text: str, *, language: str) -> Hint:
    """This will say how hard the letter is to read."""
    if language != "en":
        return Hint(none=_("There is no reading-age hint for Welsh: no measure of it is agreed."))
    reading = reading_of(text)
    if reading is None:
        return Hint(none=_("The letter is too short for a reading-age hint."))
    count = len(reading.long_sentences)
    hard = ", ".join(f"“{word}”" for word in reading.hard_words)
    return Hint(
        lead=_("Reads like age %(age)s to %(next)s.") % {"age": reading.age, "next": reading.age + 1},
        long_title=ngettext("%(n)d long sentence", "%(n)d long sentences", count) % {"n": count} if count else "",
        long_sentences=reading.long_sentences,
        hard=ngettext("Hard word: %(words)s.", "Hard words: %(words)s.", len(reading.hard_words)) % {"words": hard}
        if hard
        else "",
    )


def limits_of(review: Review, *, authority: ResponsibleAuthority, name: str, today: date) -> tuple[Limit, ...]:
    """This will give the clocks of the follow-up; in Wales the law sets none of them, and a council may set its own."""
    names = {
        "decisions": _("Decisions"),
        "record": _("Record"),
        "sent": _("Sent out"),
    }
    if review.completed_on is None:
        note = _("The limits start on the day on which the review is completed.")
        return (Limit(what="", cell=None, note=note),)
    found, nation, own = [], Nation(authority.nation), own_limits_of(authority)
    dues = {key: own_limit(rule, nation, own, counted_from=review.completed_on) for rule, key in LIMITS}
    if not any(dues.values()):
        return (Limit(what="", cell=None, note=_("No limit in Welsh law for decisions, record and sending.")),)
    for key, due in dues.items():
        if due is None:
            found.append(Limit(what=names[key], cell=None, note=_("No limit in Welsh law")))
            continue
        about = f"{names[key]}, {name}"
        cell = cell_of(due, about=about, event=_("when the review was completed"), today=today)
        found.append(Limit(what=names[key], cell=cell))
    return tuple(found)


def editor_of(
    review: Review,
    papers: Papers,
    sections: Mapping[str, RecordSection],
    *,
    user_id: int,
    shared: str,
    limits: tuple[Limit, ...],
    typed: Mapping[str, tuple[str, str]] | None = None,
    language: str = "",
) -> Editor:
    """This will make the page. `typed` holds the words of those headings that somebody else saved meanwhile."""
    mine, content = typed or {}, papers.content
    parts = tuple(
        part_of(
            heading,
            sections.get(heading),
            content,
            theirs=theirs_of(sections[heading]) if heading in mine and heading in sections else None,
            typed=mine.get(heading),
        )
        for heading in WRITTEN
    )
    last = max((one for one in sections.values() if one.version), key=lambda one: one.saved_at, default=None)
    name = papers.greeting
    return Editor(
        title=_("Record of review and letter to %(name)s") % {"name": name},
        limits=limits,
        saved=saved_words(last),
        parts=parts,
        earlier=tuple(earlier_row(row) for row in content.earlier),
        wishes=tuple(
            WishRow(words=wish.words, answer=str(words.ANSWERS[wish.answer]), why=wish.why) for wish in content.wishes
        ),
        decisions=tuple(_decision(row) for row in content.decisions),
        people=tuple(person.name for person in content.people),
        shared=shared,
        wishes_href=to("meeting:wishes", review.pk),
        decisions_href=to("decisions:review", review.pk),
        people_href=to("meeting:part", review.pk),
        save_href=reverse("record:save", args=[review.pk]),
        draft_key=f"{user_id}:{review.pk}",
        pane=pane_of(papers, language=language),
        links=(
            Link(text=_("Leave something out of a copy"), href=reverse("record:leave_out", args=[review.pk])),
            Link(text=_("What changed, and sign"), href=reverse("record:sign", args=[review.pk])),
        ),
        gone=tuple(one.words for one in content.gone),
        shown=tuple(
            Shown(
                title=str(words.HEADINGS[heading]),
                href=to(SHOWN_ON[heading], review.child_id if heading is Heading.CHANGES else review.pk),
                left_out=left_out_words(sections.get(heading)),
            )
            for heading in SHOWN_ON
            if has(content.background, heading)
        ),
    )


def earlier_row(row: EarlierDecision) -> Earlier:
    """This will show what became of a decision of last time."""
    due = date.fromisoformat(row.due_on)
    done = date.fromisoformat(row.done_on) if row.done_on else None
    if done:
        chip = clock.done(done, due_on=due, today=done, calendar=england_and_wales())
    elif row.late and row.state in ("open", "carried"):
        chip = clock.Clock(state=clock.State.LATE, words=_("Not done, late"))
    else:
        chip = clock.stopped(str(words.BECAME[row.state]))
    note = row.outcome or (_("Carried over") if row.state == "carried" else "")
    return Earlier(words=row.words, note=note, chip=chip)


def _decision(row: DecisionMade) -> DecisionRow:
    told = {"owner": row.owner_name, "day": dates.plain(date.fromisoformat(row.due_on))}
    note = _("%(owner)s, by %(day)s") % told
    if row.carried_times:
        times = ngettext("carried over once", "carried over %(n)d times", row.carried_times) % {"n": row.carried_times}
        note = f"{note} · {times}"
    if row.answer in ANSWERS:
        note = f"{note} · {ANSWERS[row.answer]}"
    if row.reasons:
        note = f"{note}: {row.reasons}"
    return DecisionRow(words=row.words, note=note)


def refused(content: Content) -> tuple[str, ...]:
    """This will list what the council disagreed with, so that the letter to the child is not silent about it."""
    return tuple(row.words for row in content.decisions if row.answer == "disagreed")
