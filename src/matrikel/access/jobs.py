"""Nightly work about signing in, for the whole installation."""

from datetime import UTC, datetime

from procrastinate.contrib.django import app

from matrikel.access.actions.forget_sign_ins import forget_sign_ins


@app.periodic(cron="41 3 * * *")
@app.task(name="access.forget_sign_ins_everywhere", queue="default", queueing_lock="access.forget_sign_ins")
def forget_sign_ins_everywhere(timestamp: int) -> None:
    """Forget sessions and links whose time is over."""
    forget_sign_ins(at=datetime.fromtimestamp(timestamp, tz=UTC))
