from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "heard.deadlines"
    label = "deadlines"
    verbose_name = "Deadlines"

    def ready(self) -> None:
        from heard.deadlines.subscribers import connect  # models are loaded only now

        connect()
