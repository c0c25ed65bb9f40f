"""Finding the account of a session, with its authority in the same query."""

from allauth.account.auth_backends import AuthenticationBackend

from heard.accounts.models import User
from heard.accounts.queries import account


class Backend(AuthenticationBackend):  # type: ignore[misc]
    """Signs in by e-mail and password; an account that was closed is nobody's."""

    def get_user(self, user_id: int) -> User | None:
        """This will give the account of a session, or None where there is none or it was closed."""
        return account(user_id)
