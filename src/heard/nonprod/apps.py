from django.apps import AppConfig
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class NonprodConfig(AppConfig):
    name = "heard.nonprod"
    label = "nonprod"

    def ready(self) -> None:
        if settings.PRODUCTION:
            raise ImproperlyConfigured("Invented demo data may not be loaded in production.")
