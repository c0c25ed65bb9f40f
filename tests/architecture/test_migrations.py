"""Migrations are linear, complete and reversible."""

from django.apps import apps
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import RunPython, RunSQL
from django.db.migrations.questioner import NonInteractiveMigrationQuestioner
from django.db.migrations.state import ProjectState

from heard.common.together import Together


def own_apps() -> set[str]:
    return {config.label for config in apps.get_app_configs() if config.name.startswith("heard.")}


def test_no_model_differs_from_its_migrations() -> None:
    loader = MigrationLoader(None)
    detector = MigrationAutodetector(
        loader.project_state(),
        ProjectState.from_apps(apps),
        NonInteractiveMigrationQuestioner(specified_apps=own_apps(), dry_run=True),
    )

    missing = detector.changes(graph=loader.graph, trim_to_apps=own_apps(), convert_apps=own_apps())

    assert {label: [str(migration.operations) for migration in found] for label, found in missing.items()} == {}


def test_every_app_has_one_last_migration() -> None:
    loader = MigrationLoader(None)

    forked = {label for label in own_apps() if len(loader.graph.leaf_nodes(label)) > 1}

    assert forked == set()


def test_every_step_can_be_undone() -> None:
    loader = MigrationLoader(None)
    stuck = [
        f"{label}.{name}"
        for (label, name), migration in loader.disk_migrations.items()
        if label in own_apps()
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL) and not operation.reversible
    ]

    assert stuck == []


def test_many_operations_are_carried_out_together() -> None:
    """Between two operations Django draws every model anew: thirty of them once took as long as all else together."""
    loader = MigrationLoader(None)
    slow = {
        f"{label}.{name}": len(drawn)
        for (label, name), migration in loader.disk_migrations.items()
        if label in own_apps() and name != "0001_initial"  # before there is much to draw
        if len(drawn := [one for one in migration.operations if not isinstance(one, RunPython | RunSQL | Together)]) > 2
    }

    assert slow == {}
