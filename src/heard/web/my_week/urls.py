"""The addresses of My week."""

from django.urls import path

from heard.web.my_week import views

urlpatterns = [
    path("my-week/", views.show, name="my_week"),
    path("my-week/list.<str:form>", views.export, name="my_week_export"),
]
