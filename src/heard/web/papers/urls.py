"""The addresses of the papers of a review."""

from django.urls import path

from heard.web.papers import ages, files, views

app_name = "papers"
urlpatterns = [
    path("settings/papers/", ages.ages, name="ages"),
    path("<int:review_id>/papers/", views.listed, name="list"),
    path("<int:review_id>/papers/add/", views.add, name="add"),
    path("<int:review_id>/papers/chase/", views.chase, name="chase"),
    path("<int:review_id>/papers/without/", views.without, name="without"),
    path("<int:review_id>/papers/<int:paper_id>/", views.change, name="change"),
    path("<int:review_id>/papers/<int:paper_id>/upload/", files.upload, name="upload"),
    path("<int:review_id>/papers/files/<int:version_id>/", files.file, name="file"),
    path("<int:review_id>/papers/files/<int:version_id>/withdraw/", files.withdraw, name="withdraw"),
]
