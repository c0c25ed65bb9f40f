"""The address to which a form goes that came when the session had ended."""

from django.urls import path

from heard.web.kept import views

app_name = "kept"
urlpatterns = [path("again/", views.again, name="again")]
