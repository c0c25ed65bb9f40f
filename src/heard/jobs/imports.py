"""The job that runs an import."""

from heard.imports.actions import JOB, run_import
from heard.jobs.running import job_of_authority


@job_of_authority(JOB, in_one_transaction=False)
def run(*, authority_id: int, run_id: int) -> None:
    """Run an import that was asked for; it keeps its own transactions, so that pages see how far it is.

    A run that a killed worker left half-done starts again from its files.
    """
    run_import(run_id, authority_id=authority_id)
