"""What happens by itself: sealing the log, making the diary again, reviving the jobs of killed workers."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import structlog
from django.db import transaction
from procrastinate import JobContext
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued
from procrastinate.jobs import Status
from procrastinate.manager import JobManager

from heard.accounts.queries import authorities
from heard.audit import chain
from heard.common import clock, scope
from heard.deadlines.actions import recompute
from heard.jobs.running import job_of_authority

SILENT_SECONDS = 30
MOST_ATTEMPTS = 5
KEPT = timedelta(days=30)
NIGHTLY_HOUR = 3

logger = structlog.get_logger("heard.jobs")


@job_of_authority("audit.seal")
def seal(*, authority_id: int) -> None:
    """Seal the events of one authority."""
    chain.seal(authority_id=authority_id)


@job_of_authority("diary.recompute")
def recompute_diary(*, authority_id: int) -> None:
    """Make the diary of one authority again."""
    changed = recompute(authority_id=authority_id, today=clock.today())
    logger.info("diary.recomputed", authority=authority_id, changed=changed)


@app.periodic(cron="*/10 * * * *", periodic_id="seal")
@app.task(name="audit.seal_all", queueing_lock="audit.seal_all")
def seal_all(timestamp: int) -> None:
    """Ask for the sealing of every authority's events."""
    for_each_authority("audit.seal")


@app.periodic(cron="15 2,3 * * *", periodic_id="recompute")
@app.task(name="diary.recompute_nightly", queueing_lock="diary.recompute_nightly")
def recompute_nightly(timestamp: int) -> None:
    """At 03:15 in London, which is one of two hours in UTC, ask for every diary to be made again."""
    if datetime.fromtimestamp(timestamp, UTC).astimezone(clock.LONDON).hour == NIGHTLY_HOUR:
        for_each_authority("diary.recompute")


@app.periodic(cron="* * * * *", periodic_id="revive")
@app.task(name="jobs.revive", pass_context=True, queueing_lock="jobs.revive")
async def revive(context: JobContext, timestamp: int) -> None:
    """Do again the jobs of workers that have been silent for half a minute; after five attempts a job has failed."""
    await revive_silent(context.app.job_manager, seconds=SILENT_SECONDS)


@app.periodic(cron="40 4 * * *", periodic_id="clear")
@app.task(name="jobs.clear", pass_context=True, queueing_lock="jobs.clear")
async def clear(context: JobContext, timestamp: int) -> None:
    """Remove the rows of jobs that succeeded a month ago."""
    await context.app.job_manager.delete_old_jobs(nb_hours=int(KEPT.total_seconds() // 3600))


async def revive_silent(manager: JobManager, *, seconds: float) -> None:
    """This will put the jobs of workers that have been silent for so long back into the queue."""
    for job in await manager.get_stalled_jobs(seconds_since_heartbeat=seconds):
        if job.attempts + 1 < MOST_ATTEMPTS:
            logger.warning("job.revived", job=job.id, task=job.task_name, attempts=job.attempts)
            await manager.retry_job(job)
        else:
            logger.error("job.given_up", job=job.id, task=job.task_name, attempts=job.attempts)
            await manager.finish_job(job, status=Status.FAILED, delete_job=False)


def for_each_authority(name: str) -> None:
    """This will ask for a job of every authority, once each however often it is asked."""
    with scope.within(scope.DIRECTORY), transaction.atomic():
        numbers = list(authorities().values_list("pk", flat=True))
    for number in numbers:
        with suppress(AlreadyEnqueued), transaction.atomic():
            app.configure_task(name, queueing_lock=f"{name} {number}").defer(authority_id=number)
