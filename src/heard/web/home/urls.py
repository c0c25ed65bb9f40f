"""The first address."""

from django.urls import path

from heard.web.home import views

urlpatterns = [path("", views.home, name="home")]
