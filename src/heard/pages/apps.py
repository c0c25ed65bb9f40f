"""The Django application of the shared pages: it brings static files, templates and template tags."""

from django.apps import AppConfig


class PagesConfig(AppConfig):
    name = "heard.pages"
    label = "pages"
