"""The addresses of talks and of the meeting."""

from django.urls import path

from heard.web.meeting import agenda, corrections, duties, part, separate, sittings, talk, wishes

app_name = "meeting"
urlpatterns = [
    path("<int:review_id>/talk/", talk.show, name="talk"),
    path("<int:review_id>/talk/record/", talk.record, name="talk_record"),
    path("<int:review_id>/talk/open/", talk.open_note, name="talk_open"),
    path("<int:review_id>/talk/told/", talk.told, name="talk_told"),
    path("<int:review_id>/separate-talks/", separate.talks, name="separate_talk"),
    path("<int:review_id>/separate-talks/remove/", corrections.remove_talk, name="separate_talk_remove"),
    path("<int:review_id>/taking-part/", part.taking_part, name="part"),
    path("<int:review_id>/taking-part/code/", part.code, name="code"),
    path("<int:review_id>/sittings/", sittings.sittings, name="sittings"),
    path("<int:review_id>/sittings/remove/", corrections.remove_sitting, name="sitting_remove"),
    path("<int:review_id>/days/", corrections.days, name="days"),
    path("<int:review_id>/adjourn/", sittings.adjourn, name="adjourn"),
    path("<int:review_id>/agenda/", agenda.agenda, name="agenda"),
    path("<int:review_id>/duties/", duties.duties, name="duties"),
    path("<int:review_id>/wishes/", wishes.wishes, name="wishes"),
    path("<int:review_id>/wishes/remove/", wishes.remove, name="wish_remove"),
]
