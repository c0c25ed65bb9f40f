"""The addresses from the appointment to the goodbye."""

from django.urls import path

from heard.web.handover import appointments, farewell, plans

app_name = "handover"
urlpatterns = [
    path("appointments/", appointments.to_answer, name="to_answer"),
    path("appointments/<int:appointment_id>/answer/", appointments.answer, name="answer"),
    path("appointments/<int:appointment_id>/introduction/", appointments.introduce, name="introduce"),
    path("service/handovers/", plans.listing, name="list"),
    path("children/<int:child_id>/iro/change/", plans.change, name="change"),
    path("children/<int:child_id>/iro/ending/", plans.ending, name="ending"),
    path("handovers/<int:handover_id>/", plans.show, name="show"),
    path("handovers/<int:handover_id>/withdraw/", plans.withdraw, name="withdraw"),
    path("handovers/<int:handover_id>/letter/", farewell.letter, name="letter"),
]
