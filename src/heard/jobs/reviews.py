"""What the service does by itself before reviews: reminding of what is owed."""

from datetime import UTC, datetime

import structlog
from procrastinate.contrib.django import app

from heard.common import clock
from heard.correspondence.review_reminders import remind
from heard.jobs.running import job_of_authority
from heard.jobs.tasks import for_each_authority

JOB = "reviews.remind"
HOURS = (6, 13)

logger = structlog.get_logger("heard.jobs")


@job_of_authority(JOB, in_one_transaction=False)
def remind_of_reviews(*, authority_id: int) -> None:
    """Write the reminders of an authority that are due; each has a transaction of its own and goes once."""
    done = remind(authority_id=authority_id, today=clock.today())
    logger.info("reviews.reminded", authority=authority_id, written=done.written, not_written=done.not_written)


@app.periodic(cron="20 5,6,12,13 * * *", periodic_id="remind")
@app.task(name="reviews.remind_all", queueing_lock="reviews.remind_all")
def remind_all(timestamp: int) -> None:
    """At 06:20 in London, and at 13:20 for machines that are off at night, ask for every authority's reminders."""
    if datetime.fromtimestamp(timestamp, UTC).astimezone(clock.LONDON).hour in HOURS:
        for_each_authority(JOB)
