"""Finding somebody by the national identity number: exact, by few, and on record."""

import pytest
from django.test import Client

from matrikel.audit.models import Entry, Subject
from matrikel.people.models import Person
from matrikel.people.rules.records import NewIdentityNumber
from tests.conftest import sign_in
from tests.factories.people import a_person, register

PAGE = "/klubben/people/by-number/"


@pytest.fixture
def anna(association):
    person = a_person("Anna", "Ek")
    number = NewIdentityNumber(country="SE", kind="PERSONNUMMER", normalised="189001019802")
    (person_id,) = register(type(person)(core=person.core, identity_number=number))
    return person_id


def test_somebody_is_found_by_the_whole_number_and_can_see_the_search(secretary, anna):
    answer = secretary.post(PAGE, {"number": "18900101-9802"})
    assert answer["Location"] == f"/klubben/people/{anna}/"
    entry = Entry.objects.get(action="people.number_searched")
    subject = Person.objects.get(id=anna).audit_subject
    assert list(Subject.objects.filter(entry=entry).values_list("subject", flat=True)) == [subject]
    assert "9802" not in str(entry.header)
    assert "searched by the identity number" in secretary.get(answer["Location"]).content.decode()


def test_who_is_not_there_is_not_found_and_the_search_is_written_down_all_the_same(secretary, anna):
    assert list(secretary.post(PAGE, {"number": "18900118-9803"}).context["form"].errors) == ["number"]
    assert Entry.objects.get(action="people.number_searched").header["persons"] == 0
    assert list(secretary.post(PAGE, {"number": "nonsense"}).context["form"].errors) == ["number"]


def test_only_whoever_may_see_numbers_searches_by_them(association, anna):
    treasurer = sign_in(Client(), association, role="treasurer")
    assert treasurer.post(PAGE, {"number": "18900101-9802"}).status_code == 403


def test_where_no_number_may_be_kept_there_is_no_such_page(neighbour):
    from matrikel.kernel.scope import association_scope
    from tests.conftest import make_association

    dutch = make_association("vereniging", country="NL")
    with association_scope(dutch):
        browser = sign_in(Client(), dutch)
    assert browser.get("/vereniging/people/by-number/").status_code == 404
