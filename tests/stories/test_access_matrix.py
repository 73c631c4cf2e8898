"""What docs/access-matrix.md says is what pages do: every role, of the whole and of a branch, at every address."""

from itertools import product
from uuid import UUID

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from matrikel.access.actions.grant_terms import NewTerm, grant_terms
from matrikel.access.models import Account
from matrikel.access.rules import STARTING_ROLES
from matrikel.kernel.ids import new_id
from scripts.access_matrix import DOCUMENT, document, opens, pages
from tests.conftest import ACTOR, AT, TODAY
from tests.factories.addresses import Address, addresses_of_associations
from tests.factories.offices import Furniture, furnish

pytestmark = pytest.mark.long

RIGHTS = {page.name: page.right for page in pages()}


@pytest.fixture
def furniture(association: UUID) -> Furniture:
    """Fill the association with everything that an address can name."""
    return furnish()


def browser_of(role: str, *, unit_id: UUID | None = None, person_id: UUID | None = None) -> Client:
    """Return a browser in which somebody with a role is signed in."""
    email = f"{role}-{'branch' if unit_id else 'whole'}@example.se"
    term = NewTerm(email=email, role=role, starts_on=TODAY, unit_id=unit_id, person_id=person_id)
    (account_id,) = grant_terms(terms=[term], actor=ACTOR, at=AT)
    browser = Client(raise_request_exception=False)
    browser.force_login(Account.objects.get(id=account_id))
    return browser


def answer(browser: Client, method: str, path: str) -> str:
    """Return what the door said; whatever an open page would have changed is taken back."""
    with transaction.atomic():
        response: HttpResponse = getattr(browser, method)(path)
        transaction.set_rollback(True)
    request = response.wsgi_request  # type: ignore[attr-defined]
    if response.status_code == 405:
        return "no such method"
    if hasattr(request, "viewer"):
        return "opens"
    if response.status_code == 302 and "/sign-in/" in response.headers["Location"]:
        return "sign-in"
    return {403: "refused", 404: "absent"}.get(response.status_code, str(response.status_code))


def first_path(address: Address, furniture: Furniture) -> str:
    """Return the address with the first id of each kind."""
    ids = {name: str(furniture.ids.get(name, [new_id()])[0]) for name in address.takes}
    return reverse(f"{address.namespace}:{address.name}", kwargs={"association": "klubben", **ids})


def test_the_page_of_the_matrix_is_written_anew_when_pages_or_roles_change() -> None:
    assert DOCUMENT.read_text(encoding="utf-8") == document(), "run `make access_matrix`"


def test_every_page_does_what_the_matrix_says(furniture: Furniture) -> None:
    wrong = {}
    # Roles that give the same are the same to a door; their names differ on the page only.
    different = {frozenset(rights): role for role, rights in STARTING_ROLES.items()}
    for role, in_branch in product(different.values(), (False, True)):
        unit_id = furniture.ids["unit_id"][0] if in_branch else None
        browser = browser_of(role, unit_id=unit_id, person_id=furniture.ids["person_id"][0])
        tried: set[str] = set()
        for address in addresses_of_associations():
            right = RIGHTS[f"{address.namespace}:{address.name}"]
            is_open = opens(role, right, in_branch=in_branch)
            # One page of a right shows that its door opens to the role, and all of them show where it is shut. To
            # whoever may do everything, every page is opened.
            if is_open and right in tried and (role != "secretary" or in_branch):
                continue
            path = first_path(address, furniture)
            for method in ("get", "post"):
                found = answer(browser, method, path)
                if found == "opens":
                    tried.add(right)
                if found not in ("no such method", "opens" if is_open else "refused"):
                    wrong[f"{role} {'in a branch ' if in_branch else ''}{method} {path}"] = found
    assert wrong == {}


def test_strangers_find_nothing_and_whoever_is_not_signed_in_is_asked_to(
    furniture: Furniture, intruder: Client
) -> None:
    nobody = Client(raise_request_exception=False)
    intruder.raise_request_exception = False
    wrong = {}
    for address in addresses_of_associations():
        path = first_path(address, furniture)
        for method in ("get", "post"):
            found = (answer(nobody, method, path), answer(intruder, method, path))
            if found not in (("sign-in", "absent"), ("no such method", "no such method")):
                wrong[f"{method} {path}"] = found
    assert wrong == {}
