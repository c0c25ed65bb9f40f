"""Measures the letters after 500 reviews, written and set one by one as one job of the outbox does it."""

import os


def main() -> None:
    """This will write and set the letters, and print the figures."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "heard.config.settings")
    from django import setup

    setup()
    from heard.correspondence.records.bench import measure

    for name, figure in measure().items():
        print(f"{name:18}{figure:>10}")  # noqa: T201


if __name__ == "__main__":
    main()
