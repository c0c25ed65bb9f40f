"""Sections B and D: an episode's dates against the year, the child's age and each other."""

from datetime import date, timedelta

from heard.returns.ssda903.checks.table import UNREADABLE, Case, ChildCheck, CodesCheck, EpisodeCheck, age_on, birthday
from heard.returns.ssda903.codes import ADOPTED, INDEPENDENT
from heard.returns.ssda903.dates import in_words, why_unreadable
from heard.returns.ssda903.rows import EpisodeRow

_CHILDREN_ACT = date(1991, 10, 14)
_PLACEMENT_ORDERS = date(2005, 12, 1)
_NO_NEW_FREEING_ORDERS = date(2005, 12, 1)
_OTHER_ADOPTION_MOVES = date(2015, 4, 1)


def _begun_before(row: EpisodeRow, case: Case, age: int) -> bool:
    return row.decom is not None and case.dob is not None and row.decom < birthday(case.dob, age)


def _ceased_before(row: EpisodeRow, case: Case, age: int) -> bool:
    return row.dec is not None and case.dob is not None and row.dec < birthday(case.dob, age)


def _age_at_start(row: EpisodeRow, case: Case) -> str:
    return _age(row.decom, case)


def _age_at_end(row: EpisodeRow, case: Case) -> str:
    return _age(row.dec, case)


def _age(day: date | None, case: Case) -> str:
    if day is None or case.dob is None:
        return "The child's age does not fit."
    if day < case.dob:
        return f"{in_words(day)} is before the child was born ({in_words(case.dob)})."
    return f"The child was {age_on(case.dob, day)} on {in_words(day)}."


def _days(row: EpisodeRow) -> int:
    return (row.dec - row.decom).days if row.dec is not None and row.decom is not None else 0


def _too_young(code: str, place: str, age: int, *, first: int | None = None, last: int | None = None) -> EpisodeCheck:
    return EpisodeCheck(
        code=code,
        title=f"Placed in {place} under the age of {age}",
        field="PLACE",
        first=first,
        last=last,
        when=lambda codes, year: codes.place == place,
        test=lambda row, case: row.dec is not None and _begun_before(row, case, age),
        says=lambda row, case: f"{_age_at_start(row, case)} A {place} placement is for those of {age} and over.",
    )


def _too_long(code: str, place: str, days: int) -> EpisodeCheck:
    return EpisodeCheck(
        code=code,
        title=f"A temporary placement {place} of more than {days} days",
        field="DEC",
        when=lambda codes, year: codes.place == place,
        test=lambda row, case: _days(row) > days,
        says=lambda row, case: f"The placement lasted {_days(row)} days. A {place} placement lasts {days} at most.",
    )


def _begins_at(row: EpisodeRow, case: Case, age: int) -> bool:
    return row.decom is not None and case.dob is not None and row.decom >= birthday(case.dob, age)


def _longer_than_break(row: EpisodeRow, case: Case) -> bool:
    end = row.dec if row.has_dec else case.ends_on
    return row.decom is not None and end is not None and end - row.decom > timedelta(days=17)


CHECKS = (
    CodesCheck(
        code="141",
        title="The date the episode began cannot be read",
        field="DECOM",
        level="refused",
        test=lambda codes, year: codes.decom == UNREADABLE,
        says=lambda row, case: why_unreadable(row.came_as("DECOM")),
    ),
    CodesCheck(
        code="147",
        title="The date the episode ceased cannot be read",
        field="DEC",
        test=lambda codes, year: codes.dec == UNREADABLE,
        says=lambda row, case: why_unreadable(row.came_as("DEC")),
    ),
    EpisodeCheck(
        code="352",
        title="Began to be looked after at 18 or over",
        field="DECOM",
        when=lambda codes, year: codes.rne == "S",
        test=lambda row, case: _begins_at(row, case, 18),
        says=lambda row, case: f"{_age_at_start(row, case)} Nobody begins to be looked after at 18 or over.",
    ),
    ChildCheck(
        code="353",
        title="Began before 14 October 1991",
        field="DECOM",
        find=lambda case: [row for row in case.episodes if row.decom is not None and row.decom < _CHILDREN_ACT],
        says="The episode began before 14 October 1991, the day the Children Act 1989 came into force.",
    ),
    ChildCheck(
        code="354",
        title="Began after the collection year",
        field="DECOM",
        find=lambda case: [row for row in case.episodes if row.decom is not None and row.decom > case.ends_on],
        says=lambda row, case: f"The episode began after {in_words(case.ends_on)}, the last day of this return.",
    ),
    ChildCheck(
        code="385",
        title="Ceased after the collection year",
        field="DEC",
        find=lambda case: [row for row in case.episodes if row.dec is not None and row.dec > case.ends_on],
        says=lambda row, case: (
            f"The episode ceased after {in_words(case.ends_on)}, the last day of this return. Leave DEC and REC blank."
        ),
    ),
    ChildCheck(
        code="355",
        title="Began and ceased on one day",
        field="DEC",
        find=lambda case: [row for row in case.episodes if row.dec is not None and row.dec == row.decom],
        says="The episode began and ceased on the same day. An episode lasts at least one night.",
    ),
    ChildCheck(
        code="356",
        title="Ceased before it began",
        field="DEC",
        find=lambda case: [
            row for row in case.episodes if row.dec is not None and row.decom is not None and row.dec < row.decom
        ],
        says="The episode ceased before it began. Put the wrong date right.",
    ),
    EpisodeCheck(
        code="445",
        title="A freeing order made after they were abolished",
        field="LS",
        last=2024,
        when=lambda codes, year: codes.ls == "D1",
        test=lambda row, case: row.decom is not None and row.decom >= _NO_NEW_FREEING_ORDERS,
        says="No freeing order (D1) could be made on or after 1 December 2005.",
    ),
    EpisodeCheck(
        code="446",
        title="A placement order before there were any",
        field="LS",
        when=lambda codes, year: codes.ls == "E1",
        test=lambda row, case: row.decom is not None and row.decom < _PLACEMENT_ORDERS,
        says="There were no placement orders (E1) before 1 December 2005.",
    ),
    EpisodeCheck(
        code="359",
        title="Still looked after at 18",
        field="DEC",
        when=lambda codes, year: not codes.has_dec and not (codes.ls == "V2" and codes.place == "K2"),
        test=lambda row, case: case.dob is not None and birthday(case.dob, 18) < case.ends_on,
        says=lambda row, case: (
            f"The child turned 18 on {in_words(birthday(case.dob, 18))} and the episode is still open. "
            "Only V2 in a children's home (K2) goes on after that."
            if case.dob
            else "The episode is still open after the child turned 18."
        ),
    ),
    EpisodeCheck(
        code="365",
        title="A short break of more than 17 days",
        field="DEC",
        when=lambda codes, year: codes.ls == "V3",
        test=_longer_than_break,
        says="A short break (V3) lasts 17 days at most. A longer stay is no short break.",
    ),
    EpisodeCheck(
        code="386",
        title="Adopted at 18 or over",
        field="REC",
        when=lambda codes, year: codes.rec in ADOPTED,
        test=lambda row, case: row.dec is not None and case.dob is not None and row.dec >= birthday(case.dob, 18),
        says=lambda row, case: f"{_age_at_end(row, case)} Only somebody under 18 can be adopted (E11 or E12).",
    ),
    EpisodeCheck(
        code="387",
        title="Independent living under 14",
        field="REC",
        when=lambda codes, year: codes.rec in INDEPENDENT,
        test=lambda row, case: _ceased_before(row, case, 14),
        says=lambda row, case: f"{_age_at_end(row, case)} Independent living (E5 or E6) is for those of 14 and over.",
    ),
    EpisodeCheck(
        code="389",
        title="Adult services' care under 16",
        field="REC",
        when=lambda codes, year: codes.rec == "E7",
        test=lambda row, case: _ceased_before(row, case, 16),
        says=lambda row, case: f"{_age_at_end(row, case)} Adult services' care (E7) is for those of 16 and over.",
    ),
    EpisodeCheck(
        code="460",
        title="Stayed with carers at 18, but was not 18",
        field="REC",
        when=lambda codes, year: codes.rec == "E17",
        test=lambda row, case: _ceased_before(row, case, 18),
        says=lambda row, case: f"{_age_at_end(row, case)} E17 is for those who stay with their carers at 18 or over.",
    ),
    EpisodeCheck(
        code="217",
        title="Placed for adoption with the current carer by a move",
        field="RNE",
        when=lambda codes, year: codes.place in ("A3", "A5") and codes.rne not in ("S", "T", "U"),
        test=lambda row, case: row.decom is not None and row.decom >= _OTHER_ADOPTION_MOVES,
        says="The child stays with the same carer (A3 or A5), so RNE is S, T or U.",
    ),
    _too_young("370", "P2", 15, last=2024),
    _too_young("371", "H5", 14, last=2024),
    _too_young("371", "K3", 16, first=2025),
    _too_young("372", "R5", 10),
    _too_young("373", "S1", 4),
    _too_young("374", "P3", 14),
    _too_long("375", "T1", 42),
    _too_long("376", "T3", 21),
    _too_long("379", "T4", 7),
)
