"""Names of bank holidays, so that the catalogues know them."""

from django.utils.translation import gettext, gettext_noop

NAMES = (
    gettext_noop("Boxing Day"),
    gettext_noop("Boxing Day (substitute day)"),
    gettext_noop("Christmas Day"),
    gettext_noop("Christmas Day (substitute day)"),
    gettext_noop("Coronation of King Charles III"),
    gettext_noop("Diamond Jubilee bank holiday"),
    gettext_noop("Early May bank holiday"),
    gettext_noop("Early May bank holiday (VE Day, 50 years)"),
    gettext_noop("Early May bank holiday (VE Day, 75 years)"),
    gettext_noop("Easter Monday"),
    gettext_noop("Golden Jubilee bank holiday"),
    gettext_noop("Good Friday"),
    gettext_noop("Millennium holiday"),
    gettext_noop("New Year's Day"),
    gettext_noop("New Year's Day (substitute day)"),
    gettext_noop("Platinum Jubilee bank holiday"),
    gettext_noop("Royal Wedding bank holiday"),
    gettext_noop("Spring bank holiday"),
    gettext_noop("State Funeral of Queen Elizabeth II"),
    gettext_noop("Summer bank holiday"),
)


def name(held: str) -> str:
    """Give the name of a bank holiday in the language of the request, as the law's data holds it otherwise."""
    return gettext(held)
