"""How fast the law is worked out in one process: bare due dates, and timetables of many children."""

import json
import random
import sys
import time
from datetime import date, timedelta
from typing import Any

from heard.law.catalogue import catalogue
from heard.law.engine import due_on
from heard.law.rules import Nation, Rule
from heard.law.timetable import CareFacts, Sitting, review_timetable

_FIRST_DAY = date(2011, 4, 1)
_DAYS = 5400
_AS_OF = date(2026, 11, 21)


def measure(*, due_dates: int = 1_000_000, children: int = 84_000) -> dict[str, Any]:
    """Time `due_dates` bare dates of mixed rules and days, and the timetables of `children` invented children."""
    chance = random.Random(1989)  # noqa: S311 - invented load, no secret
    seconds = _time_due_dates(due_dates, chance)
    facts = [_invented(chance) for _ in range(children)]
    started = time.perf_counter()
    reviews = sum(len(review_timetable(item, as_of=_AS_OF)) for item in facts)
    return {
        "due_dates": due_dates,
        "due_dates_seconds": round(seconds, 3),
        "children": children,
        "reviews": reviews,
        "timetables_seconds": round(time.perf_counter() - started, 3),
    }


def _time_due_dates(count: int, chance: random.Random) -> float:
    rules = [rule for rule in catalogue().rules() if _always_gives_a_date(rule)]
    days = [_FIRST_DAY + timedelta(days=number) for number in range(_DAYS)]
    work = [(chance.choice(rules), chance.choice(days)) for _ in range(count)]
    work = [(rule, max(day, rule.versions[0].in_force_from)) for rule, day in work]
    started = time.perf_counter()
    for rule, day in work:
        due_on(rule, counted_from=day)
    return time.perf_counter() - started


def _always_gives_a_date(rule: Rule) -> bool:
    return rule.latest.in_force_until is None and all(version.length.has_date for version in rule.versions)


def _invented(chance: random.Random) -> CareFacts:
    started_on = _FIRST_DAY + timedelta(days=chance.randrange(_DAYS))
    held, sittings = started_on, []
    for _ in range(chance.randrange(13)):
        held += timedelta(days=chance.randrange(20, 200))
        sittings.append(Sitting(held))
    born_on = started_on - timedelta(days=chance.randrange(365))
    nation = chance.choice([Nation.ENGLAND, Nation.WALES])
    return CareFacts(nation=nation, started_on=started_on, born_on=born_on, sittings=tuple(sittings))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(measure(), indent=2) + "\n")
