"""How a job of an authority runs: inside its scope, and in one transaction unless it keeps its own."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Any, cast
from uuid import uuid4

import pghistory
from django.db import transaction
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from heard.audit.context import request_id
from heard.common import scope


class NoAuthority(Exception):
    """A job was asked for without authority_id, so that nobody knows whose rows it may touch."""


def job_of_authority(
    name: str, *, in_one_transaction: bool = True, **options: Any
) -> Callable[[Callable[..., Any]], Task[..., Any, Any]]:
    """This will make a job of a function that takes `authority_id` and identifiers.

    `options` are those of a procrastinate task. A job is deferred by its name:
    `app.configure_task("audit.seal").defer(authority_id=5)`. It must be safe to run twice, because the job of a worker
    that was killed is done again. Raises NoAuthority when it was deferred without one.
    """

    def make(work: Callable[..., Any]) -> Task[..., Any, Any]:
        @app.task(name=name, **options)
        def run(*, authority_id: int | None = None, **facts: Any) -> None:
            if authority_id is None:
                raise NoAuthority(f"The job {name} was asked for without authority_id.")
            number = uuid4()
            token = request_id.set(number)
            try:
                with ExitStack() as around:
                    around.enter_context(scope.within(scope.of(authority_id)))
                    around.enter_context(pghistory.context(job=name, request=str(number)))
                    if in_one_transaction:
                        around.enter_context(transaction.atomic())
                    work(authority_id=authority_id, **facts)
            finally:
                request_id.reset(token)

        return cast("Task[..., Any, Any]", run)

    return make
