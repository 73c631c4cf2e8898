"""Let whoever holds a mailing's link say which mailings still come."""

from datetime import date, datetime

from matrikel.audit.actions.record import Act, record
from matrikel.kernel.actors import Actor
from matrikel.kernel.bulk import insert_many
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_id
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.people.models import Person
from matrikel.privacy.actions.note_consents import note_consents
from matrikel.privacy.actions.suppress_addresses import COLUMNS, suppress_addresses
from matrikel.privacy.models import SuppressionEvent
from matrikel.privacy.queries import (
    ALL_MAILINGS,
    TAKEN_BACK_BY_THE_READER,
    list_suppressed,
    mailing_purposes,
    on_consent,
    words_on,
)
from matrikel.privacy.rules import MailingLink, NewConsent, NewSuppression

HOW = "EMAIL"
"""The form in which somebody says it: by the link in an e-mail."""


@action
def choose_mailings(
    *, link: MailingLink, purpose: str, wants: bool, actor: Actor, at: datetime, on: date
) -> None:
    """
    Let mailings of a purpose (`ALL_MAILINGS`: of any) no longer come to the address of a link, or come again.

    Rows are added and none is changed; what holds already is not written twice, however often the link is pressed.
    Where the purpose stands on the person's consent, that is taken back with it. Wanting letters again gives back
    only what was taken back here: consent that somebody never gave, or took back otherwise, is not given by a link.

    :raises NotFound: there are no mailings of this purpose.
    """
    known = mailing_purposes(link)
    if purpose != ALL_MAILINGS and purpose not in known:
        raise NotFound
    one_at_a_time("privacy.mailings", link.address_key.hex())
    if wants:
        _let_come(link, purpose, actor=actor, at=at)
    else:
        asked = NewSuppression(address_key=link.address_key, reason="ASKED", purpose=purpose)
        suppress_addresses(suppressions=[asked], actor=actor, at=at)
    concerned = known if purpose == ALL_MAILINGS else [purpose]
    _note_word(link, concerned, wants=wants, actor=actor, at=at, on=on)


def _let_come(link: MailingLink, purpose: str, *, actor: Actor, at: datetime) -> None:
    held = [
        row
        for row in list_suppressed(address_keys=[link.address_key]).get(link.address_key, ())
        if row.purpose == purpose and row.reason in TAKEN_BACK_BY_THE_READER
    ]
    if not held:
        return
    association_id = current_association()
    lifted = [
        (new_id(), association_id, row.channel, link.address_key, purpose, "LIFTED", row.reason, at)
        for row in held
    ]
    insert_many(SuppressionEvent, COLUMNS, lifted)
    act = Act(action="privacy.suppressions_lifted", header={"addresses": 1, "purpose": purpose})
    record(acts=[act], actor=actor, at=at)


def _note_word(
    link: MailingLink, purposes: list[str], *, wants: bool, actor: Actor, at: datetime, on: date
) -> None:
    if link.person_id is None:
        return
    if not Person.objects.filter(association_id=current_association(), id=link.person_id).exists():
        return
    by_consent = on_consent(purposes=purposes)
    turned = [
        word
        for word in words_on(person_id=link.person_id, purposes=sorted(by_consent)).values()
        if (word.is_given if not wants else not word.is_given and word.how == HOW)
    ]
    note_consents(
        consents=[
            NewConsent(
                person_id=link.person_id,
                purpose=word.purpose,
                happened_on=max(on, word.happened_on),
                how=HOW,
                is_given=wants,
                condition=word.condition,
            )
            for word in turned
        ],
        actor=actor,
        at=at,
    )
