"""Run the table of checks over a return, child by child; what goes wrong in one never stops another."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, Generic, NamedTuple, TypeVar

from heard.returns.ssda903.checks import (
    chain,
    episode_codes,
    episode_dates,
    header,
    last_year,
    own,
    reviews,
    whole_child,
)
from heard.returns.ssda903.checks.not_made import NOT_MADE
from heard.returns.ssda903.checks.table import (
    BLANK,
    READ,
    SOME_REASON,
    SOME_UPN,
    SOME_URN,
    UNREADABLE,
    Case,
    Check,
    ChildCheck,
    CodesCheck,
    EpisodeCheck,
    EpisodeCodes,
    HeaderCheck,
    HeaderCodes,
    LastYearCheck,
    OfCodes,
    PairCheck,
    ReturnCheck,
    ReviewCheck,
)
from heard.returns.ssda903.child import Child903
from heard.returns.ssda903.codes import NOT_INSPECTED, REASONS_PLACE_CHANGE
from heard.returns.ssda903.layouts import NEWEST, TITLES
from heard.returns.ssda903.memory import collector_paused
from heard.returns.ssda903.problems import Checked, CheckOutcome, Problem
from heard.returns.ssda903.reading import Return903
from heard.returns.ssda903.rows import EpisodeRow, HeaderRow, Row
from heard.returns.ssda903.year import CollectionYear

AnyCheck = Check[Any]
_Codes = tuple[str, str, str, str, str, str, str, str, str, bool, bool, bool]
_Kind = TypeVar("_Kind", bound=AnyCheck)

TABLE: tuple[AnyCheck, ...] = (
    *reviews.CHECKS,
    *episode_codes.CHECKS,
    *episode_dates.CHECKS,
    *chain.CHECKS,
    *whole_child.CHECKS,
    *header.CHECKS,
    *last_year.CHECKS,
    *own.CHECKS,
)
_PLACE_OF_KIND = MappingProxyType({kind: number for number, kind in enumerate(NEWEST)})
_CHILDREN_NAMED = 5
_LENGTH_OF_UPN = 13
# For checks all known reasons but custody are one.
_REASONS = MappingProxyType(dict.fromkeys(REASONS_PLACE_CHANGE - {"CUSTOD"}, SOME_REASON))


class Tables(NamedTuple):
    """Look-up tables that some checks need. None is made with them yet, so each such check says what it lacks."""

    postcodes: Mapping[str, str] | None = None
    providers: Mapping[str, str] | None = None
    authority: str | None = None


class _Plan(NamedTuple):
    """What is to be done with an episode of these codes: findings at once, tests of its dates, tests that failed.

    The last three are sets of checks, a bit for each: of pairs in which it is the later or the earlier one, and of
    those of the whole child that it calls for.
    """

    found: tuple[CodesCheck, ...]
    dated: tuple[EpisodeCheck, ...]
    failed: tuple[AnyCheck, ...]
    as_later: int
    as_earlier: int
    calls_for: int


class _Chosen(dict[int, tuple[_Kind, ...]], Generic[_Kind]):
    """Checks by the set of bits that stands for them."""

    def __init__(self, checks: tuple[_Kind, ...]) -> None:
        super().__init__()
        self.checks = checks

    def __missing__(self, bits: int) -> tuple[_Kind, ...]:
        chosen = self[bits] = tuple(entry for number, entry in enumerate(self.checks) if bits >> number & 1)
        return chosen


def check(ret: Return903, *, on: date, last: Return903 | None = None, tables: Tables | None = None) -> Checked:
    """Run every check on a return as of the day of import; `last` is last year's return, else the one read with it.

    Findings come in the order of the tables and rows; each check ends as done, skipped or failed.
    """
    with collector_paused():
        run = _Run(ret, on=on, last=last or ret.last)
        run.make()
        return Checked(problems=tuple(sorted(run.problems, key=_in_order)), outcomes=tuple(run.outcomes()))


def _in_order(problem: Problem) -> tuple[int, int, str]:
    return (_PLACE_OF_KIND[problem.kind], problem.row or 0, problem.code)


class _Run:
    def __init__(self, ret: Return903, *, on: date, last: Return903 | None) -> None:
        self.ret, self.on, self.last = ret, on, last
        self.problems: list[Problem] = []
        self.count: Counter[str] = Counter()
        self.failed: defaultdict[str, list[str]] = defaultdict(list)
        self.skipped = {entry.code: self._why_skipped(entry) for entry in TABLE}
        for entry in TABLE:  # a code may have an entry for each span of years
            if self._why_skipped(entry) is None:
                self.skipped[entry.code] = None
        self.codes = self._of(CodesCheck)
        self.episodes = self._of(EpisodeCheck)
        self.pairs = self._of(PairCheck)
        self.headers = self._of(HeaderCheck)
        self.whole: tuple[ChildCheck | ReviewCheck, ...] = (*self._of(ChildCheck), *self._of(ReviewCheck))
        self.of_last_year = self._of(LastYearCheck)
        self.plans: dict[_Codes, _Plan] = {}
        self.pairs_of = _Chosen(self.pairs)
        self.whole_of = _Chosen(self.whole)
        self.always = sum(1 << number for number, entry in enumerate(self.whole) if entry.when is None)
        self.header_plans: dict[HeaderCodes, tuple[HeaderCheck, ...]] = {}

    def _of(self, kind: type[_Kind]) -> tuple[_Kind, ...]:
        return tuple(entry for entry in TABLE if type(entry) is kind and self._why_skipped(entry) is None)

    def _why_skipped(self, entry: AnyCheck) -> str | None:
        if not entry.stands_in(self.ret.year):
            return _not_in_this_year(entry.first, entry.last)
        if isinstance(entry, LastYearCheck) and self.last is None:
            return "Needs last year's return, which was not given."
        given = {file.kind for file in self.ret.files}
        missing = [kind for kind in entry.needs if kind not in given]
        return f"Needs the {TITLES[missing[0]]} file, which was not given." if missing else None

    def make(self) -> None:
        year, last = self.ret.year, {}
        if self.last is not None:
            last = {child.child: child for child in self.last.children()}
        for child in self.ret.children():
            self._child(
                Case(
                    child=child,
                    dob=child.dob,
                    header=child.header,
                    episodes=child.episodes,
                    reviews=child.reviews,
                    year=year,
                    starts_on=year.starts_on,
                    ends_on=year.ends_on,
                    on=self.on,
                ),
                last.get(child.child),
            )
        for entry in self._of(ReturnCheck):
            self._of_return(entry)

    def _child(self, case: Case, before: Child903 | None) -> None:
        for row in case.child.headers:
            for header_check in self._headers_for(row, case):
                try:
                    if header_check.test(row, case):
                        self._found(header_check, row, case)
                except Exception:
                    self._failed(header_check, case)
        called_for = self._episodes(case)
        for child_check in self.whole_of[called_for]:
            try:
                for marked in child_check.find(case):
                    self._found(child_check, marked, case)
            except Exception:
                self._failed(child_check, case)
        if self.of_last_year:
            self._against_last_year(case, before)

    def _episodes(self, case: Case) -> int:
        """Check each episode and each with the one before it; return the checks of the whole child they call for."""
        plans, pairs_of = self.plans, self.pairs_of
        called_for, as_earlier = self.always, 0
        before: EpisodeRow | None = None
        for row in case.episodes:
            key = _codes_of(row)
            plan = plans.get(key) or self._plan(key, case.year)
            called_for |= plan.calls_for
            if plan.found or plan.failed:
                self._at_once(plan, row, case)
            for dated in plan.dated:
                try:
                    if dated.test(row, case):
                        self._found(dated, row, case)
                except Exception:
                    self._failed(dated, case)
            if before is not None:
                self._pair(pairs_of[as_earlier & plan.as_later], before, row, case)
            before, as_earlier = row, plan.as_earlier
        return called_for

    def _at_once(self, plan: _Plan, row: EpisodeRow, case: Case) -> None:
        for codes_check in plan.found:
            try:
                self._found(codes_check, row, case)
            except Exception:
                self._failed(codes_check, case)
        for failed in plan.failed:
            self._failed(failed, case)

    def _pair(self, checks: tuple[PairCheck, ...], before: EpisodeRow, row: EpisodeRow, case: Case) -> None:
        for pair in checks:
            try:
                if pair.test(before, row, case):
                    self._found(pair, before if pair.marks_earlier else row, case)
            except Exception:
                self._failed(pair, case)

    def _headers_for(self, row: HeaderRow, case: Case) -> tuple[HeaderCheck, ...]:
        codes = HeaderCodes(
            row.sex_as_given,
            row.sex,
            row.ethnic,
            row.mother,
            row.upn if len(row.upn) < _LENGTH_OF_UPN else SOME_UPN,
            READ if row.dob is not None else _state(None, row.is_unreadable("DOB")),
            READ if row.mc_dob is not None else _state(None, row.is_unreadable("MC_DOB")),
        )
        plan = self.header_plans.get(codes)
        if plan is None:
            try:
                plan = self.header_plans[codes] = tuple(entry for entry in self.headers if entry.when(codes))
            except Exception:
                return self._called_for(codes, case)
        return plan

    def _called_for(self, codes: HeaderCodes, case: Case) -> tuple[HeaderCheck, ...]:
        """Return the Header checks that such codes call for when some of them cannot be asked."""
        called = []
        for entry in self.headers:
            try:
                if entry.when(codes):
                    called.append(entry)
            except Exception:
                self._failed(entry, case)
        return tuple(called)

    def _plan(self, key: _Codes, year: CollectionYear) -> _Plan:
        codes = EpisodeCodes(*key)
        failed: list[AnyCheck] = []

        def holds(entry: AnyCheck, when: OfCodes) -> bool:
            try:
                return when(codes, year)
            except Exception:
                failed.append(entry)
                return False

        plan = self.plans[key] = _Plan(
            found=tuple(entry for entry in self.codes if holds(entry, entry.test)),
            dated=tuple(entry for entry in self.episodes if holds(entry, entry.when)),
            as_later=_bits(holds(entry, entry.when) for entry in self.pairs),
            as_earlier=_bits(holds(entry, entry.when_earlier) for entry in self.pairs),
            calls_for=_bits(entry.when is not None and holds(entry, entry.when) for entry in self.whole),
            failed=tuple(failed),
        )
        return plan

    def _against_last_year(self, case: Case, before: Child903 | None) -> None:
        known = before or _unknown(case.child.child)
        for entry in self.of_last_year:
            try:
                for row in entry.find(case, known):
                    self._found(entry, row, case)
            except Exception:
                self._failed(entry, case)

    def _of_return(self, entry: ReturnCheck) -> None:
        try:
            for row in entry.find(self.ret):
                self._add(entry, row, entry.says if isinstance(entry.says, str) else entry.title)
        except Exception:
            self.failed[entry.code].append("")

    def _found(self, entry: AnyCheck, row: Row, case: Case) -> None:
        self._add(entry, row, entry.sentence(row, case))

    def _add(self, entry: AnyCheck, row: Row, message: str) -> None:
        self.count[entry.code] += 1
        self.problems.append(
            Problem(
                file=row.file,
                kind=row.kind,
                row=row.row,
                child=row.child,
                field=entry.field,
                code=entry.code,
                level=entry.level,
                message=message,
                came_as=row.came_as(entry.field),
            )
        )

    def _failed(self, entry: AnyCheck, case: Case) -> None:
        children = self.failed[entry.code]
        if not children or children[-1] != case.child.child:
            children.append(case.child.child)

    def outcomes(self) -> Iterable[CheckOutcome]:
        """Say of every check how it ended."""
        titles = {entry.code: entry.title for entry in TABLE}
        for code, title in titles.items():
            why_skipped, failed_for = self.skipped[code], self.failed.get(code)
            if failed_for:
                yield CheckOutcome(
                    code=code, title=title, state="failed", reason=_failed_for(failed_for), findings=self.count[code]
                )
            elif why_skipped is not None:
                yield CheckOutcome(code=code, title=title, state="skipped", reason=why_skipped, findings=0)
            else:
                yield CheckOutcome(code=code, title=title, state="done", reason="", findings=self.count[code])
        for entry in NOT_MADE:
            reason = entry.reason
            if entry.first is not None and self.ret.year.end < entry.first:
                reason = _not_in_this_year(entry.first, None)
            yield CheckOutcome(code=entry.code, title=entry.title, state="skipped", reason=reason, findings=0)


def _bits(held: Iterable[bool]) -> int:
    return sum(1 << number for number, yes in enumerate(held) if yes)


def _state(day: date | None, unreadable: bool) -> str:
    if day is not None:
        return READ
    return UNREADABLE if unreadable else BLANK


def _codes_of(row: EpisodeRow) -> _Codes:
    urn, home, placement = row.urn, row.home_post, row.pl_post
    return (
        row.rne,
        row.ls,
        row.place,
        row.place_provider,
        row.rec,
        _REASONS.get(row.reason_place_change, row.reason_place_change),
        urn if urn == "" or urn == NOT_INSPECTED else SOME_URN,
        READ if row.decom is not None else _state(None, row.is_unreadable("DECOM")),
        READ if row.dec is not None else _state(None, row.is_unreadable("DEC")),
        home != "",
        placement != "",
        home != "" and home == placement,
    )


def _unknown(child: str) -> Child903:
    """Return a child of whom last year's return says nothing."""
    return Child903(
        child=child,
        header=None,
        headers=(),
        episodes=(),
        reviews=(),
        uasc=(),
        placed_for_adoption=(),
        others=MappingProxyType({}),
    )


def _not_in_this_year(first: int | None, last: int | None) -> str:
    if first is not None:
        return f"Belongs to returns from {CollectionYear(end=first).label} on."
    return f"Belonged to returns up to {CollectionYear(end=last).label}." if last is not None else ""


def _failed_for(children: list[str]) -> str:
    if children == [""]:
        return "The check could not be made on this return. Its other rows were checked by all other checks."
    named = ", ".join(children[:_CHILDREN_NAMED])
    more = f" and {len(children) - _CHILDREN_NAMED} more" if len(children) > _CHILDREN_NAMED else ""
    return f"The check could not be made for {named}{more}. All other children were checked."
