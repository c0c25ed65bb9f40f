"""The result of an import as one document, in the shape that other programs rely on."""

from typing import Any

from heard.imports.models import ImportRun


def document(done: ImportRun) -> dict[str, Any]:
    """Give everything that came of an import that ended well; `row` is 0 for the first data row."""
    problems = done.problems.order_by("pk")
    differences = done.differences.order_by("pk")
    counts = done.counts
    return {
        "import": done.pk,
        "dry_run": done.dry_run,
        "as_of": done.as_of,
        "year": done.year,
        "files": done.files,
        "accepted": _accepted(done),
        "created": counts["created"],
        "updated": counts["updated"],
        "unchanged": counts["unchanged"],
        "problems": [
            {"file": p[0], "row": p[1], "child": p[2], "field": p[3], "code": p[4], "level": p[5], "message": p[6],
             "came_as": p[7]}
            for p in problems.values_list("file", "row", "local_id", "field", "code", "level", "message", "came_as")
        ],
        "differences": [
            {"child": d[0], "review_on": d[1], "number": d[2], "rule": d[3], "field": d[4], "source_says": d[5],
             "law_says": d[6]}
            for d in differences.values_list(
                "local_id", "review_on", "number", "rule", "field", "source_says", "law_says"
            )
        ],
        "checks": done.checks,
        "rows": counts["rows"],
        "not_judged": counts.get("not_judged", 0),
        "late_reviews": counts["late_reviews"],
        "late_adoption_reviews": counts.get("late_adoption_reviews", []),
        "overdue_reviews": counts["overdue_reviews"],
    }  # fmt: skip


def _accepted(done: ImportRun) -> dict[str, int]:
    accepted: dict[str, int] = {}
    for file in done.files:
        accepted[file["name"]] = accepted.get(file["name"], 0) + file["rows"] - file["refused"]
    return accepted
