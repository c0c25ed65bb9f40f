"""The addresses of help."""

from django.urls import path

from heard.web.help import views

app_name = "help"
urlpatterns = [
    path("help/", views.start, name="start"),
    path("help/measures/", views.measures, name="measures"),
    path("help/accessibility/", views.accessibility, name="accessibility"),
    path("help/privacy/", views.privacy, name="privacy"),
    path("help/about/", views.about, name="about"),
]
