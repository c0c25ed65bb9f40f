"""The addresses of the people of a review."""

from django.urls import path

from heard.web.inviting import answers, holidays, needs, sending, views, withdrawing

app_name = "inviting"
urlpatterns = [
    path("reviews/<int:review_id>/people/", views.people, name="people"),
    path("reviews/<int:review_id>/people/list/", views.make_list, name="list"),
    path("reviews/<int:review_id>/people/send/", sending.send, name="send"),
    path("reviews/<int:review_id>/people/needs/", needs.add, name="add_need"),
    path("reviews/<int:review_id>/people/needs/<int:need_id>/", needs.change, name="need"),
    path("reviews/<int:review_id>/people/needs/<int:need_id>/letter/", needs.letter, name="need_letter"),
    path("reviews/<int:review_id>/people/<int:invitation_id>/", views.decide, name="decide"),
    path("reviews/<int:review_id>/people/<int:invitation_id>/withdraw/", withdrawing.withdraw, name="withdraw"),
    path("reviews/<int:review_id>/people/<int:invitation_id>/log/", views.log_by_hand, name="log"),
    path("reviews/<int:review_id>/people/<int:invitation_id>/letter/", sending.letter, name="letter"),
    path("reviews/<int:review_id>/people/<int:invitation_id>/review.ics", sending.calendar, name="calendar"),
    path("reviews/<int:review_id>/people/<int:invitation_id>/answer/", answers.answer, name="answer"),
    path("reviews/<int:review_id>/people/<int:invitation_id>/answer/enter/", answers.enter, name="enter"),
    path("service/school-holidays/", holidays.listed, name="holidays"),
]
