"""What the address of the list asks for. Whatever it does not know it leaves out."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.http import QueryDict

from heard.children.codes import LEGAL_STATUS, PLACED_WITH
from heard.deadlines.register import SORTS, Wanted
from heard.pages.date_field import DateField

CARE = ("now", "ceased")
NEXT = ("overdue", "4weeks")
STREAMS = ("full-time", "short-break")
NONE = "none"
FOUR_WEEKS = timedelta(weeks=4)
LONGEST_KEY = 15  # digits
LONGEST_WORDS = 200
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_DATE = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s/.\-]+([^\W\d_]+\.?|\d{1,2})[\s/.\-,]+(\d{4})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filter, as it stands in the address."""

    words: str
    care: tuple[str, ...]
    streams: tuple[str, ...]
    statuses: tuple[str, ...]
    placed_with: tuple[str, ...]
    iros: tuple[str, ...]
    teams: tuple[str, ...]
    next: tuple[str, ...]
    sort: str

    @classmethod
    def of(cls, given: QueryDict) -> "Asked":
        """This will read the address. Without a choice it means children in care now, or all when words are given."""
        words = " ".join(given.get("q", "").replace("\x00", "").split())[:LONGEST_WORDS]
        sort = given.get("sort", "")
        return cls(
            words=words,
            care=_known(given.getlist("care"), CARE) or (CARE if words else CARE[:1]),
            streams=_known(given.getlist("stream"), STREAMS),
            statuses=_known(given.getlist("status"), tuple(LEGAL_STATUS)),
            placed_with=_known(given.getlist("with"), tuple(PLACED_WITH)),
            iros=_keys(given.getlist("iro")),
            teams=_keys(given.getlist("team")),
            next=_known(given.getlist("next"), NEXT),
            sort=sort if sort.removeprefix("-") in SORTS else "name",
        )

    @property
    def kept(self) -> dict[str, list[str]]:
        """What stays in the address of each link of the page."""
        usual = CARE if self.words else CARE[:1]
        return {
            "q": [self.words] if self.words else [],
            "care": [] if self.care == usual else list(self.care),
            "stream": list(self.streams),
            "status": list(self.statuses),
            "with": list(self.placed_with),
            "iro": list(self.iros),
            "team": list(self.teams),
            "next": list(self.next),
            "sort": [] if self.sort == "name" else [self.sort],
        }

    @property
    def is_bare_search(self) -> bool:
        """Whether only words were given, as the search of the header gives them."""
        return bool(self.words) and not any(value for name, value in self.kept.items() if name != "q")

    def wanted(self, today: date) -> Wanted:
        """This will say it in the words of the register."""
        born_on = date_in(self.words)
        return Wanted(
            today=today,
            words="" if born_on else self.words,
            born_on=born_on,
            in_care="now" in self.care,
            ceased="ceased" in self.care,
            streams=self.streams,
            statuses=self.statuses,
            placements=tuple(code for group in self.placed_with for code in PLACED_WITH[group]),
            iros=tuple(_key(text) for text in self.iros),
            teams=tuple(_key(text) for text in self.teams),
            overdue="overdue" in self.next,
            due_until=today + FOUR_WEEKS if "4weeks" in self.next else None,
            sort=self.sort,
        )


def date_in(words: str) -> date | None:
    """This will read 14/03/2017, 14 March 2017, 14.3.2017 or 2017-03-14; anything else is no date."""
    iso, plain = _ISO.fullmatch(words), _DATE.fullmatch(words)
    if iso:
        parts = (iso[3], iso[2], iso[1])
    elif plain:
        parts = (plain[1], plain[2], plain[3])
    else:
        return None
    try:
        return DateField(what="").to_python(parts)
    except ValidationError:
        return None


def _known(given: list[str], known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in known if value in given)


def _keys(given: list[str]) -> tuple[str, ...]:
    sound = (text for text in given if text == NONE or (text.isdecimal() and len(text) <= LONGEST_KEY))
    return tuple(dict.fromkeys(sound))


def _key(text: str) -> int | None:
    return None if text == NONE else int(text)
