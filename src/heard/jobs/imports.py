"""The job that runs an import."""

from procrastinate.contrib.django import app

from heard.common import scope
from heard.imports.actions import JOB, run_import


@app.task(name=JOB)
def run(run_id: int, authority_id: int) -> None:
    """Run an import that was asked for. A run that a killed worker left half-done starts again from its files."""
    with scope.within(scope.of(authority_id)):
        run_import(run_id, authority_id=authority_id)
