"""The addresses of arranging and recording reviews."""

from django.urls import path

from heard.web.reviews import bookings, resuming, views

app_name = "reviews"
urlpatterns = [
    path("children/<int:child_id>/reviews/held/", views.record, name="record"),
    path("children/<int:child_id>/reviews/held/code/", views.code, name="code"),
    path("children/<int:child_id>/reviews/arrange/", bookings.arrange, name="arrange"),
    path("reviews/<int:review_id>/move/", bookings.move, name="move"),
    path("reviews/<int:review_id>/cancel/", bookings.cancel, name="cancel"),
    path("reviews/<int:review_id>/goes-on/", resuming.again, name="again"),
    path("reviews/<int:review_id>/late/", views.explain, name="explain"),
    path("reviews/<int:review_id>/completed/", views.complete, name="complete"),
]
