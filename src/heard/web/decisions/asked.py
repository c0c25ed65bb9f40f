"""What the address of the ledger asks for. Whatever it does not know it leaves out."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from heard.accounts.models import User
from heard.accounts.permissions import Permission
from heard.reviews.decisions.ledger import AGES, OWNERS, SORTS, STATES, WHOSE, Wanted
from heard.reviews.decisions.standing import Standing

ANSWERS = tuple(standing.value for standing in Standing)
OPEN = ("open",)
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The filter, as it stands in the address. `usual` is whose decisions this viewer sees without asking."""

    states: tuple[str, ...]
    ages: tuple[str, ...]
    answers: tuple[str, ...]
    owners: tuple[str, ...]
    whose: tuple[str, ...]
    usual: tuple[str, ...]
    sort: str

    @classmethod
    def of(cls, given: QueryDict, viewer: User) -> "Asked":
        """This will read the address. Without a choice it means open decisions, and for an IRO their own children."""
        usual = usual_of(viewer)
        sort = given.get("sort", "")
        whose = _known(given.getlist("whose"), (*WHOSE, ALL))
        return cls(
            states=_known(given.getlist("state"), STATES) or OPEN,
            ages=_known(given.getlist("age"), AGES),
            answers=_known(given.getlist("answer"), ANSWERS),
            owners=_known(given.getlist("owner"), tuple(OWNERS)),
            whose=_whose(whose) if whose else usual,
            usual=usual,
            sort=sort if sort.removeprefix("-") in SORTS else "due",
        )

    @property
    def kept(self) -> dict[str, list[str]]:
        """What stays in the address of each link of the page."""
        return {
            "state": [] if self.states == OPEN else list(self.states),
            "age": list(self.ages),
            "answer": list(self.answers),
            "owner": list(self.owners),
            "whose": [] if self.whose == self.usual else list(self.whose) or [ALL],
            "sort": [] if self.sort == "due" else [self.sort],
        }

    def wanted(self, today: date) -> Wanted:
        """This will say it in the words of the ledger."""
        return Wanted(
            today=today,
            states=self.states,
            ages=self.ages,
            answers=self.answers,
            owners=self.owners,
            whose=self.whose,
            sort=self.sort,
        )


def usual_of(viewer: User) -> tuple[str, ...]:
    """This will say whose decisions somebody sees first: an IRO the own children's, everybody else all they see."""
    own = viewer.may(Permission.WORKLIST_OWN) and not viewer.may(Permission.SERVICE_VIEW)
    return ("own",) if own else ()


def _whose(asked: tuple[str, ...]) -> tuple[str, ...]:
    """All whom somebody sees holds the own children as well."""
    return tuple(one for one in asked if one != ALL and (one != "own" or ALL not in asked))


def _known(given: list[str], known: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in known if value in given)
