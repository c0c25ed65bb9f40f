"""What an action raises when it cannot act."""

import inspect

from heard.common.sentences import Sentence


class DomainError(Exception):
    """This cannot be done."""

    def __init__(self, message: str | None = None, **parts: object) -> None:
        """`message` stands in for the docstring; `parts` go where either names them, as in "until %(day)s".

        Days, other sentences and other refusals among the parts are told in the language of the page too.
        """
        words = message or inspect.cleandoc(type(self).__doc__ or DomainError.__doc__ or "")
        self.sentence = Sentence(words, parts)
        super().__init__(self.sentence.in_english if parts else words)

    @property
    def message(self) -> str:
        """The sentence that the user reads, in the language of the page."""
        return str(self.sentence)


class NotPermitted(DomainError):
    """You do not have permission to do this."""


class NotFound(DomainError):
    """There is no such page, or it is not yours to see."""


class ChangedMeanwhile(DomainError):
    """Somebody else changed this while you were working. Look at it again before you save."""
