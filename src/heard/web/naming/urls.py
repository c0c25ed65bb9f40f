"""The addresses of naming an IRO."""

from django.urls import path

from heard.web.naming import family, late, told, views

app_name = "naming"
urlpatterns = [
    path("<int:child_id>/iro/", views.name, name="name"),
    path("<int:child_id>/iro/letter/", views.letter, name="letter"),
    path("<int:child_id>/iro/tell/", late.tell, name="tell"),
    path("<int:child_id>/iro/needs/", family.needs, name="needs"),
    path("<int:child_id>/family/", family.family, name="family"),
    path("<int:child_id>/family/unlink/", family.unlink, name="unlink"),
    path("<int:child_id>/told/", told.told, name="told"),
]
