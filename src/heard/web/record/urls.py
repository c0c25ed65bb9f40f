"""The addresses of the record of a review."""

from django.urls import path

from heard.web.record import copies, own_words, sending, views

app_name = "record"
urlpatterns = [
    path("reviews/<int:review_id>/record/", views.write, name="write"),
    path("reviews/<int:review_id>/record/save/", views.save, name="save"),
    path("reviews/<int:review_id>/record/letter/", own_words.letter, name="letter"),
    path("reviews/<int:review_id>/record/leave-out/", copies.leave_out, name="leave_out"),
    path("reviews/<int:review_id>/record/sign/", copies.sign, name="sign"),
    path("reviews/<int:review_id>/copies/<str:copy>/<str:document>/", copies.show, name="copy"),
    path("reviews/<int:review_id>/send/", sending.send, name="send"),
    path("reviews/<int:review_id>/given/", sending.given, name="given"),
]
