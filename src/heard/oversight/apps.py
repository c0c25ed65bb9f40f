from django.apps import AppConfig


class OversightConfig(AppConfig):
    """Between reviews."""

    name = "heard.oversight"
    label = "oversight"

    def ready(self) -> None:
        from heard.oversight.subscribers import connect  # models are loaded only now

        connect()
