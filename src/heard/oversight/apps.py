from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Between reviews."""

    name = "heard.oversight"
    label = "oversight"
