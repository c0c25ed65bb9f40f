"""The addresses of significant changes."""

from django.urls import path

from heard.web.changes import views

app_name = "changes"
urlpatterns = [
    path("children/<int:child_id>/changes/new/", views.tell, name="tell"),
    path("changes/<int:change_id>/", views.decide, name="decide"),
    path("changes/<int:change_id>/made/", views.made, name="made"),
]
