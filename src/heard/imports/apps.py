from django.apps import AppConfig


class ImportsConfig(AppConfig):
    name = "heard.imports"
    label = "imports"
    verbose_name = "Imports"
