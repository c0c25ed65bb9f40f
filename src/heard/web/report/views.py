"""Reading a social work report, and what its reader does with it: sign, send back, take back, write again."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.audit import log
from heard.common.errors import ChangedMeanwhile, DomainError, NotPermitted
from heard.correspondence.documents import document_as_fragment, document_as_pdf
from heard.correspondence.records.word import document_as_word
from heard.pages.frame import Link
from heard.reviews.models import SocialWorkReport
from heard.reviews.report import actions
from heard.web.report.forms import AgainForm, BackForm
from heard.web.report.scene import Scene, crumbs, made_of, read
from heard.web.report.state import state_words, step_words
from heard.web.request import SignedInRequest, any_permission_required
from heard.web.sealed import sealed
from heard.web.writing import version_of

TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

DONE = {  # what may be asked for: the words when it is done, and the page that follows
    "sign": (gettext_lazy("The report is signed. It counts as received for the review."), "report:show"),
    "send_back": (gettext_lazy("The report is back with the social worker."), "report:show"),
    "take_back": (gettext_lazy("The report is yours again."), "report:write"),
    "again": (gettext_lazy("You can write the report again."), "report:write"),
}


@require_http_methods(["GET", "HEAD", "POST"])
@any_permission_required(Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def show(request: SignedInRequest, review_id: int) -> HttpResponse:
    """Show the report as far as the viewer may read it, with what the viewer may do next."""
    scene, form = read(request, review_id), _asked(request)
    if request.method == "POST":
        answer = _done(request, scene, form)
        if answer is not None:
            return answer
    if scene.seen.may_read:
        log.read(
            "review.report", authority_id=request.user.authority_id, by=request.user.pk, child_id=scene.review.child_id
        )
    return render(request, "report/show.html.jinja", _context(request, scene, form))


@require_safe
@any_permission_required(Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def file(request: SignedInRequest, review_id: int, document: str) -> HttpResponse:
    """Give the report as PDF or Word."""
    scene = read(request, review_id)
    if document not in TYPES:
        if document == "page":
            return redirect("report:show", review_id)
        raise Http404
    if not scene.seen.may_read:
        messages.warning(request, _("This report is not ready: it is still being written."))
        return redirect("report:show", review_id)
    made = made_of(scene, request)
    log.read(
        "review.report", authority_id=request.user.authority_id, by=request.user.pk, child_id=scene.review.child_id
    )
    content = document_as_pdf(made).content if document == "pdf" else document_as_word(made)
    name = f"{made.file_name}.{document}"
    return sealed(content, content_type=TYPES[document], file_name=name, attached=document != "pdf")


def _done(request: SignedInRequest, scene: Scene, form: BackForm | AgainForm | None) -> HttpResponse | None:
    """Do what was asked; gives where to go, or nothing where the form is shown again."""
    if form is not None and not form.is_valid():
        return None
    do, reason = request.POST.get("do", ""), form.cleaned_data["reason"] if form is not None else ""
    if do not in DONE:
        return redirect("report:show", scene.review.pk)
    try:
        _act(request, scene, do, reason)
    except NotPermitted:
        raise
    except DomainError as error:
        if isinstance(error, ChangedMeanwhile) and form is not None:
            form.add_error(None, error.message)
            return None
        messages.warning(request, error.message)
        return redirect("report:show", scene.review.pk)
    words, page = DONE[do]
    messages.success(request, str(words))
    return redirect(page, scene.review.pk)


def _act(request: SignedInRequest, scene: Scene, do: str, reason: str) -> None:
    version = version_of(request.POST.get("version", ""))
    review_id, today, by = scene.review.pk, scene.today, request.user
    match do:
        case "sign":
            actions.sign_report(review_id=review_id, version=version, today=today, by=by)
        case "send_back":
            actions.send_report_back(review_id=review_id, version=version, reason=reason, today=today, by=by)
        case "take_back":
            actions.take_report_back(review_id=review_id, today=today, by=by)
        case "again":
            actions.write_report_again(review_id=review_id, reason=reason, today=today, by=by)


def _asked(request: SignedInRequest) -> BackForm | AgainForm | None:
    """The form of what was asked for, filled; none where it takes no words."""
    kinds: dict[str, type[BackForm] | type[AgainForm]] = {"send_back": BackForm, "again": AgainForm}
    kind = kinds.get(request.POST.get("do", ""))
    return kind(request.POST) if kind else None


def _context(request: SignedInRequest, scene: Scene, form: BackForm | AgainForm | None) -> dict[str, object]:
    seen, at = scene.seen, [scene.review.pk]
    again = seen.is_worker and seen.state == SocialWorkReport.State.SIGNED
    return {
        "name": scene.name,
        "state": state_words(seen),
        "steps": [(step_words(step), step.reason) for step in seen.steps] if seen.knows_why else [],
        "shown": document_as_fragment(made_of(scene, request), level=2) if seen.may_read else "",
        "links": tuple(
            Link(text=text, href=reverse("report:file", args=[*at, kind]))
            for kind, text in (("pdf", _("As PDF")), ("docx", _("As Word file")))
        )
        if seen.may_read
        else (),
        "write": reverse("report:write", args=at) if seen.writes else "",
        "version": seen.version,
        "takes_back": seen.is_worker and seen.state == SocialWorkReport.State.GIVEN,
        "again": (form if isinstance(form, AgainForm) else AgainForm()) if again else None,
        "back": (form if isinstance(form, BackForm) else BackForm()) if seen.signs else None,
        "form": form or BackForm(),
        "crumbs": crumbs(scene.review),
    }
