from django.apps import AppConfig


class ChildrenConfig(AppConfig):
    name = "heard.children"
    label = "children"
    verbose_name = "Children"
