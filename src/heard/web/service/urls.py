"""The addresses of the service's pages."""

from django.urls import path

from heard.web.naming import sharing
from heard.web.service import caseload, forecast, open_steps, preparation, timeliness, views

app_name = "service"
urlpatterns = [
    path("", views.today, name="today"),
    path("without-iro/", views.without_iro, name="without_iro"),
    path("steps/", open_steps.steps, name="steps"),
    path("preparation/", preparation.preparation, name="preparation"),
    path("share-out/", sharing.share, name="share"),
    path("caseload/", caseload.overview, name="caseload"),
    path("caseload/table.<str:form>", caseload.export, name="caseload_export"),
    path("caseload/children/", caseload.children, name="caseload_children"),
    path("caseload/children/list.<str:form>", caseload.export_children, name="caseload_children_export"),
    path("forecast/", forecast.overview, name="forecast"),
    path("forecast/table.<str:form>", forecast.export, name="forecast_export"),
    path("timeliness/", timeliness.overview, name="timeliness"),
    path("timeliness/late/", timeliness.late, name="late"),
    path("timeliness/reviews/", timeliness.reviews, name="reviews"),
    path("timeliness/reviews/list.<str:form>", timeliness.export, name="reviews_export"),
    path("timeliness/children/", timeliness.children, name="children"),
]
