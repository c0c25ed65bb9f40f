"""Section A: reviews and how the child took part."""

from collections.abc import Iterable
from datetime import date

from heard.returns.ssda903.checks.table import Case, ChildCheck, HeaderCheck, ReviewCheck, age_on, birthday
from heard.returns.ssda903.codes import PARTICIPATION
from heard.returns.ssda903.dates import in_words, why_unreadable
from heard.returns.ssda903.rows import HeaderRow, ReviewRow, Row

_BLANK_OR_KNOWN = PARTICIPATION | {""}
_SPEAKING = PARTICIPATION - {"PN0"}
_NEEDS_EPISODE = ("ad1", "missing", "oc2", "previous_permanence")


def _no_date(row: ReviewRow, case: Case) -> str:
    if row.is_unreadable("REVIEW"):
        return why_unreadable(row.came_as("REVIEW"))
    return "The review has no date. Fill in the day it was held."


def _code_does_not_fit(row: ReviewRow, case: Case) -> str:
    if not row.review_code:
        return "A review date is given, so a participation code is needed."
    if row.review_code not in PARTICIPATION:
        return f"{row.review_code} is no participation code. Give one of PN0 to PN7."
    return "A participation code is given, so a review date is needed."


def _has_date(row: ReviewRow) -> bool:
    return row.review is not None or row.is_unreadable("REVIEW")


def _without_date(case: Case) -> Iterable[Row]:
    return [row for row in case.reviews if row.review is None]


def _code_and_date_do_not_fit(case: Case) -> Iterable[Row]:
    return [
        row
        for row in case.reviews
        if (row.review_code not in PARTICIPATION or row.review is None)
        and (row.review_code not in _BLANK_OR_KNOWN or _has_date(row) != (row.review_code != ""))
    ]


def fourth_birthday(row: ReviewRow, case: Case) -> date:
    """Return the fourth birthday by the row's date of birth, by the Header's where the row has none (as in XML)."""
    born = row.dob or case.dob
    return birthday(born, 4) if born is not None else date.max


def _pn0_after_fourth_birthday(case: Case) -> Iterable[Row]:
    return [
        row
        for row in case.reviews
        if row.review_code == "PN0" and row.review is not None and row.review > fourth_birthday(row, case)
    ]


def _speaks_before_fourth_birthday(case: Case) -> Iterable[Row]:
    return [
        row
        for row in case.reviews
        if row.review_code in _SPEAKING
        and row.review is not None
        and (born := row.dob or case.dob) is not None
        and row.review < birthday(born, 4)
    ]


def _born_otherwise(case: Case) -> Iterable[Row]:
    born = case.dob
    return [row for row in case.reviews if row.dob != born and row.dob is not None] if born is not None else ()


def _age_at_review(row: ReviewRow, case: Case) -> str:
    born = row.dob or case.dob
    if born is None or row.review is None:
        return "PN0 is only for children under 4."
    when = f"The child was {age_on(born, row.review)} on {in_words(row.review)}."
    if row.review < born:
        when = f"{in_words(row.review)} is before the child was born."
    if row.review_code == "PN0":
        return f"{when} PN0 is only for children under 4."
    return f"{when} For a child under 4 the code is PN0."


def _short_breaks_only(case: Case) -> Iterable[Row]:
    if not case.child.is_short_break_only:
        return ()
    mother = [row for row in case.child.headers if row.mother]
    reviews = [row for row in case.reviews if row.review_code or _has_date(row)]
    if not mother and not reviews:
        return ()
    return (*case.episodes, *case.child.headers, *(case.reviews if mother else reviews))


def _without_episode(case: Case) -> Iterable[Row]:
    if case.episodes:
        return ()
    found: list[Row] = [*case.reviews, *case.child.placed_for_adoption]
    for kind in _NEEDS_EPISODE:
        found += case.child.others.get(kind, ())
    return found


def _header_only(row: HeaderRow, case: Case) -> bool:
    return not case.episodes and "oc3" not in case.child.others


CHECKS = (
    ReviewCheck(
        code="166",
        title="The review has no date that can be read",
        field="REVIEW",
        level="refused",
        find=_without_date,
        says=_no_date,
    ),
    ReviewCheck(
        code="167",
        title="The participation code is missing, unknown or without a review",
        field="REVIEW_CODE",
        find=_code_and_date_do_not_fit,
        says=_code_does_not_fit,
    ),
    ReviewCheck(
        code="440",
        title="PN0 for a child who was over 4",
        field="REVIEW_CODE",
        find=_pn0_after_fourth_birthday,
        says=_age_at_review,
    ),
    ReviewCheck(
        code="441",
        title="PN1 to PN7 for a child who was under 4",
        field="REVIEW_CODE",
        find=_speaks_before_fourth_birthday,
        says=_age_at_review,
    ),
    ChildCheck(
        code="399",
        title="A review or a mother's mark for a child on short breaks only",
        field="REVIEW",
        when=lambda codes, year: codes.is_short_break,
        find=_short_breaks_only,
        says="Only on short-break agreements (V3 or V4), so no review and no MOTHER belongs in this return.",
    ),
    ChildCheck(
        code="1012",
        title="A row for a child who has no episode",
        field="CHILD",
        needs=("episodes",),
        find=_without_episode,
        says="The child has no episode in this return. Add the episode or take this row out.",
    ),
    ChildCheck(
        code="INT08",
        title="The reviewed child is not in the Header file",
        field="CHILD",
        level="refused",
        find=lambda case: case.reviews if case.header is None else (),
        says="The child is not in the Header file. Add the child there or put the identifier right.",
    ),
    ReviewCheck(
        code="INT17",
        title="The date of birth differs from the Header's",
        field="DOB",
        find=_born_otherwise,
        says=lambda row, case: (
            f"The Header file gives {in_words(case.dob)} as the date of birth. Put the wrong one right."
            if case.dob
            else "The Header file gives another date of birth."
        ),
    ),
    HeaderCheck(
        code="EPI",
        title="The child has neither an episode nor a care leaver's row",
        field="CHILD",
        needs=("episodes",),
        test=_header_only,
        says="The child is in the Header file only. Add the episodes or the OC3 row, or take the child out.",
    ),
)
