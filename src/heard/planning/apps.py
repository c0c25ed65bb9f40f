from django.apps import AppConfig


class PlanningConfig(AppConfig):
    """Plans and significant changes."""

    name = "heard.planning"
    label = "planning"
