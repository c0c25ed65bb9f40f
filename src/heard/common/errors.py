"""What an action raises when it cannot act."""

import inspect

from django.utils.translation import gettext


class DomainError(Exception):
    """This cannot be done."""

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or inspect.cleandoc(type(self).__doc__ or DomainError.__doc__ or ""))

    @property
    def message(self) -> str:
        """The sentence that the user reads, in the language of the page."""
        return gettext(str(self))


class NotPermitted(DomainError):
    """You do not have permission to do this."""


class NotFound(DomainError):
    """There is no such page, or it is not yours to see."""


class ChangedMeanwhile(DomainError):
    """Somebody else changed this while you were working. Look at it again before you save."""
