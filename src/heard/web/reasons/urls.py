"""The address of a reason."""

from django.urls import path

from heard.web.reasons import views

app_name = "reasons"
urlpatterns = [path("<int:deadline_id>/", views.show, name="show")]
