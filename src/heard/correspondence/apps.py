from django.apps import AppConfig


class CorrespondenceConfig(AppConfig):
    name = "heard.correspondence"
    label = "correspondence"
    verbose_name = "Correspondence"

    def ready(self) -> None:
        from heard.correspondence import copy_subscribers, subscribers  # models are loaded only now

        subscribers.connect()
        copy_subscribers.connect()
