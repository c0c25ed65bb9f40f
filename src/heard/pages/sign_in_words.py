"""The words of allauth's pages that people meet here, so that our catalogue carries their Welsh.

allauth brings no Welsh of its own; Django finds these entries in our catalogue when its templates ask for them.
"""

from django.utils.translation import gettext_noop

WORDS = (
    gettext_noop("Sign in"),
    gettext_noop("I work with children in care"),
    gettext_noop("Sign In"),
    gettext_noop("Sign Out"),
    gettext_noop("Are you sure you want to sign out?"),
    gettext_noop("Email"),
    gettext_noop("Email address"),
    gettext_noop("Password"),
    gettext_noop("Current Password"),
    gettext_noop("New Password"),
    gettext_noop("New Password (again)"),
    gettext_noop("Forgot your password?"),
    gettext_noop("Password Reset"),
    gettext_noop("Change Password"),
    gettext_noop("Reset My Password"),
    gettext_noop(
        "Forgotten your password? Enter your email address below, and we'll send you an email allowing you to reset it."
    ),
    gettext_noop("The email address and/or password you specified are not correct."),
    gettext_noop("Too many failed login attempts. Try again later."),
    gettext_noop("This account is currently inactive."),
    gettext_noop("Two-Factor Authentication"),
    gettext_noop("Your account is protected by two-factor authentication. Please enter an authenticator code:"),
    gettext_noop("Alternative options"),
    gettext_noop("Use a security key"),
    gettext_noop("Cancel"),
    gettext_noop("Code"),
    gettext_noop("Incorrect code."),
    gettext_noop("Authenticator App"),
    gettext_noop("Authentication using an authenticator app is active."),
    gettext_noop("An authenticator app is not active."),
    gettext_noop("Activate"),
    gettext_noop("Deactivate"),
    gettext_noop("Recovery Codes"),
    gettext_noop("Security Keys"),
    gettext_noop("Enter your password:"),
    gettext_noop("Confirm"),
    gettext_noop("Confirm Access"),
)
"""Strings that other packages ask for by these very words."""
