"""The addresses of the list of children."""

from django.urls import path

from heard.web.children import views

app_name = "children"
urlpatterns = [
    path("", views.children, name="list"),
    path("list.<str:form>", views.export, name="export"),
]
