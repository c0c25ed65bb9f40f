"""One's own account, and the language of the pages."""

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from heard.accounts import actions
from heard.accounts.models import Language, User
from heard.accounts.permissions import Permission
from heard.common.errors import DomainError
from heard.law import Nation
from heard.web.people import presenters
from heard.web.people.forms import LanguageForm
from heard.web.request import SignedInRequest, permission_required

A_YEAR = 365 * 24 * 60 * 60


@permission_required(Permission.RULES_VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: SignedInRequest) -> HttpResponse:
    """This will show one's own account, and keep the language in which one wants to be met."""
    form = LanguageForm(request.POST or None, initial={"language": request.user.language or "en"})
    if request.method == "POST" and form.is_valid():
        try:
            actions.choose_language(language=form.cleaned_data["language"], by=request.user)
        except DomainError as error:
            form.add_error("language", error.message)
        else:
            with translation.override(form.cleaned_data["language"]):
                messages.success(request, gettext("Your language is saved."))
            return redirect("people:me")
    context = {
        "form": form,
        "page": presenters.own_page(request.user),
        "bilingual": request.user.authority.nation == Nation.WALES or bool(form.errors),
    }
    return render(request, "people/me.html.jinja", context)


@require_POST
def language(request: HttpRequest, code: str) -> HttpResponse:
    """This will speak another language from now on, and go back to where one was."""
    if code not in Language.values:
        raise Http404
    back = request.POST.get("next", "/")
    safe = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = redirect(back if safe else "/")
    if isinstance(request.user, User):
        try:
            with transaction.atomic():
                actions.choose_language(language=code, by=request.user)
        except DomainError as error:
            messages.warning(request, error.message)
            return response
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=A_YEAR,
        samesite="Lax",
        secure=bool(settings.SESSION_COOKIE_SECURE),
        httponly=True,
    )
    return response


language.open_to_all = True  # type: ignore[attr-defined]
