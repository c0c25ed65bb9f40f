"""What the law floor refuses to do, each with a sentence that a user can read."""


class LawError(Exception):
    """A date cannot be worked out; the message says why and what to do instead."""

    @property
    def message(self) -> str:
        return str(self)


class BrokenRuleData(LawError):
    """The committed rule data contradicts itself or lacks something; the sentence names the rule."""


class UnknownRule(LawError):
    """No rule has this id in this nation."""


class NoRuleInForce(LawError):
    """No version of the rule was in force on the day the clock started."""


class RuleHasNoNumber(LawError):
    """The rule sets a duty without a number of days, weeks, months or years."""


class BeyondHolidayData(LawError):
    """The bank holidays of the years needed are not loaded; dates are never guessed."""


class BeyondCalendar(LawError):
    """The date would lie outside the years 1 to 9999."""


class ImpossibleFacts(LawError):
    """The facts of a child's care contradict each other."""
