"""What a social work report says, as one value: for the screen, for signing, for the document made of it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from heard.children.models import Relationship
from heard.planning.queries import plan_dates_of
from heard.reviews.decisions.earlier import EarlierDecision, looked_back
from heard.reviews.models import ReportSection, Review
from heard.reviews.writing import iso


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContent:
    """All that a report says. Days are in ISO form, empty where there is none.

    `done` are the last days on which a plan was made, an assessment done or a visit paid, by kind; `words` what the
    social worker wrote under each heading.
    """

    nation: str
    child_name: str
    born_on: str
    review_on: str
    social_workers: tuple[str, ...]
    done: tuple[tuple[str, str], ...]
    earlier: tuple[EarlierDecision, ...]
    words: tuple[tuple[str, str], ...]

    @property
    def is_empty(self) -> bool:
        """Whether nobody has written anything yet."""
        return not any(text for _, text in self.words)

    def under(self, heading: str) -> str:
        """What is written under a heading."""
        return dict(self.words).get(heading, "")

    def as_json(self) -> dict[str, Any]:
        """Plain data, the same for the same content."""
        return asdict(self)

    @classmethod
    def from_json(cls, plain: Mapping[str, Any]) -> "ReportContent":
        """The content again from what `as_json` gave."""
        told = dict(plain)
        told["social_workers"] = tuple(plain["social_workers"])
        told["earlier"] = tuple(EarlierDecision(**row) for row in plain["earlier"])
        for name in ("done", "words"):
            told[name] = tuple((key, value) for key, value in plain[name])
        return cls(**told)


def report_content_of(review: Review) -> ReportContent:
    """This will read the report as it stands with the facts that are known already, in four queries."""
    working = Relationship.objects.filter(
        child_id=review.child_id, kind=Relationship.Kind.SOCIAL_WORKER, until_on__isnull=True
    )
    on = review.held_on or review.arranged_for
    return ReportContent(
        nation=review.authority.nation,
        child_name=review.child.shown_name,
        born_on=iso(review.child.born_on),
        review_on=iso(on),
        social_workers=tuple(working.order_by("from_on", "pk").values_list("user__name", flat=True)),
        done=_done(review),
        earlier=looked_back(review, on=on),
        words=tuple(ReportSection.objects.filter(report__review=review).order_by("pk").values_list("heading", "words")),
    )


def _done(review: Review) -> tuple[tuple[str, str], ...]:
    last: dict[str, date] = {}
    for row in plan_dates_of(review.child_id):
        last[row.kind] = max(row.done_on, last.get(row.kind, row.done_on))
    return tuple((kind, iso(day)) for kind, day in sorted(last.items()))
