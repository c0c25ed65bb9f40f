"""The program says in one line what is wrong, and never prints a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from heard.cli.main import VERBS, main
from heard.cli.refusals import complain, sentence_of
from heard.common.errors import NotPermitted
from tests.program import Program


@pytest.mark.parametrize(
    ("words", "said"),
    [
        pytest.param([], "heard: the following arguments are required: VERB\n", id="no verb"),
        pytest.param(["law", "nonsense"], "invalid choice: 'nonsense'", id="unknown part of a verb"),
        pytest.param(["law", "due", "x", "--jurisdiction", "england", "--from", "31/02/2020"], "", id="no such day"),
        pytest.param(["serve", "--port", "99999"], "'99999' is not a whole number from 1 to 65535", id="no such port"),
        pytest.param(["worklist"], "the following arguments are required: --authority", id="missing argument"),
        pytest.param(
            ["worklist", "--auth", "x"], "the following arguments are required: --authority", id="half a name"
        ),
        pytest.param(["worklist", "--authority", "x", "--as-of", "1.2.24"], "write it as 2026-11-21", id="no date"),
    ],
)
def test_bad_arguments_are_one_line_and_exit_2(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(words)

    printed = capsys.readouterr()
    assert (code, printed.out, printed.err.count("\n")) == (2, "", 1)
    assert said in printed.err


@pytest.mark.parametrize("verb", [None, *VERBS])
def test_every_verb_explains_itself(verb: str | None, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["--help"] if verb is None else [verb, "--help"])

    printed = capsys.readouterr()
    assert (code, printed.err) == (0, "")
    assert printed.out.startswith(f"usage: heard {verb}" if verb else "usage: heard [-h]")


def test_the_law_needs_no_framework() -> None:
    asked = (
        "import sys; from heard.cli.main import main;"
        " code = main(['law', 'rules', '--json']); sys.exit(code or 'django' in sys.modules)"
    )

    done = subprocess.run([sys.executable, "-c", asked], capture_output=True, check=False)

    assert (done.returncode, done.stderr) == (0, b"")


def test_nobody_reading_is_no_error() -> None:
    with subprocess.Popen(Program.command("law", "rules"), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()

        assert (process.stderr.read(), process.wait()) == (b"", 0)


def test_a_fault_is_one_calm_line_with_the_place_of_its_details(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HEARD_HOME", str(tmp_path))

    code = complain("heard worklist", ZeroDivisionError("division by zero"))

    said = capsys.readouterr().err
    (log,) = (tmp_path / "log").iterdir()
    assert (code, said.count("\n"), said.endswith(f"Details: {log}\n")) == (1, 1, True)
    assert "ZeroDivisionError: division by zero" in log.read_text()
    assert log.stat().st_mode & 0o777 == 0o600


def test_our_own_errors_speak_for_themselves() -> None:
    assert sentence_of(NotPermitted()) == "You do not have permission to do this."
    assert sentence_of(FileNotFoundError(2, "No such file or directory", "gone.csv")) == (
        "gone.csv: No such file or directory."
    )
    assert sentence_of(ValueError("inner matter")) is None


def test_a_wrong_setting_is_named(empty: Program) -> None:
    ran = empty("worklist", "--authority", "Anyshire", HEARD_TODAY="yesterday")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == (
        'heard worklist: Environment variable "HEARD_TODAY" invalid: Not a valid date.'
        " Dates are written as 2026-11-21, switches as true or false.\n"
    )


def test_a_day_cannot_be_fixed_in_production(empty: Program) -> None:
    ran = empty("doctor", HEARD_TODAY="2026-11-21", HEARD_ENV="production")

    assert (ran.code, ran.out, ran.err) == (
        1,
        "",
        "heard doctor: HEARD_TODAY fixes today's date and is refused in production. Unset it.\n",
    )


def test_a_database_out_of_reach_is_one_sentence(empty: Program) -> None:
    ran = empty("doctor", DATABASE_URL="postgresql://nobody:x@127.0.0.1:1/heard")

    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert ran.err.startswith("heard doctor: The database could not be prepared.")
