"""The address of naming an IRO."""

from django.urls import path

from heard.web.naming import views

app_name = "naming"
urlpatterns = [path("<int:child_id>/iro/", views.name, name="name")]
