"""The key by which tables of an association refer to one another, and who does without."""

from django.db import connection
from django.test import TestCase

WITHOUT_KEY = """
SELECT c.relname::text FROM pg_class c
JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'association_id' AND NOT a.attisdropped
WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  AND EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = c.oid)
  AND NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'u'
    AND k.conname = c.relname || '_association_id_uniq')
  AND EXISTS (SELECT FROM pg_constraint k WHERE k.conrelid = c.oid AND k.contype = 'p' AND k.conkey = ARRAY[
    (SELECT i.attnum FROM pg_attribute i WHERE i.attrelid = c.oid AND i.attname = 'id')])
"""


class TestReferenceKeys(TestCase):
    def test_what_comes_by_the_million_and_is_referred_to_by_nothing_stands_in_no_index_for_it(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(WITHOUT_KEY)
            found = {name for (name,) in cursor.fetchall()}
        assert found == {
            "audit_subject",
            "memberships_joining",
            "memberships_membership",
            "people_contactpoint",
            "people_externalnumber",
            "people_identitynumber",
            "people_lack",
            "people_persontag",
        }
