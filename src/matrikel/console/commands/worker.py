"""Do the background work until stopped (SIGTERM or Ctrl-C lets the running job finish)."""

import argparse

from matrikel.console.start import start_django
from matrikel.console.supervision import stop_with_parent


def configure(parser: argparse.ArgumentParser) -> None:
    """Name the arguments."""
    parser.add_argument("--once", action="store_true", help="stop when nothing waits to be done")
    parser.add_argument("--with-parent", action="store_true", help="stop when the starting process is gone")


def run(arguments: argparse.Namespace) -> None:
    """Work."""
    start_django(serves=True)
    from procrastinate.contrib.django import app
    from procrastinate.contrib.django.django_connector import DjangoConnector

    assert isinstance(app.connector, DjangoConnector)
    if arguments.with_parent:
        stop_with_parent()
    # A connection of its own, held for the worker's life: it listens there for new jobs.
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(wait=not arguments.once, install_signal_handlers=True)
