from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "heard.correspondence"
    label = "correspondence"
    verbose_name = "Correspondence"

    def ready(self) -> None:
        from heard.correspondence.subscribers import connect  # models are loaded only now

        connect()
