"""The addresses of imports."""

from django.urls import path

from heard.web.imports import names, views

app_name = "imports"
urlpatterns = [
    path("", views.listing, name="list"),
    path("new/", views.new, name="new"),
    path("names/", names.choose, name="names"),
    path("names/columns/", names.columns, name="columns"),
    path("<int:run_id>/", views.show, name="show"),
    path("<int:run_id>/refused.csv", views.refused, name="refused"),
    path("<int:run_id>/apply/", views.apply, name="apply"),
]
