"""Work about signing in that nobody waits for: letters with codes, resets that are due, and forgetting at night."""

from datetime import UTC, datetime
from uuid import UUID

from procrastinate.contrib.django import app

from matrikel.authentication.actions.carry_out_resets import carry_out_resets
from matrikel.authentication.actions.forget_expired import forget_expired
from matrikel.authentication.actions.send_code import send_code
from matrikel.kernel.jobs import job


@job("authentication.send_code")
def write_code(challenge_id: str) -> None:
    """Write the letter with a code, where somebody signs in with the address."""
    send_code(challenge_id=UUID(challenge_id), at=datetime.now(tz=UTC))


@job("authentication.take_away_factors", commits_itself=True)
def take_away_factors() -> None:
    """Take away the second steps of which two officers said that they are lost."""
    carry_out_resets(at=datetime.now(tz=UTC))


@app.periodic(cron="*/10 * * * *")
@app.task(
    name="authentication.carry_out_resets_everywhere",
    queue="default",
    queueing_lock="authentication.carry_out_resets",
)
def carry_out_resets_everywhere(timestamp: int) -> None:
    """Take away the second steps whose day has come."""
    carry_out_resets(at=datetime.fromtimestamp(timestamp, tz=UTC))


@app.periodic(cron="43 3 * * *")
@app.task(
    name="authentication.forget_expired_everywhere",
    queue="default",
    queueing_lock="authentication.forget_expired",
)
def forget_expired_everywhere(timestamp: int) -> None:
    """Forget what proves nothing any more."""
    forget_expired(at=datetime.fromtimestamp(timestamp, tz=UTC))
