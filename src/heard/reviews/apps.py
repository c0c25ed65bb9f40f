from django.apps import AppConfig


class ReviewsConfig(AppConfig):
    name = "heard.reviews"
    label = "reviews"
    verbose_name = "Reviews"
