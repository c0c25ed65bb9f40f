"""Files of papers: uploaded after a look at what they are, opened by those who see the child."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from heard.accounts.permissions import Permission
from heard.common.clamav import scanner
from heard.common.errors import DomainError
from heard.reviews.papers import actions as paper_actions
from heard.reviews.papers import files
from heard.reviews.papers.queries import get_version, may_withdraw, open_file
from heard.web.imports.uploads import too_large
from heard.web.papers.facts import crumbs_of, name_of, read
from heard.web.papers.forms import UploadForm, WithdrawForm
from heard.web.papers.presenters import file_of
from heard.web.request import SignedInRequest, any_permission_required, or_404
from heard.web.sealed import sealed


@require_http_methods(["GET", "HEAD", "POST"])
@any_permission_required(Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def upload(request: SignedInRequest, review_id: int, paper_id: int) -> HttpResponse:
    """Keep a file as the next version of a paper. What is refused is refused with its sentence; nothing is kept."""
    facts = read(request, review_id)
    paper = facts.of(paper_id)
    posted = request.method == "POST"
    form = UploadForm(
        request.POST if posted else None, request.FILES if posted else None, too_large=posted and too_large(request)
    )
    if posted and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            checked = files.check(
                file_name=given.name or "", content=given.read(), scanner=scanner(settings.ENV.clamav)
            )
            version = paper_actions.upload(paper_id=paper.pk, checked=checked, today=facts.today, by=request.user)
        except DomainError as error:
            form.add_error("file", error.message)
        else:
            told = {"paper": name_of(paper), "n": version.number}
            messages.success(request, _("%(paper)s: version %(n)d is kept.") % told)
            return redirect("papers:list", review_id)
    context = {
        "form": form,
        "paper": name_of(paper),
        "files": [file_of(version, paper, facts) for version in paper.versions.all()],
        "scans": bool(settings.ENV.clamav),
        "name": facts.name,
        "crumbs": crumbs_of(facts.review),
    }
    return render(request, "papers/upload.html.jinja", context)


@require_http_methods(["GET", "HEAD", "POST"])
@any_permission_required(Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def withdraw(request: SignedInRequest, review_id: int, version_id: int) -> HttpResponse:
    """Take back a file that should not be there, after a question."""
    facts = read(request, review_id)
    version = or_404(get_version, version_id, review=facts.review, viewer=request.user)
    told = {"paper": name_of(version.paper), "n": version.number}
    if not may_withdraw(version, request.user):
        messages.warning(request, _("A file is taken back once, by who uploaded it or by who arranges reviews."))
        return redirect("papers:list", review_id)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            paper_actions.withdraw_version(
                version_id=version.pk, why=form.cleaned_data["why"], today=facts.today, by=request.user
            )
        except DomainError as error:
            form.add_error("why", error.message)
        else:
            messages.success(request, _("%(paper)s: version %(n)d is taken back, and its file deleted.") % told)
            return redirect("papers:list", review_id)
    context = {
        "form": form,
        "heading": _("Take back version %(n)d of %(paper)s?") % told,
        "name": facts.name,
        "crumbs": crumbs_of(facts.review),
        "back": reverse("papers:list", args=[review_id]),
    }
    return render(request, "papers/withdraw.html.jinja", context)


@require_safe
@any_permission_required(Permission.REVIEW_ARRANGE, Permission.REVIEW_PREPARE)
def file(request: SignedInRequest, review_id: int, version_id: int) -> HttpResponse:
    """A file, shown in the browser or downloaded; the reading is logged, and nothing in it can run."""
    facts = read(request, review_id)
    found = or_404(open_file, version_id, review=facts.review, viewer=request.user)
    attached = found.content_type == files.DOCX
    return sealed(found.content, content_type=found.content_type, file_name=found.name, attached=attached)
