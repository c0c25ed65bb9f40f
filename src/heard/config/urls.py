"""The addresses of the service."""

from django.urls import include, path

urlpatterns = [
    path("account/", include("allauth.urls")),
]

handler400 = "heard.web.errors.bad_request"
handler403 = "heard.web.errors.permission_denied"
handler404 = "heard.web.errors.not_found"
handler500 = "heard.web.errors.server_error"
