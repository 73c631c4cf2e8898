"""Undo payments that were recorded by mistake: by writing the same back."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from matrikel.audit.actions.record import Act, record
from matrikel.billing.models import Allocation, Payment
from matrikel.billing.storage.payments import WrittenPayment, write_payments
from matrikel.billing.storage.refusals import InvoiceRefused as InvoiceRefused
from matrikel.kernel.actors import Actor
from matrikel.kernel.errors import NotFound
from matrikel.kernel.ids import new_ids
from matrikel.kernel.locks import one_at_a_time
from matrikel.kernel.money import Money
from matrikel.kernel.scope import current_association
from matrikel.kernel.transactions import action
from matrikel.ledger.actions.reverse_entries import Reversal, reverse_entries


@action
def undo_payments(*, payment_ids: Sequence[UUID], on: date, actor: Actor, at: datetime) -> None:
    """
    Write payments back, on a day; their invoices are as open as if nothing had come.

    :raises NotFound: there is no such payment.
    :raises InvoiceRefused: one is undone already; none is undone.
    :raises EntryRefused: the day lies in no open fiscal year.
    """
    one_at_a_time("billing")
    if not payment_ids:
        return
    association_id = current_association()
    found = {
        each.id: each
        for each in Payment.objects.filter(
            association_id=association_id, id__in=payment_ids, undoes__isnull=True
        )
    }
    undone = set(
        Payment.objects.filter(association_id=association_id, undoes_id__in=payment_ids).values_list(
            "undoes_id", flat=True
        )
    )
    for place, payment_id in enumerate(payment_ids):
        if payment_id not in found:
            raise NotFound
        if payment_id in undone or payment_id in payment_ids[:place]:
            raise InvoiceRefused(_("This payment is undone already."), place=place)
    payments = [found[payment_id] for payment_id in payment_ids]
    parts: dict[UUID, dict[UUID, int]] = {payment.id: {} for payment in payments}
    rows = Allocation.objects.filter(association_id=association_id, payment_id__in=payment_ids)
    for payment_id, invoice_id, minor in rows.values_list("payment_id", "invoice_id", "amount_minor"):
        parts[payment_id][invoice_id] = -minor
    posted = reverse_entries(
        reversals=[
            Reversal(entry_id=payment.entry_id, on=on, text=_("Payment undone")) for payment in payments
        ],
        actor=actor,
        at=at,
    )
    write_payments(
        [
            WrittenPayment(
                id=row,
                paid_on=on,
                role=payment.role,
                party=payment.party_id,
                amount=-Money(payment.amount_minor, payment.currency),
                entry_id=entry.id,
                parts=parts[payment.id],
                undoes=payment.id,
            )
            for row, payment, entry in zip(new_ids(len(payments)), payments, posted, strict=True)
        ]
    )
    record(
        acts=[Act(action="billing.payments_undone", header={"payments": len(payments)})], actor=actor, at=at
    )
