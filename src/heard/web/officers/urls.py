"""The addresses of the pages about officers."""

from django.urls import path

from heard.web.officers import involvements, managed, own, settings_page, team, views

app_name = "officers"
urlpatterns = [
    path("", views.officers, name="list"),
    path("team/", team.show, name="team"),
    path("team/place/", managed.place, name="place"),
    path("sheet/", views.sheet, name="sheet"),
    path("settings/", settings_page.settings, name="settings"),
    path("about-me/", own.identity, name="identity"),
    path("involvements/", involvements.register, name="involvements"),
    path("involvements/add/", involvements.add, name="involvement_add"),
    path("involvements/load/", involvements.load, name="involvements_load"),
    path("involvements/template.csv", involvements.template, name="involvements_template"),
    path("involvements/<int:involvement_id>/", involvements.change, name="involvement_change"),
    path("involvements/<int:involvement_id>/remove/", involvements.remove, name="involvement_remove"),
    path("<int:user_id>/", views.show, name="show"),
    path("<int:user_id>/photo", views.photo, name="photo"),
    path("<int:user_id>/photo/change/", own.change_photo, name="change_photo"),
    path("<int:user_id>/photo/remove/", own.remove_photo, name="remove_photo"),
    path("<int:user_id>/profile/", own.profile, name="profile"),
    path("<int:user_id>/leave/", own.add_leave, name="add_leave"),
    path("<int:user_id>/leave/<int:leave_id>/", own.cancel_leave, name="cancel_leave"),
    path("<int:user_id>/competence/", own.add_evidence, name="add_evidence"),
    path("<int:user_id>/competence/<int:evidence_id>/", own.remove_evidence, name="remove_evidence"),
    path("<int:user_id>/registrations/", managed.add_registration, name="add_registration"),
    path("<int:user_id>/registrations/<int:registration_id>/", managed.end_registration, name="end_registration"),
    path("<int:user_id>/posts/", managed.add_post, name="add_post"),
    path("<int:user_id>/posts/<int:post_id>/", managed.end_post, name="end_post"),
    path("<int:user_id>/duties/", managed.add_duty, name="add_duty"),
    path("<int:user_id>/duties/<int:duty_id>/", managed.end_duty, name="end_duty"),
    path("<int:user_id>/cases/", managed.add_case, name="add_case"),
    path("<int:user_id>/cases/<int:case_id>/", managed.end_case, name="end_case"),
    path("<int:user_id>/line-manager/", managed.line_manager, name="line_manager"),
]
