"""The register of the 24 facilitation duties."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.accounts.queries import people_of
from heard.audit import log
from heard.common import clock
from heard.common.errors import DomainError
from heard.pages.frame import Link
from heard.quality import duty_actions as actions
from heard.quality.duties import Standing, register, standing_of
from heard.web import downloads
from heard.web.request import SignedInRequest, or_404, permission_required
from heard.web.support import duties_page
from heard.web.support.answers import Done, answer_form, sent
from heard.web.support.log_forms import DutyForm, EvidenceForm
from heard.web.support.parts import FormPage, crumbs

BOTH = ["GET", "HEAD", "POST"]
HERE = "support:duties"
FIELDS: dict[type[DomainError], str] = {
    actions.JudgedWithoutEvidence: "state",
    actions.NotMetWithoutWords: "words",
    actions.ReviewInThePast: "review_on",
    actions.TwoOwners: "owner_name",
    actions.EvidenceInFuture: "dated_on",
    actions.EvidenceWithoutWords: "what",
}


@permission_required(Permission.SUPPORT_MANAGE)
@require_safe
def show(request: SignedInRequest) -> HttpResponse:
    """This will show the register."""
    today = clock.today()
    page = duties_page.list_page(register(request.user, today=today), viewer=request.user, today=today)
    return render(request, "support/page.html.jinja", {"page": page, "pages": None})


@permission_required(Permission.SUPPORT_MANAGE)
@require_safe
def export(request: SignedInRequest, form: str) -> HttpResponse:
    """This will give the register as a file."""
    if form not in downloads.FORMS:
        raise Http404
    lines = register(request.user, today=clock.today())
    log.read(f"support.duties.{form}", authority_id=request.user.authority_id, by=request.user.pk, children=0)
    return downloads.answer(form, "duties", duties_page.file_heads(), [duties_page.file_row(line) for line in lines])


@permission_required(Permission.SUPPORT_MANAGE)
@require_safe
def duty(request: SignedInRequest, item: int) -> HttpResponse:
    """This will show one duty with the list behind its figure."""
    today, viewer = clock.today(), request.user
    line: Standing = or_404(standing_of, item, viewer=viewer, today=today)
    children = len([row for row in line.counted.rows if row.child_id]) if line.counted else 0
    log.read("support.duty", authority_id=viewer.authority_id, by=viewer.pk, children=children)
    page = duties_page.duty_page(line, viewer=viewer, today=today)
    return render(request, "support/page.html.jinja", {"page": page, "pages": None})


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def assess(request: SignedInRequest, item: int) -> HttpResponse:
    """Say who answers for a duty and how it stands."""
    today, viewer = clock.today(), request.user
    line: Standing = or_404(standing_of, item, viewer=viewer, today=today)
    record, counted = line.record, line.counted is not None
    initial = {
        "state": record.state,
        "words": record.words,
        "owner": str(record.owner_id or ""),
        "owner_name": record.owner_name,
        "review_on": record.review_on,
        "seen": record.assessed_on,
    }
    owners = people_of(viewer.authority_id).filter(is_active=True)
    form = DutyForm(sent(request), counted=counted, owners=list(owners), initial=initial)

    def act(given: Mapping[str, Any]) -> Done:
        judgement = actions.Judgement(
            state=None if counted else given["state"],
            owner_id=form.owner_id,
            owner_name=given["owner_name"],
            review_on=given["review_on"],
            words=given["words"],
        )
        actions.assess_duty(item=item, judgement=judgement, today=today, by=viewer, seen=given["seen"])
        return gettext("The duty is saved."), _duty(item)

    title = gettext("Say who answers for it") if counted else gettext("Say how it stands")
    page = _page(line, title, gettext("Save"), note=counted)
    return answer_form(request, form, act, page=page, fields=FIELDS)


@require_http_methods(BOTH)
@permission_required(Permission.SUPPORT_MANAGE)
def evidence(request: SignedInRequest, item: int) -> HttpResponse:
    """Add a document or fact that shows how a duty stands."""
    today, viewer = clock.today(), request.user
    line: Standing = or_404(standing_of, item, viewer=viewer, today=today)

    def act(given: Mapping[str, Any]) -> Done:
        actions.add_evidence(
            item=item, what=given["what"], dated_on=given["dated_on"], where=given["where"], today=today, by=viewer
        )
        return gettext("The evidence is added."), _duty(item)

    page = _page(line, gettext("Add evidence"), gettext("Add it"), note=False)
    return answer_form(request, EvidenceForm(sent(request)), act, page=page, fields=FIELDS)


def _duty(item: int) -> str:
    return reverse("support:duty", args=[item])


def _page(line: Standing, title: str, button: str, *, note: bool) -> FormPage:
    name = f"{line.duty.item} {gettext(line.duty.title)}"
    words = [gettext(line.duty.text)]
    if note:
        words.append(gettext("How this duty stands is counted from the records of the service, so it is not asked."))
    way = crumbs(HERE, more=[Link(text=name, href=_duty(line.duty.item))])
    return FormPage(title=title, button=button, crumbs=way, words=tuple(words))
