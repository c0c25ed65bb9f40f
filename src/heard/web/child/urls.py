"""The addresses of a child's page."""

from django.urls import path

from heard.web.child import views

app_name = "child"
urlpatterns = [
    path("<int:child_id>/", views.show, name="show"),
    path("<int:child_id>/reviews/", views.reviews, name="reviews"),
    path("<int:child_id>/history/", views.history, name="history"),
]
