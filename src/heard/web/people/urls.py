"""The addresses of people, teams, settings and one's own account."""

from django.urls import path

from heard.web.people import own, views

app_name = "people"
urlpatterns = [
    path("people/", views.people, name="list"),
    path("people/add/", views.add, name="add"),
    path("people/<int:user_id>/", views.edit, name="edit"),
    path("people/teams/", views.teams, name="teams"),
    path("settings/", views.authority, name="authority"),
    path("me/", own.me, name="me"),
    path("language/<str:code>/", own.language, name="language"),
]
