"""The addresses of what happens between two reviews."""

from django.urls import path

from heard.web.between import plan_dates, quiet, taking_back, views

app_name = "between"
urlpatterns = [
    path("children/<int:child_id>/between/", views.show, name="show"),
    path("children/<int:child_id>/between/contact/", views.contact, name="contact"),
    path("children/<int:child_id>/between/midway/", views.midway, name="midway"),
    path("children/<int:child_id>/between/progress/", views.progress, name="progress"),
    path("children/<int:child_id>/between/take-back/", taking_back.take_back, name="take_back"),
    path("children/<int:child_id>/plan-dates/new/", plan_dates.record, name="plan_date"),
    path("plan-dates/<int:plan_date_id>/remove/", plan_dates.remove, name="remove_plan_date"),
    path("service/plan-dates/", plan_dates.give_file, name="plan_dates_file"),
    path("my-week/quiet/", quiet.show, name="quiet"),
]
