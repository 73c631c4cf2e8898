"""What makes an action complete: all of it commits together, and broken promises show before it returns."""

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import DataError, connection, transaction
from django.utils.translation import gettext as _

from matrikel.kernel.errors import Refusal

P = ParamSpec("P")
R = TypeVar("R")
_inside: ContextVar[bool] = ContextVar("inside_action", default=False)


class ValueRefused(Refusal):
    """A value does not fit where it should be stored."""


def action(function: Callable[P, R]) -> Callable[P, R]:
    """
    Run a function in one transaction, which inner actions join.

    The outermost action ends with the check of deferred constraints, so that whoever called it can
    catch a broken one instead of meeting it at COMMIT. What no column can hold, such as a text that is far
    too long, is refused like anything else that cannot be done.
    """

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        if _inside.get():
            return function(*args, **kwargs)
        token = _inside.set(True)
        try:
            with transaction.atomic():
                result = function(*args, **kwargs)
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
                return result
        except (DataError, UnicodeEncodeError) as error:
            raise ValueRefused(
                _("Something is too long, or holds a character that cannot be stored.")
            ) from error
        finally:
            _inside.reset(token)

    return run
