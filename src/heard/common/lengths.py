"""How long a limit is, in words and in the language that is spoken."""

from django.utils.translation import gettext, ngettext

from heard.law.rules import Length, LengthKind


def amount(length: Length) -> str:
    """Give "20 working days", "between day 5 and day 10", or what stands in place of a number."""
    n = length.amount
    match length.kind:
        case LengthKind.WORKING_DAYS:
            text = ngettext("%(n)d working day", "%(n)d working days", n)
        case LengthKind.DAYS:
            text = ngettext("%(n)d day", "%(n)d days", n)
        case LengthKind.WEEKS:
            text = ngettext("%(n)d week", "%(n)d weeks", n)
        case LengthKind.MONTHS:
            text = ngettext("%(n)d month", "%(n)d months", n)
        case LengthKind.YEARS:
            text = ngettext("%(n)d year", "%(n)d years", n)
        case LengthKind.WINDOW:
            return gettext("between day %(first)d and day %(last)d") % {"first": n, "last": length.upper or n}
        case LengthKind.NOT_BEFORE:
            text = gettext("not before day %(n)d")
        case LengthKind.RATIO:
            ends = {"first": n, "last": length.upper or n}
            return gettext("%(first)d to %(last)d for each full-time post") % ends
        case _:
            return _without_number(length.kind)
    return text % {"n": n}


def in_words(length: Length) -> str:
    """Give the amount, and whether the day itself counts."""
    words = amount(length)
    if length.beginning_with:
        return gettext("%(length)s beginning with the day itself") % {"length": words}
    return words


def _without_number(kind: LengthKind) -> str:
    match kind:
        case LengthKind.BEFORE_EVENT:
            return gettext("before the event")
        case LengthKind.AT_ANY_TIME:
            return gettext("at any time")
        case LengthKind.AS_SOON_AS_PRACTICABLE:
            return gettext("as soon as practicable")
        case _:
            return gettext("a standing duty")
