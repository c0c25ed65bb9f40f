"""Tests of the shared pages: presenters, form fields, templates, the front-end build."""
