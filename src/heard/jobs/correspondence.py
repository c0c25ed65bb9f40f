"""The jobs that hand e-mail over: what was written just now, and every five minutes what is due again."""

import structlog
from procrastinate.contrib.django import app

from heard.common import clock
from heard.correspondence.delivery import deliver, sweep
from heard.correspondence.outgoing import JOB
from heard.jobs.running import job_of_authority
from heard.jobs.tasks import for_each_authority

SWEEP = "correspondence.sweep"

logger = structlog.get_logger("heard.jobs")


@job_of_authority(JOB, in_one_transaction=False)
def deliver_messages(*, authority_id: int, message_ids: list[int]) -> None:
    """Hand over these messages; each is settled by itself, so that a killed worker repeats at most one."""
    done = deliver(message_ids, authority_id=authority_id, now=clock.now)
    logger.info(
        "mail.delivered",
        authority=authority_id,
        sent=done.sent,
        later=done.later,
        failed=done.failed,
        skipped=done.skipped,
    )


@job_of_authority(SWEEP)
def sweep_authority(*, authority_id: int) -> None:
    """Ask for the delivery of an authority's messages that are due."""
    sweep(authority_id=authority_id, now=clock.now())


@app.periodic(cron="*/5 * * * *", periodic_id="sweep")
@app.task(name="correspondence.sweep_all", queueing_lock="correspondence.sweep_all")
def sweep_all(timestamp: int) -> None:
    """Ask for the sweep of every authority."""
    for_each_authority(SWEEP)
