"""A worker process for `test_worker.py`: its one job is killed the first time and finishes the second time.

Arguments: a file that says the first time is over, the number of an authority, and "ask", "work" or "revive".
"""

import asyncio
import os
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
django.setup()

from procrastinate.contrib.django import app  # noqa: E402
from procrastinate.contrib.django.django_connector import DjangoConnector  # noqa: E402

from heard.audit import log  # noqa: E402
from heard.jobs.running import job_of_authority  # noqa: E402
from heard.jobs.tasks import revive_silent  # noqa: E402
from heard.jobs.worker import work  # noqa: E402

MARK, AUTHORITY, STEP = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]


@job_of_authority("test.long")
def long(*, authority_id: int) -> None:
    """Write an event; the first time, wait for the kill with the event not yet committed."""
    log.record("test.done", authority_id=authority_id, by=None)
    if not MARK.exists():
        MARK.touch()
        print("began", flush=True)  # noqa: T201
        time.sleep(60)


async def revive() -> None:
    """Put back what the killed worker had, as the periodic job does half a minute later."""
    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as working:
        async with working.open_async():
            await revive_silent(working.job_manager, seconds=0)


if STEP == "ask":
    app.configure_task("test.long").defer(authority_id=AUTHORITY)
if STEP == "revive":
    asyncio.run(revive())
if STEP in {"work", "revive"}:
    asyncio.run(work(wait=False))
