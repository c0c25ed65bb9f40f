"""How long the record is kept."""

from datetime import date

import pytest

from heard.law import ImpossibleFacts, Nation
from heard.law.retention import keep_until


@pytest.mark.parametrize("nation", list(Nation))
@pytest.mark.parametrize(
    ("born_on", "died_on", "rule_id", "until"),
    [
        pytest.param(date(2009, 9, 14), None, "retention-75y", date(2084, 9, 14), id="75 years"),
        pytest.param(date(2008, 2, 29), None, "retention-75y", date(2083, 3, 1), id="born on a leap day"),
        pytest.param(date(2010, 1, 1), date(2020, 3, 10), "retention-15y-death", date(2035, 3, 9), id="died under 18"),
        pytest.param(
            date(2002, 3, 10), date(2020, 3, 9), "retention-15y-death", date(2035, 3, 8), id="the day before 18"
        ),
        pytest.param(date(2002, 3, 10), date(2020, 3, 10), "retention-75y", date(2077, 3, 10), id="died at 18"),
    ],
)
def test_the_record_is_kept_until(
    nation: Nation, born_on: date, died_on: date | None, rule_id: str, until: date
) -> None:
    due = keep_until(nation, born_on=born_on, died_on=died_on)

    assert (due.rule_id, due.nation, due.due_on) == (rule_id, nation, until)


def test_a_death_before_birth_is_refused() -> None:
    with pytest.raises(ImpossibleFacts, match=r"^The date of death is before the date of birth"):
        keep_until(Nation.ENGLAND, born_on=date(2020, 1, 2), died_on=date(2020, 1, 1))
