"""The addresses of who works with a child."""

from django.urls import path

from heard.web.colleagues import files, views

app_name = "colleagues"
urlpatterns = [
    path("children/<int:child_id>/colleagues/add/", views.add, name="add"),
    path("children/<int:child_id>/team/", views.team, name="team"),
    path("colleagues/<int:relationship_id>/end/", views.end, name="end"),
    path("colleagues/<int:relationship_id>/remove/", views.remove, name="remove"),
    path("colleagues/load/", files.load, name="load"),
    path("colleagues/template.csv", files.template, name="template"),
]
