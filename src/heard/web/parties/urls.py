"""The addresses of the people round a child."""

from django.urls import path

from heard.web.parties import rules, views

app_name = "parties"
urlpatterns = [
    path("children/<int:child_id>/people/", views.show, name="show"),
    path("children/<int:child_id>/people/add/", views.add, name="add"),
    path("parties/<int:party_id>/", views.change, name="change"),
    path("parties/<int:party_id>/end/", views.end, name="end"),
    path("parties/<int:party_id>/open-again/", views.open_again, name="open_again"),
    path("parties/<int:party_id>/safe-contact/", rules.record, name="safe_contact"),
    path("safe-contact/<int:rule_id>/end/", rules.end, name="end_rule"),
]
