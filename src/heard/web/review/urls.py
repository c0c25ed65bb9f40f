"""The addresses of one review's page."""

from django.urls import path

from heard.web.review import prepare, settings_page, views

app_name = "review"
urlpatterns = [
    path("settings/", settings_page.settings, name="settings"),
    path("<int:review_id>/", views.show, name="show"),
    path("<int:review_id>/why/<str:step>/", views.why, name="why"),
    path("<int:review_id>/choices/", prepare.choices, name="choices"),
    path("<int:review_id>/social-worker/", prepare.social_worker, name="social_worker"),
    path("<int:review_id>/combined/", prepare.combined, name="combined"),
]
