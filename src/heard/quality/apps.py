from django.apps import AppConfig


class QualityConfig(AppConfig):
    name = "heard.quality"
    label = "quality"
    verbose_name = "Quality"
