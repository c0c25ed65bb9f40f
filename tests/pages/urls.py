"""Only the addresses that shared pages ask for, so that these tests need no journey."""

from django.urls import include, path

urlpatterns = [path("account/", include("allauth.urls"))]
