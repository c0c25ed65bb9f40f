"""What a check is: its national code, what it means, the years it stands in, and a pure test of typed rows."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar

from heard.returns.ssda903.child import Child903
from heard.returns.ssda903.problems import Level
from heard.returns.ssda903.reading import Return903
from heard.returns.ssda903.rows import EpisodeRow, HeaderRow, ReviewRow, Row
from heard.returns.ssda903.year import CollectionYear


class EpisodeCodes(NamedTuple):
    """An episode but for its category of need and which days its dates are: these are blank, read or unreadable.

    The country has few distinct ones, so what depends on them alone is worked out once for each.
    """

    rne: str
    ls: str
    place: str
    place_provider: str
    rec: str
    reason_place_change: str
    urn: str
    decom: str
    dec: str
    has_home_post: bool
    has_pl_post: bool
    same_post: bool

    @property
    def is_short_break(self) -> bool:
        """Say whether the legal status is V3 or V4."""
        return self.ls in ("V3", "V4")

    @property
    def has_dec(self) -> bool:
        """Say whether a date ceased is given, readable or not."""
        return self.dec != BLANK


BLANK, READ, UNREADABLE = "", "read", "unreadable"
# Stand in a set of codes for every URN but XXXXXXX, and for every known reason for a placement to change but custody.
SOME_URN = "given"
SOME_REASON = "given"
SOME_UPN = "given"


class HeaderCodes(NamedTuple):
    """A Header row but for the child and which days its dates are; a UPN of full length is only that it is given."""

    sex_as_given: str
    sex: str
    ethnic: str
    mother: str
    upn: str
    dob: str
    mc_dob: str


class Case(NamedTuple):
    """One child before the checks: the rows, what the return is for, and the day of import."""

    child: Child903
    dob: date | None
    header: HeaderRow | None
    episodes: tuple[EpisodeRow, ...]
    reviews: tuple[ReviewRow, ...]
    year: CollectionYear
    starts_on: date
    ends_on: date
    on: date
    last: Child903 | None = None


OfCodes = Callable[[EpisodeCodes, CollectionYear], bool]


def _always(codes: EpisodeCodes, year: CollectionYear) -> bool:
    return True


def _any_header(codes: HeaderCodes) -> bool:
    return True


AnyRow = TypeVar("AnyRow", bound=Row)
Sentence = str | Callable[[AnyRow, Case], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check(Generic[AnyRow]):
    """What all checks have. `first` and `last` are the years in which collection years end; None is no limit.

    Without one of the tables it `needs` the check is skipped.
    """

    code: str
    title: str
    field: str
    says: Sentence[AnyRow]
    first: int | None = None
    last: int | None = None
    level: Level = "warning"
    needs: tuple[str, ...] = ()

    def stands_in(self, year: CollectionYear) -> bool:
        """Say whether the check belongs to that year's return."""
        return (self.first is None or year.end >= self.first) and (self.last is None or year.end <= self.last)

    def sentence(self, row: AnyRow, case: Case) -> str:
        """Say what is wrong with this row."""
        return self.says if isinstance(self.says, str) else self.says(row, case)


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesCheck(Check[EpisodeRow]):
    """A test of an episode's codes alone."""

    test: OfCodes


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeCheck(Check[EpisodeRow]):
    """A test of one episode, made where `when` holds for its codes."""

    test: Callable[[EpisodeRow, Case], bool]
    when: OfCodes = _always


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCheck(Check[EpisodeRow]):
    """A test of an episode and the one before it; it marks the later one, or the earlier.

    It is made where `when` holds for the later one's codes and `when_earlier` for the earlier one's.
    """

    test: Callable[[EpisodeRow, EpisodeRow, Case], bool]
    when: OfCodes = _always
    when_earlier: OfCodes = _always
    marks_earlier: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class HeaderCheck(Check[HeaderRow]):
    """A test of one Header row, made where `when` holds for its codes."""

    when: Callable[[HeaderCodes], bool] = _any_header
    test: Callable[[HeaderRow, Case], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChildCheck(Check[Row]):
    """A test of all rows of a child; it names those it marks.

    With `when` it is made only for a child one of whose episodes has such codes.
    """

    find: Callable[[Case], Iterable[Row]]
    when: OfCodes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewCheck(Check[ReviewRow]):
    """A test of a child's reviews, each by itself; in one sweep, for there are very many."""

    find: Callable[[Case], Iterable[Row]]
    when: OfCodes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class LastYearCheck(Check[Row]):
    """A test of a child against last year's return; it names the rows of this year that it marks."""

    find: Callable[[Case, Child903], Iterable[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnCheck(Check[Row]):
    """A test that must see all children at once."""

    find: Callable[[Return903], Iterable[Row]]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMade:
    """A published check that needs something the return does not hold."""

    code: str
    title: str
    reason: str
    first: int | None = None


@lru_cache(maxsize=1 << 17)
def birthday(dob: date, age: int) -> date:
    """Return the day this age is reached; for those born on 29 February, 28 February in other years."""
    try:
        return dob.replace(year=dob.year + age)
    except ValueError:
        return date(dob.year + age, 2, 28)


def age_on(dob: date, day: date) -> int:
    """Return the age in full years on a day."""
    return day.year - dob.year - (day < birthday(dob, day.year - dob.year))
