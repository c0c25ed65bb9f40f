"""Sections B to D: checks that must see all of a child's episodes, or episodes and Header together."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from heard.returns.ssda903.checks.table import Case, ChildCheck, birthday
from heard.returns.ssda903.codes import GUARDIANSHIP, TEMPORARY, YOUTH_JUSTICE
from heard.returns.ssda903.dates import in_words
from heard.returns.ssda903.rows import EpisodeRow, Row

_DAYS_OF_BREAKS = 75
_POSTCODE_COMPARED_FROM = 2026
_LAST_WEEK_BEGINS = (3, 24)


def _dated(case: Case) -> list[EpisodeRow]:
    return [row for row in case.episodes if row.decom is not None]


def _before_birth(case: Case) -> Iterable[Row]:
    rows = _dated(case)
    if not rows or case.dob is None:
        return ()
    first = rows[0].decom
    if first is None or first >= case.dob:
        return ()
    return (*(row for row in rows if row.decom == first), *case.child.headers)


def _first_without_start(case: Case) -> Iterable[Row]:
    first = next(iter(_dated(case)), None)
    if first is None or first.decom is None or first.decom < case.starts_on or first.rne == "S":
        return ()
    return (first,)


def _last_goes_nowhere(case: Case) -> Iterable[Row]:
    last = case.episodes[-1] if case.episodes else None
    return (last,) if last is not None and last.rec == "X1" and last.has_dec else ()


def _justice_under_10(case: Case) -> Iterable[Row]:
    if case.dob is None:
        return ()
    tenth = birthday(case.dob, 10)
    rows = [row for row in case.episodes if row.ls in YOUTH_JUSTICE and row.decom is not None and row.decom <= tenth]
    return (*rows, *case.child.headers) if rows else ()


def _guardianship_over_18(case: Case) -> Iterable[Row]:
    if case.dob is None:
        return ()
    grown = birthday(case.dob, 18)
    rows = [row for row in case.episodes if row.rec in GUARDIANSHIP and row.dec is not None and row.dec > grown]
    return (*rows, *case.child.headers) if rows else ()


def _runs(case: Case, status: str) -> Iterator[list[EpisodeRow]]:
    """Give each unbroken run of episodes with this legal status: each begins on the day the one before ceased."""
    run: list[EpisodeRow] = []
    for row in case.episodes:
        if row.ls != status or row.decom is None:
            if run and row.decom is not None:
                yield run
                run = []
            continue
        if run and run[-1].dec != row.decom:
            yield run
            run = []
        run.append(row)
    if run:
        yield run


def _run_too_long(status: str, days: int) -> "ChildCheck":
    def find(case: Case) -> Iterable[Row]:
        return [row for run in _runs(case, status) if _length(run, case) > timedelta(days=days) for row in run]

    return ChildCheck(
        code={"L1": "361", "L2": "362", "L3": "363", "J2": "364"}[status],
        title=f"Legal status {status} for more than {days} days",
        field="LS",
        when=lambda codes, year: codes.ls == status,
        find=find,
        says=f"Legal status {status} lasts {days} days at most without a break.",
    )


def _length(run: list[EpisodeRow], case: Case) -> timedelta:
    first, last = run[0].decom, run[-1]
    end = last.dec if last.has_dec else case.ends_on
    return end - first if first is not None and end is not None else timedelta(0)


def _too_many_breaks(case: Case) -> Iterable[Row]:
    breaks: list[EpisodeRow] = []
    total = timedelta(0)
    for row in case.episodes:
        end = row.dec if row.has_dec else case.ends_on
        if row.ls == "V3" and row.decom is not None and end is not None:
            inside = min(end, case.ends_on) - max(row.decom, case.starts_on)
            if inside > timedelta(0):
                total += inside
                breaks.append(row)
    return breaks if total > timedelta(days=_DAYS_OF_BREAKS) else ()


def _both_kinds_of_breaks(case: Case) -> Iterable[Row]:
    kinds = {row.ls for row in case.episodes if row.is_short_break}
    return [row for row in case.episodes if row.is_short_break] if len(kinds) == 2 else ()


def _mother_blank(case: Case) -> Iterable[Row]:
    return [row for row in case.child.headers if row.sex == "F" and not row.mother]


def _mother_blank_on_leaving(case: Case) -> Iterable[Row]:
    headers = [row for row in case.child.headers if row.sex == "F" and not row.mother]
    if not headers:
        return ()
    left = [
        row
        for row in case.episodes
        if row.dec is not None
        and case.starts_on <= row.dec <= case.ends_on
        and row.rec not in ("", "X1")
        and not row.is_short_break
    ]
    return (*left, *headers) if left else ()


def _upn_blank(case: Case) -> Iterable[Row]:
    return [row for row in case.child.headers if not row.upn]


def _upn_new_too_early(case: Case) -> Iterable[Row]:
    headers = [row for row in case.child.headers if row.upn == "UN4"]
    if not headers:
        return ()
    month, day = _LAST_WEEK_BEGINS
    week = case.ends_on.replace(month=month, day=day)
    late = [row for row in case.episodes if row.decom is not None and row.decom >= week]
    return (*late, *headers) if late else ()


def _birth_too_late(case: Case) -> Iterable[Row]:
    born = case.header.mc_dob if case.header is not None else None
    if case.header is None or born is None:
        return ()
    ceased = [row for row in case.episodes if row.dec is not None]
    last = max((row.dec for row in ceased if row.dec is not None), default=None)
    if born <= case.ends_on and (last is None or born <= last):
        return ()
    return (*(row for row in ceased if row.dec == last), *case.child.headers)


def _many_carer_holidays(case: Case) -> Iterable[Row]:
    holidays = [row for row in case.episodes if row.place == "T3"]
    return holidays if len(holidays) > 2 else ()


def _reason_around_temporary(case: Case) -> Iterator[Row]:
    for number, row in enumerate(case.episodes):
        if row.place in TEMPORARY:
            earlier = case.episodes[number - 1].reason_place_change if number else ""
            if row.reason_place_change or earlier:
                yield row


def _no_return_from_temporary(case: Case) -> Iterator[Row]:
    rows = case.episodes
    for number in range(2, len(rows)):
        before, temporary, row = rows[number - 2 : number + 1]
        back = row.rne == "P" and row.place == before.place
        if case.year.end >= _POSTCODE_COMPARED_FROM:
            back = back and row.pl_post == before.pl_post
        if temporary.place in TEMPORARY and not back:
            yield row


CHECKS = (
    ChildCheck(
        code="302",
        title="The first episode began before the child was born",
        field="DECOM",
        find=_before_birth,
        says=lambda row, case: (
            f"The first episode began before the child was born ({in_words(case.dob)}). Put the wrong date right."
            if case.dob
            else "The first episode began before the child was born."
        ),
    ),
    ChildCheck(
        code="357",
        title="The first episode does not begin a period of care",
        field="RNE",
        find=_first_without_start,
        says="The child's first episode began in this collection year, so its RNE is S.",
    ),
    ChildCheck(
        code="388",
        title="Episodes do not join as their reasons say",
        field="REC",
        find=_last_goes_nowhere,
        says="X1 says that another episode follows, but there is none. Add it, or give the reason why the care ended.",
    ),
    ChildCheck(
        code="358",
        when=lambda codes, year: codes.ls in YOUTH_JUSTICE,
        title="A youth justice status on or before the 10th birthday",
        field="LS",
        find=_justice_under_10,
        says="The child was not over 10 when a youth justice status (J1, J2 or J3) began.",
    ),
    ChildCheck(
        code="407",
        when=lambda codes, year: codes.rec in GUARDIANSHIP,
        title="Special guardianship after the 18th birthday",
        field="REC",
        find=_guardianship_over_18,
        says="Special guardianship (E45 to E48) is for those under 18, but the episode ceased after the 18th birthday.",
    ),
    _run_too_long("L1", 3),
    _run_too_long("L2", 21),
    _run_too_long("L3", 7),
    _run_too_long("J2", 21),
    ChildCheck(
        code="367",
        when=lambda codes, year: codes.ls == "V3",
        title="More than 75 days of short breaks in the year",
        field="LS",
        find=_too_many_breaks,
        says="The short breaks (V3) add up to more than 75 days in the year. Then they are no short breaks.",
    ),
    ChildCheck(
        code="426",
        when=lambda codes, year: codes.is_short_break,
        title="Both kinds of short-break agreement",
        field="LS",
        find=_both_kinds_of_breaks,
        says="The child has both V3 and V4 episodes. A series of short breaks is recorded in one way or the other.",
    ),
    ChildCheck(
        code="393",
        when=lambda codes, year: not codes.is_short_break,
        title="Not said whether a girl is a mother",
        field="MOTHER",
        find=_mother_blank,
        says="MOTHER is needed, 0 or 1, for every girl with an episode that is no short break.",
    ),
    ChildCheck(
        code="607",
        when=lambda codes, year: codes.rec not in ("", "X1") and not codes.is_short_break,
        title="Not said whether a girl who left care is a mother",
        field="MOTHER",
        find=_mother_blank_on_leaving,
        says="The girl left care in this year. MOTHER is needed, 0 or 1.",
    ),
    ChildCheck(
        code="442",
        when=lambda codes, year: not codes.is_short_break,
        title="No UPN",
        field="UPN",
        find=_upn_blank,
        says="A UPN, or one of UN1 to UN5, is needed for every child with an episode that is no short break.",
    ),
    ChildCheck(
        code="210",
        title="UN4 in the last week of the year",
        field="UPN",
        find=_upn_new_too_early,
        says="UN4 does not fit an episode that began on or after 24 March.",
    ),
    ChildCheck(
        code="625",
        title="The birth of the first child is after the year or after care",
        field="MC_DOB",
        find=_birth_too_late,
        says="The first child was born after this collection year, or after the mother left care. Leave MC_DOB blank.",
    ),
    ChildCheck(
        code="377",
        when=lambda codes, year: codes.place == "T3",
        title="More than two carer's holidays",
        field="PLACE",
        find=_many_carer_holidays,
        says="The child has more than two temporary placements for a carer's holiday (T3).",
    ),
    ChildCheck(
        code="226",
        when=lambda codes, year: codes.place in TEMPORARY,
        title="A reason for the placement's change around a temporary placement",
        field="REASON_PLACE_CHANGE",
        find=_reason_around_temporary,
        says="Moves into and out of a temporary placement (T0 to T4) have no REASON_PLACE_CHANGE.",
    ),
    ChildCheck(
        code="383",
        when=lambda codes, year: codes.place in TEMPORARY,
        title="No return from a temporary placement",
        field="PLACE",
        find=_no_return_from_temporary,
        says="After a temporary placement the child goes back to the placement before it, with RNE P.",
    ),
)
