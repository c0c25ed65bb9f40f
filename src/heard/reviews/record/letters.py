"""What makes a letter the one that was checked: the fingerprint of all that it says."""

from typing import Any

from heard.reviews.models import Copy, ManagerAnswer, RecordOfReview
from heard.reviews.record.content import ANSWERED, Content, for_copy
from heard.reviews.writing import fingerprint


def letter_is_checked(record: RecordOfReview, content: Content) -> bool:
    """Whether somebody has read the letter as it stands now, with its wishes and decisions."""
    return bool(record.letter_checked_on) and record.letter_sha256 == letter_fingerprint(record, content)


def letter_fingerprint(record: RecordOfReview, content: Content) -> str:
    """This will give the SHA-256 of all that the letter says, and of what it must not be silent about: refusals."""
    own = [record.letter_language, record.letter_pictures, record.letter_opening, record.letter_closing]
    said = for_copy(content, Copy.LETTER)
    under = [(section.heading, section.letter_words) for section in said.sections if section.letter_words]
    plain = said.as_json()
    decisions = [{key: row[key] for key in row if key not in ANSWERED} for row in plain["decisions"]]
    told: dict[str, Any] = {"own": own, "under": under, "wishes": plain["wishes"], "decisions": decisions}
    if said.earlier:
        told["earlier"] = [
            (row.words_for_child or row.words, row.owner_name, row.state, row.outcome) for row in said.earlier
        ]
    refused = [row.number for row in said.decisions if row.answer == ManagerAnswer.Answer.DISAGREED]
    return fingerprint(told | {"refused": refused} if refused else told)
