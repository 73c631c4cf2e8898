"""Who runs the installation, whom they invited, and the narrow function that lists its associations to them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import matrikel.kernel.ids

SQL = """
GRANT SELECT (country, created_at, set_up_at) ON organisations_association TO matrikel_search;
GRANT SELECT (account_id) ON access_operator TO matrikel_search;

-- Names and rough sizes and nothing of anybody: people are counted to ten thousand, and an association's share of
-- the storage is its share of the people.
CREATE FUNCTION app.associations_of_installation(account uuid, needle text, after text, most integer)
RETURNS TABLE (association uuid, slug text, name text, country text, created_at timestamptz, set_up_at timestamptz,
  people bigint, bytes bigint) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
  WITH storage AS (
    SELECT sum(pg_total_relation_size(c.oid))::float8 AS bytes,
      (SELECT greatest(p.reltuples, 1)::float8 FROM pg_class p WHERE p.oid = 'public.people_person'::regclass) AS people
    FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
  ), page AS (
    SELECT a.id, h.slug::text AS slug, a.name::text AS name, a.country::text AS country, a.created_at, a.set_up_at
    FROM organisations_host h JOIN organisations_association a ON a.id = h.leads_to
    WHERE EXISTS (SELECT FROM access_operator o WHERE o.account_id = account)
      AND h.slug > after
      AND (needle = '' OR strpos(lower(a.name), lower(needle)) > 0 OR strpos(h.slug, lower(needle)) > 0)
    ORDER BY h.slug LIMIT most
  )
  SELECT page.id, page.slug, page.name, page.country, page.created_at, page.set_up_at, counted.people,
    (storage.bytes * least(1, counted.people / greatest(storage.people, counted.people, 1)))::bigint
  FROM page, storage, LATERAL (
    SELECT count(*) AS people FROM (
      SELECT FROM people_person p WHERE p.association_id = page.id LIMIT 10001) AS few) AS counted
  ORDER BY page.slug
$$;
REVOKE ALL ON FUNCTION app.associations_of_installation(uuid, text, text, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION app.associations_of_installation(uuid, text, text, integer) TO matrikel_runtime;
ALTER FUNCTION app.associations_of_installation(uuid, text, text, integer) OWNER TO matrikel_search;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0003_looks_stay_in_the_browser"),
        ("organisations", "0003_what_an_association_chooses"),
        ("people", "0002_search"),
    ]

    operations = [
        migrations.CreateModel(
            name="Operator",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("granted_at", models.DateTimeField()),
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=matrikel.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("email", models.CharField(db_collation="C", max_length=320)),
                ("language", models.CharField(max_length=8)),
                ("country", models.CharField(db_collation="C", max_length=2)),
                ("secret_hash", models.BinaryField(unique=True)),
                ("invited_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("became", models.UUIDField(null=True)),
            ],
        ),
        migrations.RunSQL(SQL, "DROP FUNCTION app.associations_of_installation(uuid, text, text, integer)"),
    ]
