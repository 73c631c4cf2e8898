"""The abstract table that every association-owned table is made of, and the key that ties two of them."""

from typing import Any

from django.db import models
from django.db.models.functions import Cast
from django.utils.deconstruct import deconstructible

from matrikel.kernel.ids import new_id


class AssociationModel(models.Model):
    """A table whose every row belongs to exactly one association."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    association_id = models.UUIDField(editable=False)

    class Meta:
        abstract = True


def Within(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":  # noqa: N802
    """
    Return a foreign key to another table of the same association.

    The constraint in the database is composite, (association_id, id), and made by `IsolateTable`;
    Django is told to make none of its own, nor an index without the association in front.
    """
    return models.ForeignKey(to, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, **options)


def Outward(to: str, **options: Any) -> "models.ForeignKey[Any, Any]":  # noqa: N802
    """Return a foreign key from an association table to an installation table; `IsolateTable` makes its constraint."""
    return models.ForeignKey(to, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, **options)


@deconstructible
class Together(models.Func):
    """
    Ids as one expression, for a constraint that excludes overlaps.

    As columns of their own they would make the constraint's index look like one by each id. PostgreSQL prices it a
    whisker below the B-tree beside it, and then takes 0.1 ms to look a person up instead of 0.01, or 25 ms where the
    id comes second.
    """

    template = "(%(expressions)s)"
    arg_joiner = " || "
    output_field = models.TextField()

    def __init__(self, *names: str) -> None:
        super().__init__(*(Cast(name, models.TextField()) for name in names))


class Scattered(models.Func):
    """
    A number for ids that stand together, to come first in the index of a constraint that excludes overlaps.

    Texts that begin alike, as ids made one after the other do, lie over each other in such an index: the more rows
    there are, the more of it is looked through for each new one. Numbers do not, and the ids beside them still decide.
    """

    function = "hashtextextended"
    template = "%(function)s(%(expressions)s, 0)"
    output_field = models.BigIntegerField()

    def __init__(self, *names: str) -> None:
        super().__init__(Together(*names))


def keys_to(model: type[models.Model]) -> list[tuple[Any, Any]]:
    """Return every table of the house with a key to this one, and that key, whichever room made it."""
    relations: list[Any] = list(model._meta.get_fields(include_hidden=True))
    return [
        (found.related_model, found.field)
        for found in relations
        if found.auto_created and not found.concrete and (found.one_to_many or found.one_to_one)
    ]
