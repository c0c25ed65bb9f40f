"""The addresses of the service."""

from django.urls import include, path

from heard.web import health

urlpatterns = [
    path("health", health.alive, name="health"),
    path("health/ready", health.ready, name="health_ready"),
    path("account/", include("heard.web.sign_in.closed")),
    path("account/", include("allauth.urls")),
    path("", include("heard.web.home.urls")),
    path("", include("heard.web.my_week.urls")),
    path("", include("heard.web.people.urls")),
    path("", include("heard.web.help.urls")),
    path("signed-out/", include("heard.web.kept.urls")),
    path("service/", include("heard.web.service.urls")),
    path("children/", include("heard.web.children.urls")),
    path("children/", include("heard.web.child.urls")),
    path("children/", include("heard.web.naming.urls")),
    path("", include("heard.web.parties.urls")),
    path("", include("heard.web.colleagues.urls")),
    path("", include("heard.web.reviews.urls")),
    path("", include("heard.web.record.urls")),
    path("", include("heard.web.decisions.urls")),
    path("", include("heard.web.quality_note.urls")),
    path("reviews/", include("heard.web.review.urls")),
    path("reviews/", include("heard.web.meeting.urls")),
    path("", include("heard.web.between.urls")),
    path("", include("heard.web.changes.urls")),
    path("dates/", include("heard.web.reasons.urls")),
    path("service/imports/", include("heard.web.imports.urls")),
    path("service/support/", include("heard.web.support.urls")),
    path("service/officers/", include("heard.web.officers.urls")),
    path("", include("heard.web.outbox.urls")),
    path("", include("heard.web.handover.urls")),
    path("", include("heard.web.inviting.urls")),
    path("reviews/", include("heard.web.papers.urls")),
    path("reviews/", include("heard.web.report.urls")),
]

handler400 = "heard.web.errors.bad_request"
handler403 = "heard.web.errors.permission_denied"
handler404 = "heard.web.errors.not_found"
handler500 = "heard.web.errors.server_error"
