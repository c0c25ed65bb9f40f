"""What the case system said of a date, where the last import that spoke of it found a difference."""

from dataclasses import dataclass
from datetime import date

from heard.deadlines.models import Deadline
from heard.imports.models import ImportDifference, ImportRun
from heard.imports.source_marks import DUE, NEXT_DUE


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSays:
    """The day that the case system gave, and the import that brought it."""

    due_on: date
    run_id: int


def case_system_date(deadline: Deadline) -> SourceSays | None:
    """This will give the due day of the last applied import that differed from this date; None where none did."""
    row = (
        ImportDifference.objects.filter(
            authority_id=deadline.authority_id,
            run__state=ImportRun.State.DONE,
            run__dry_run=False,
            local_id=deadline.child.local_id,
            rule=deadline.rule,
            number=deadline.number,
            counted_from=deadline.counted_from,
            field__in=(*DUE, *NEXT_DUE),
        )
        .order_by("-pk")
        .first()
    )
    if row is None:
        return None
    try:
        return SourceSays(due_on=date.fromisoformat(row.source_says), run_id=row.run_id)
    except ValueError:
        return None
