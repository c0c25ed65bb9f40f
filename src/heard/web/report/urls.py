"""The addresses of the social work report of a review."""

from django.urls import path

from heard.web.report import views, writing

app_name = "report"
urlpatterns = [
    path("<int:review_id>/report/", views.show, name="show"),
    path("<int:review_id>/report/write/", writing.write, name="write"),
    path("<int:review_id>/report/write/save/", writing.save, name="save"),
    path("<int:review_id>/report/as/<str:document>/", views.file, name="file"),
]
