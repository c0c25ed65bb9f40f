"""The addresses of the service's pages."""

from django.urls import path

from heard.web.service import timeliness, views

app_name = "service"
urlpatterns = [
    path("", views.today, name="today"),
    path("without-iro/", views.without_iro, name="without_iro"),
    path("timeliness/", timeliness.overview, name="timeliness"),
    path("timeliness/late/", timeliness.late, name="late"),
    path("timeliness/reviews/", timeliness.reviews, name="reviews"),
    path("timeliness/reviews/list.<str:form>", timeliness.export, name="reviews_export"),
    path("timeliness/children/", timeliness.children, name="children"),
]
