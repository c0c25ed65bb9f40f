"""The night's work on named IROs: endings, planned changes, and independence judged again."""

from datetime import UTC, datetime

import structlog
from django.db import transaction
from procrastinate.contrib.django import app

from heard.caseloads.handover_actions import carry_out_handovers, end_after_care
from heard.caseloads.independence import check_again
from heard.common import clock
from heard.jobs.running import job_of_authority
from heard.jobs.tasks import for_each_authority

JOB = "caseloads.new_day"
FIRST_HOUR = 0

logger = structlog.get_logger("heard.jobs")


@job_of_authority(JOB, in_one_transaction=False)
def new_day(*, authority_id: int) -> None:
    """End the appointments of those who left care, carry out what was planned up to today, judge independence again.

    Each step, and each child of the second, has a transaction of its own: whoever names an IRO locks the child first,
    and one handover that cannot be done leaves the others done. Safe to run twice.
    """
    today = clock.today()
    ended = end_after_care(authority_id=authority_id, today=today)
    handed = carry_out_handovers(authority_id=authority_id, today=today)
    with transaction.atomic():
        judged = check_again(authority_id=authority_id, today=today)
    logger.info(
        "caseloads.new_day",
        authority=authority_id,
        ended=ended,
        handed_over=handed.done,
        with_problem=handed.with_problem,
        conflicts_changed=judged,
    )


@app.periodic(cron="10 0,23 * * *", periodic_id="new_day")
@app.task(name="caseloads.new_day_all", queueing_lock="caseloads.new_day_all")
def new_day_all(timestamp: int) -> None:
    """At ten past midnight in London, which is one of two hours in UTC, ask for every authority's new day."""
    if datetime.fromtimestamp(timestamp, UTC).astimezone(clock.LONDON).hour == FIRST_HOUR:
        for_each_authority(JOB)
