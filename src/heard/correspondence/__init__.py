"""The one outbox of the service: letters, e-mail and what is printed."""
