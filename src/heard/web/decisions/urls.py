"""The addresses of decisions."""

from django.urls import path

from heard.web.decisions import answering, follow, ledger, making, receipt, sending, telling

app_name = "decisions"
urlpatterns = [
    path("decisions/", ledger.ledger, name="list"),
    path("decisions/list.<str:form>", ledger.export, name="export"),
    path("decisions/<int:decision_id>/", follow.show, name="show"),
    path("decisions/<int:decision_id>/change/", making.change, name="change"),
    path("decisions/<int:decision_id>/remove/", making.remove, name="remove"),
    path("decisions/<int:decision_id>/progress/", follow.progress, name="progress"),
    path("decisions/<int:decision_id>/done/", follow.done, name="done"),
    path("decisions/<int:decision_id>/drop/", follow.drop, name="drop"),
    path("decisions/<int:decision_id>/new-date/", follow.remedy, name="remedy"),
    path("reviews/<int:review_id>/decisions/", making.review, name="review"),
    path("reviews/<int:review_id>/decisions/add/", making.add, name="add"),
    path("reviews/<int:review_id>/decisions/send/", sending.send, name="send"),
    path("reviews/<int:review_id>/decisions/sent/", receipt.sent_outside, name="sent_outside"),
    path("reviews/<int:review_id>/decisions/received/", receipt.received, name="received"),
    path("reviews/<int:review_id>/decisions/disagreed/", telling.tell, name="tell"),
    path("reviews/<int:review_id>/decisions/answer/", answering.answer, name="answer"),
    path("reviews/<int:review_id>/decisions/answer/enter/", answering.enter, name="enter_answer"),
    path("children/<int:child_id>/decisions/", follow.of_child, name="of_child"),
]
