"""The addresses of the quality note of a review."""

from django.urls import path

from heard.web.quality_note import views

app_name = "quality_note"
urlpatterns = [
    path("reviews/<int:review_id>/quality/", views.write, name="write"),
    path("reviews/<int:review_id>/quality/save/", views.save, name="save"),
]
