"""What each copy is to leave out, as it was marked, and whether what would go out does."""

from heard.common.errors import DomainError
from heard.reviews.models import RecordOfReview, RecordSection, RecordVersion, Redaction
from heard.reviews.record.content import Content

Mark = tuple[str, str, str]  # heading, the words under it or nothing for the whole heading, copy


class MarkedSince(DomainError):
    """Since the record was signed, more was marked that this copy is to leave out. What was signed still holds it:
    sign the record again, then give the copy."""


class PassageGone(DomainError):
    """Words that a copy was to leave out were changed since, and would be read. Mark them again, or take the mark
    away."""


def marks_in(content: Content) -> frozenset[Mark]:
    """This will list what a content says that its copies leave out."""
    whole = {(section.heading, "", copy) for section in content.sections for copy in section.left_out_of}
    return frozenset(whole | {(one.heading, one.words, copy) for one in content.passages for copy in one.copies})


def marked_since(signed: Content, now: Content, copy: str) -> bool:
    """Whether more is to be left out of a copy than what was signed leaves out."""
    return _more(marks_in(now), marks_in(signed), copy)


def refuse_marked_since(record: RecordOfReview, signed: RecordVersion, copy: str) -> None:
    """This will refuse a copy of a signed version that holds what was marked later. Raises MarkedSince."""
    sections = RecordSection.objects.filter(record=record).values_list("heading", "left_out_of")
    passages = Redaction.objects.filter(record=record).values_list("heading", "passage", "left_out_of")
    now = {(heading, "", one) for heading, copies in sections for one in copies}
    now |= {(heading, words, one) for heading, words, copies in passages for one in copies}
    if _more(frozenset(now), marks_in(Content.from_json(signed.content)), copy):
        raise MarkedSince


def refuse_gone(content: Content, *copies: str, heading: str = "") -> None:
    """This will refuse copies that would hold words marked for them, because the words were changed since; of one
    heading if it is named. Raises PassageGone."""
    for one in content.gone:
        if set(one.copies) & set(copies) and heading in ("", one.heading):
            raise PassageGone


def _more(now: frozenset[Mark], then: frozenset[Mark], copy: str) -> bool:
    return any(mark[2] == copy for mark in now - then)
