"""A worker in a process of its own that delivers one association's letters, to be killed in the middle of it."""

import os
import sys
from uuid import UUID

import django


def main() -> None:
    """Deliver what is due in the association that is named."""
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from matrikel.kernel.scope import association_scope
    from matrikel.mail.actions.deliver_letters import deliver_letters
    from tests.factories.mail import server_at

    settings.IS_DEMO = False
    settings.MAIL_SERVER = server_at(int(os.environ["SMTP_PORT"]))
    with association_scope(UUID(sys.argv[1])):
        deliver_letters(now=timezone.now)


if __name__ == "__main__":
    main()
