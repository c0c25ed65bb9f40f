from django.apps import AppConfig


class CaseloadsConfig(AppConfig):
    name = "heard.caseloads"
    label = "caseloads"
    verbose_name = "Caseloads"
