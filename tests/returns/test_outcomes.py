"""Every check ends as done, skipped or failed, and one that fails for a child stops nothing else."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from heard.returns.ssda903 import CollectionYear, ReturnRefused, check, read
from heard.returns.ssda903.checks import run
from heard.returns.ssda903.checks.table import Case
from tests.returns.making import TODAY, YEAR, a_return, a_return_of, sources


def test_every_check_is_listed_once_with_how_it_ended() -> None:
    checked = check(a_return(), on=TODAY)

    codes = [outcome.code for outcome in checked.outcomes]
    assert len(codes) == len(set(codes))
    assert {outcome.state for outcome in checked.outcomes} == {"done", "skipped"}
    assert all(outcome.reason for outcome in checked.outcomes if outcome.state == "skipped")
    assert all(outcome.title and not outcome.title.endswith(".") for outcome in checked.outcomes)
    assert sum(not code.startswith("H-") for code in codes) > 129


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("392c", "Needs the postcode table, which is not loaded."),
        ("1008", "Needs Ofsted's list of providers, which is not loaded."),
        ("202", "Needs last year's return, which was not given."),
        ("370", "Belonged to returns up to 2023-24."),
    ],
)
def test_a_skipped_check_says_why(code: str, reason: str) -> None:
    outcomes = {outcome.code: outcome for outcome in check(a_return(), on=TODAY).outcomes}

    assert (outcomes[code].state, outcomes[code].reason) == ("skipped", reason)


def test_a_check_of_later_years_is_skipped_with_its_first_year() -> None:
    outcomes = {o.code: o for o in check(a_return_of(CollectionYear(end=2024)), on=TODAY).outcomes}

    assert (outcomes["444"].state, outcomes["444"].reason) == ("skipped", "Belongs to returns from 2025-26 on.")


def test_checks_that_compare_with_episodes_are_skipped_without_them() -> None:
    checked = check(read(sources(header=[{}], reviews=[{}]), year=YEAR), on=TODAY)

    outcomes = {outcome.code: outcome for outcome in checked.outcomes}
    assert (outcomes["EPI"].state, outcomes["EPI"].reason) == (
        "skipped",
        "Needs the Episodes file, which was not given.",
    )
    assert checked.problems == ()


def test_outcomes_count_their_findings() -> None:
    checked = check(a_return(episodes=[{"LS": "C9"}, {"LS": "C8"}]), on=TODAY)

    counted = {outcome.code: outcome.findings for outcome in checked.outcomes}
    assert counted["144"] == 2
    assert sum(counted.values()) == len(checked.problems)


def _breaks_for(child: str, test: Callable[..., Any]) -> Callable[..., Any]:
    def broken(*given: Any) -> Any:
        case = given[-1] if isinstance(given[-1], Case) else given[0]
        if case.child.child == child:
            raise ValueError("A fault in the check.")
        return test(*given)

    return broken


@pytest.mark.parametrize("code", ["353", "434", "440", "INT17", "168", "302", "388"])
def test_a_check_that_fails_for_one_child_is_named_and_checks_the_others(
    monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    children = [{"CHILD": name, "UPN": f"A{number:012}"} for number, name in enumerate("ABC")]
    faulty = a_return(
        header=[{**child, "UPN": "?", "DOB": "10/05/2022"} for child in children],
        episodes=[
            {**child, **row}
            for child in children
            for row in (
                {"DECOM": "01/01/1990", "DEC": "01/09/2025", "REC": "X1"},
                {"DECOM": "02/09/2025", "RNE": "L", "REC": "X1", "DEC": "01/10/2025"},
            )
        ],
        reviews=[{**child, "REVIEW_CODE": "PN0", "DOB": "10/05/2012"} for child in children],
    )
    whole = check(faulty, on=TODAY)

    def broken(entry: run.AnyCheck) -> run.AnyCheck:
        name = "find" if hasattr(entry, "find") else "test"
        return replace(entry, **{name: _breaks_for("B", getattr(entry, name))})  # type: ignore[arg-type]

    monkeypatch.setattr(run, "TABLE", tuple(broken(entry) if entry.code == code else entry for entry in run.TABLE))
    checked = check(faulty, on=TODAY)

    outcome = next(outcome for outcome in checked.outcomes if outcome.code == code)
    assert (outcome.state, outcome.reason) == (
        "failed",
        "The check could not be made for B. All other children were checked.",
    )
    assert {p.child for p in whole.problems if p.code == code} == {"A", "B", "C"}
    assert checked.problems == tuple(p for p in whole.problems if (p.code, p.child) != (code, "B"))
    assert outcome.findings == sum(p.code == code for p in checked.problems)


def test_a_check_of_the_whole_return_that_fails_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(ret: object) -> Any:
        raise ValueError("A fault in the check.")

    monkeypatch.setattr(
        run,
        "TABLE",
        tuple(replace(entry, find=fails) if entry.code == "444" else entry for entry in run.TABLE),  # type: ignore[call-arg]
    )
    outcomes = {outcome.code: outcome.state for outcome in check(a_return(), on=TODAY).outcomes}

    assert outcomes["444"] == "failed"
    assert "done" in outcomes.values()


@pytest.mark.parametrize(
    ("tables", "refused"),
    [
        pytest.param({"episodes": [{"DECOM": "31/02/2025"}]}, {("episodes", 0)}, id="unreadable start"),
        pytest.param({"reviews": [{"REVIEW": ""}]}, {("reviews", 0)}, id="no review date"),
        pytest.param({"reviews": [{}, {"CHILD": "99"}]}, {("reviews", 1)}, id="unknown child"),
        pytest.param({"episodes": [{"DEC": "31/02/2025"}]}, set(), id="an unreadable end is a warning"),
        pytest.param({"reviews": [{"REVIEW_CODE": "PN9"}]}, set(), id="an unknown code is a warning"),
    ],
)
def test_only_rows_that_cannot_be_stored_are_refused(tables: Any, refused: set[tuple[str, int]]) -> None:
    checked = check(a_return(**tables), on=TODAY)

    assert checked.refused_rows == refused
    assert checked.problems


@pytest.mark.parametrize(
    ("tables", "code", "message", "came_as"),
    [
        ({"episodes": [{"DECOM": "31/11/2026"}]}, "141", "November has 30 days.", "31/11/2026"),
        (
            {"reviews": [{"REVIEW": "2025-10-14"}]},
            "166",
            "The return writes dates as day/month/year. Write 14/10/2025.",
            "2025-10-14",
        ),
        (
            {"header": [{"DOB": "16/06/2019"}], "reviews": [{"REVIEW_CODE": "PN0", "DOB": "16/06/2019"}]},
            "440",
            "The child was 6 on 20 June 2025. PN0 is only for children under 4.",
            "PN0",
        ),
        (
            {"reviews": [{"REVIEW_CODE": ""}]},
            "167",
            "A review date is given, so a participation code is needed.",
            "",
        ),
    ],
)
def test_findings_are_plain_sentences_with_what_came(tables: Any, code: str, message: str, came_as: str) -> None:
    problems = [problem for problem in check(a_return(**tables), on=TODAY).problems if problem.code == code]

    assert [(problem.message, problem.came_as) for problem in problems] == [(message, came_as)]


def test_every_finding_on_the_samples_is_a_sentence(own_samples: Any) -> None:
    for sample in ("gen903-year", "gen903-history"):
        folder = own_samples / sample
        last = folder / "last" if (folder / "last").is_dir() else None
        problems = check(read(folder, year=YEAR, last=last), on=date(2026, 6, 1)).problems
        assert problems
        assert [p.message for p in problems if not p.message[0].isupper() and not p.message[0].isdigit()] == []
        assert [p.message for p in problems if not p.message.endswith(".") or "None" in p.message] == []


def test_refusal_is_an_exception_with_its_sentence() -> None:
    assert ReturnRefused("It is empty.").message == "It is empty."
