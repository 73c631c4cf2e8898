"""Ask somebody to show an eID."""

import logging
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from matrikel.authentication.actions.spend_try import spend_try
from matrikel.authentication.errors import ProofRefused
from matrikel.authentication.oidc import Asking, Unreachable, address_of, new_asking
from matrikel.authentication.rules.brokers import find_eid
from matrikel.authentication.rules.limits import Try
from matrikel.kernel.errors import NotFound

log = logging.getLogger(__name__)


def start_eid(
    *, key: str, redirect_uri: str, language: str, neighbourhood: str, at: datetime
) -> tuple[str, Asking]:
    """
    Return the address at the broker to which somebody goes, and what their browser's session keeps until they are back.

    `key` is the eID's. Opens the installation's scope itself.

    :raises NotFound: the eID is not offered here.
    :raises TooManyTries: somebody has to wait.
    :raises ProofRefused: the broker does not answer.
    """
    found = find_eid(settings.EID_BROKERS, key)
    if found is None:
        raise NotFound
    broker, eid = found
    spend_try(kind=Try.EID, name="", neighbourhood=neighbourhood, at=at)
    asking = new_asking(redirect_uri, eid=eid, at=at)
    try:
        return address_of(broker, eid, asking, language=language, at=at), asking
    except Unreachable as error:
        log.warning("Broker %s: %s.", broker.code, error)
        raise ProofRefused(unreachable(eid.name)) from error


def unreachable(name: str) -> str:
    """Return what is said where a broker does not answer."""
    return _("%(eid)s cannot be reached right now. Try again later, or take another way.") % {"eid": name}
