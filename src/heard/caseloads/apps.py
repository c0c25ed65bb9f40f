from django.apps import AppConfig


class CaseloadsConfig(AppConfig):
    name = "heard.caseloads"
    label = "caseloads"
    verbose_name = "Caseloads"

    def ready(self) -> None:
        from heard.caseloads.subscribers import connect  # models are loaded only now

        connect()
