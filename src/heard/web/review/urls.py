"""The addresses of one review's page."""

from django.urls import path

from heard.web.review import views

app_name = "review"
urlpatterns = [
    path("<int:review_id>/", views.show, name="show"),
    path("<int:review_id>/why/<str:step>/", views.why, name="why"),
]
