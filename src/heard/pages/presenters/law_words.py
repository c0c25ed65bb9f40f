"""Words of the law's data files in the language of the request. Citations stay in the language of the Act."""

from django.utils.translation import gettext


def told(words: str) -> str:
    """Give the title of a rule, a matter of the agenda or the like; `script/messages` gathers them for translators."""
    return gettext(words) if words else ""
