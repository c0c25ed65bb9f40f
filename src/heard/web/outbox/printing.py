"""Print batches: gathered, opened as one PDF, marked as printed or given up."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError, NotFound, NotPermitted
from heard.correspondence import printing, queries
from heard.web.outbox import presenters
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.sealed import sealed
from heard.web.service.presenters import tabs

MOST = 100


@permission_required(queries.OUTBOX)
@require_safe
def batches(request: SignedInRequest) -> HttpResponse:
    """This will list the print batches, and how many letters wait for the next."""
    waiting = queries.waiting_to_print(request.user)
    context = {
        "tabs": tabs(request.user, "outbox:list"),
        "waiting": waiting,
        "rows": [presenters.batch_row(batch) for batch in queries.batches(request.user)[:MOST]],
    }
    return render(request, "outbox/batches.html.jinja", context)


@permission_required(queries.OUTBOX)
@require_POST
def make(request: SignedInRequest) -> HttpResponse:
    """This will gather what waits to be printed."""
    return _do(request, printing.make_batch, gettext("The batch is made. Open it, print it, then say that it is done."))


@permission_required(queries.OUTBOX)
@require_safe
def pdf(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """This will give a batch as one PDF with its list in front."""
    batch = or_404(queries.get_batch, batch_id, viewer=request.user)
    made = printing.batch_pdf(batch_id=batch.pk, viewer=request.user, today=clock.today())
    log.read(
        "print_batch.pdf",
        authority_id=request.user.authority_id,
        by=request.user.pk,
        children=queries.children_in_batch(batch),
    )
    return sealed(made.content, content_type="application/pdf", file_name=f"letters-batch-{batch.number}.pdf")


@permission_required(queries.OUTBOX)
@require_POST
def printed(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """This will mark a batch as printed."""
    or_404(queries.get_batch, batch_id, viewer=request.user)
    done = gettext("The batch is marked as printed.")
    return _do(request, printing.mark_printed, done, batch_id=batch_id)


@permission_required(queries.OUTBOX)
@require_POST
def give_up(request: SignedInRequest, batch_id: int) -> HttpResponse:
    """This will let the letters of a batch wait again."""
    or_404(queries.get_batch, batch_id, viewer=request.user)
    done = gettext("The batch is given up. Its letters wait for the next one.")
    return _do(request, printing.give_up_batch, done, batch_id=batch_id)


def _do(request: SignedInRequest, action: Callable[..., Any], done: str, **facts: Any) -> HttpResponse:
    if action is not printing.give_up_batch:
        facts["now"] = clock.now()
    try:
        action(by=request.user, **facts)
    except (NotPermitted, NotFound):
        raise
    except DomainError as error:
        messages.error(request, error.message)
    else:
        messages.success(request, done)
    return redirect("outbox:batches")
