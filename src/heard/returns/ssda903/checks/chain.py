"""Sections B and D: one episode against the one before it, from which periods of care are rebuilt."""

from heard.returns.ssda903.checks.table import READ, Case, EpisodeCodes, PairCheck, birthday
from heard.returns.ssda903.codes import (
    FOSTER,
    NO_WAY_BACK,
    PLACED_FOR_ADOPTION,
    TEMPORARY,
    leaving_reasons,
)
from heard.returns.ssda903.dates import in_words
from heard.returns.ssda903.rows import EpisodeRow

_MOVES = frozenset("PBTU")
_GOES_ON = frozenset("LPTBU")


def placement_of(row: EpisodeRow) -> tuple[str, str, str, str]:
    """Return the four items that together say where the child lives and who provides it."""
    return (row.place, row.pl_post, row.urn, row.place_provider)


def _made(before: EpisodeRow, row: EpisodeRow, case: Case) -> bool:
    """The codes of the two say it all."""
    return True


def _moved_without_reason(codes: EpisodeCodes) -> bool:
    return codes.rec == "X1" and codes.place not in TEMPORARY and not codes.reason_place_change


def _next_elsewhere(before: EpisodeRow, row: EpisodeRow, case: Case) -> bool:
    return before.dec is not None and row.decom is not None and row.decom != before.dec


def _follows_same_day(before: EpisodeRow, row: EpisodeRow, case: Case) -> bool:
    return before.dec is not None and row.decom == before.dec


def _does_not_follow_on(before: EpisodeRow, row: EpisodeRow, case: Case) -> bool:
    if not before.has_dec:
        return True
    return before.dec is not None and row.decom is not None and row.decom != before.dec


def _status_same_or_placement_changed(before: EpisodeRow, row: EpisodeRow, case: Case) -> bool:
    return row.ls == before.ls or placement_of(row) != placement_of(before)


def _status_changed_or_placement_same(before: EpisodeRow, row: EpisodeRow, case: Case) -> bool:
    return row.ls != before.ls or placement_of(row) == placement_of(before)


def _status_or_placement_same(before: EpisodeRow, row: EpisodeRow, case: Case) -> bool:
    return row.ls == before.ls or placement_of(row) == placement_of(before)


def _need_changed(before: EpisodeRow, row: EpisodeRow, case: Case) -> bool:
    return before.dec is not None and before.dec == row.decom and before.cin != row.cin


def _under_10(before: EpisodeRow, row: EpisodeRow, case: Case) -> bool:
    return row.decom is not None and case.dob is not None and row.decom < birthday(case.dob, 10)


def _began(row: EpisodeRow) -> str:
    return in_words(row.decom) if row.decom else "an unknown day"


CHECKS = (
    PairCheck(
        code="142",
        title="An earlier episode is still open",
        field="DEC",
        marks_earlier=True,
        when_earlier=lambda codes, year: codes.decom == READ and not (codes.has_dec and codes.rec),
        test=_made,
        says="A later episode follows, so this one has ceased. Give both DEC and REC.",
    ),
    PairCheck(
        code="388",
        title="Episodes do not join as their reasons say",
        field="DEC",
        marks_earlier=True,
        when_earlier=lambda codes, year: codes.rec == "X1",
        test=_next_elsewhere,
        says="X1 says that the next episode begins on the same day, but it begins on another.",
    ),
    PairCheck(
        code="388",
        title="Episodes do not join as their reasons say",
        field="REC",
        marks_earlier=True,
        when_earlier=lambda codes, year: codes.rec not in ("", "X1"),
        test=_follows_same_day,
        says=lambda row, case: f"{row.rec} ends the care, but another episode begins on the same day. Use X1.",
    ),
    PairCheck(
        code="431",
        title="Began to be looked after while looked after already",
        field="RNE",
        when=lambda codes, year: codes.rne == "S",
        test=lambda before, row, case: before.dec is not None and row.decom is not None and before.dec >= row.decom,
        says="S begins a new period of care, but the episode before had not ceased the day before.",
    ),
    PairCheck(
        code="432",
        title="Goes on after leaving care",
        field="RNE",
        when=lambda codes, year: codes.rne != "S",
        when_earlier=lambda codes, year: codes.rec in leaving_reasons(year),
        test=_made,
        says="The episode before ended the care, so this one begins a new period: its RNE is S.",
    ),
    PairCheck(
        code="433",
        title="Does not follow on from the episode before",
        field="DECOM",
        when=lambda codes, year: codes.rne in _GOES_ON,
        test=_does_not_follow_on,
        says=lambda row, case: (
            f"The episode began on {_began(row)}, but the one before did not cease that day. "
            "Within a period of care episodes follow on the same day."
        ),
    ),
    PairCheck(
        code="434",
        title="L, but the legal status is the same or the placement changed",
        field="RNE",
        when=lambda codes, year: codes.rne == "L",
        test=_status_same_or_placement_changed,
        says="L says that only the legal status changed, but it is the same as before or the placement changed.",
    ),
    PairCheck(
        code="435",
        title="P or T, but the legal status changed or the placement is the same",
        field="RNE",
        when=lambda codes, year: codes.rne in ("P", "T"),
        test=_status_changed_or_placement_same,
        says=lambda row, case: (
            f"{row.rne} says that only the placement changed, but it is the same as before or the legal status changed."
        ),
    ),
    PairCheck(
        code="436",
        title="B or U, but the legal status or the placement is the same",
        field="RNE",
        when=lambda codes, year: codes.rne in ("B", "U"),
        test=_status_or_placement_same,
        says=lambda row, case: (
            f"{row.rne} says that legal status and placement changed, but one of them is the same as before."
        ),
    ),
    PairCheck(
        code="437",
        title="An episode after a death or an age assessment",
        field="REC",
        marks_earlier=True,
        when_earlier=lambda codes, year: codes.rec in NO_WAY_BACK,
        test=_made,
        says=lambda row, case: f"After {row.rec} there can be no later episode.",
    ),
    PairCheck(
        code="501",
        title="Began before the episode before had ceased",
        field="DECOM",
        test=lambda before, row, case: before.dec is not None and row.decom is not None and row.decom < before.dec,
        says="The episode began before the one before it ceased. Put the wrong date right.",
    ),
    PairCheck(
        code="504",
        title="The category of need changed within a period of care",
        field="CIN",
        when_earlier=lambda codes, year: codes.rec == "X1",
        test=_need_changed,
        says="The category of need stays the same for a whole period of care.",
    ),
    PairCheck(
        code="225",
        title="The placement changed and no reason is given",
        field="REASON_PLACE_CHANGE",
        marks_earlier=True,
        when=lambda codes, year: codes.rne in _MOVES and codes.place not in TEMPORARY,
        when_earlier=lambda codes, year: _moved_without_reason(codes),
        test=_made,
        says="The placement changed after this episode. Give the reason in REASON_PLACE_CHANGE.",
    ),
    PairCheck(
        code="234",
        title="Moved into custody under the age of 10",
        field="DECOM",
        first=2026,
        when_earlier=lambda codes, year: codes.reason_place_change == "CUSTOD",
        test=_under_10,
        says="The child moved because of custody (CUSTOD) but was under 10, the age of criminal responsibility.",
    ),
    PairCheck(
        code="336",
        title="Adopted by the current carer, who was no foster carer",
        field="PLACE",
        when=lambda codes, year: codes.place in ("A3", "A5"),
        when_earlier=lambda codes, year: codes.place not in PLACED_FOR_ADOPTION | FOSTER,
        test=_made,
        says=lambda row, case: (
            f"{row.place} is for adoption by the current foster carer, but the one before was no foster placement."
        ),
    ),
)
