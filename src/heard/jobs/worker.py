"""The background process: takes jobs from the queue until told to stop. Run as a module by the supervisor."""

import asyncio
import os

import django

from heard.common import lifeline

AT_ONCE = 2
STOP_SECONDS = 15


def main() -> None:
    """This will work until it is told to stop, or until its supervisor is gone."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
    lifeline.watch()
    django.setup()
    from heard.jobs.tasks import for_each_authority  # needs the apps

    for name in ("caseloads.new_day", "diary.recompute"):  # the machine may have been off at night
        for_each_authority(name)
    asyncio.run(work())


async def work(*, wait: bool = True, concurrency: int = AT_ONCE) -> None:
    """This will run jobs; without `wait` until the queue is empty."""
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    connector = app.connector
    assert isinstance(connector, DjangoConnector)
    with app.replace_connector(connector.get_worker_connector()) as working:
        async with working.open_async():
            await working.run_worker_async(
                concurrency=concurrency, wait=wait, shutdown_graceful_timeout=STOP_SECONDS, install_signal_handlers=wait
            )


if __name__ == "__main__":
    main()
