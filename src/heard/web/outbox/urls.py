"""The addresses of the outbox and of letters."""

from django.urls import path

from heard.web.outbox import letters, printing, views

app_name = "outbox"
urlpatterns = [
    path("service/outbox/", views.listing, name="list"),
    path("service/outbox/send-held/", views.send_held, name="send_held"),
    path("service/outbox/print/", printing.batches, name="batches"),
    path("service/outbox/print/make/", printing.make, name="make_batch"),
    path("service/outbox/print/<int:batch_id>/letters.pdf", printing.pdf, name="batch_pdf"),
    path("service/outbox/print/<int:batch_id>/printed/", printing.printed, name="batch_printed"),
    path("service/outbox/print/<int:batch_id>/give-up/", printing.give_up, name="batch_given_up"),
    path("settings/letters/", views.letter_settings, name="settings"),
    path("letters/<int:message_id>/", letters.show, name="show"),
    path("letters/<int:message_id>/letter.pdf", letters.pdf, name="pdf"),
    path("letters/<int:message_id>/files/<int:attachment_id>/", letters.file, name="file"),
    path("letters/<int:message_id>/letter.txt", letters.text, name="text"),
    path("letters/<int:message_id>/withdraw/", letters.withdraw, name="withdraw"),
    path("letters/<int:message_id>/send-again/", letters.send_again, name="send_again"),
    path("letters/<int:message_id>/print/", letters.print_instead, name="print_instead"),
    path("children/<int:child_id>/letters/", letters.of_child, name="of_child"),
]
