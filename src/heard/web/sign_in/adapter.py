"""Our rules for signing in: nobody makes an account for themselves, and every sign-in is in the log."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from heard.accounts.models import User
from heard.audit import log
from heard.common import scope


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by the service."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """This will say no: an administrator makes the accounts."""
        return False

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        """This will leave out "you have signed in" and "you have signed out": the page itself shows it."""
        if message_template in ("account/messages/logged_in.txt", "account/messages/logged_out.txt"):
            return
        super().add_message(request, level, message_template, *args, **kwargs)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """This will record that somebody signed in."""
        with scope.within(scope.of(user.authority_id)), transaction.atomic():
            log.record("account.signed_in", authority_id=user.authority_id, by=user.pk)
        response: HttpResponse = super().post_login(request, user, **kwargs)
        return response
