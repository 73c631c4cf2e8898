"""
Gives the invented people of an association what the rooms know of people beside themselves.

Branches, homes, guardians, payers, groups, checks, officers, tags, own fields and a frozen selection, in shares as a
large club or a federation has them, written past all actions: only their numbers matter here, and they should come
quickly.
"""

from __future__ import annotations

from uuid import UUID

from bench.place import say, superuser

MARK = "bench-dressed"

# `b` numbers the people; a share is a remainder of that number, so that every run gives the same to the same.
STATEMENTS = (
    "CREATE TEMPORARY TABLE b AS SELECT p.id, row_number() OVER (ORDER BY p.id) AS n, p.birth_date, p.protection,"
    " p.is_deceased FROM people_person p WHERE p.association_id = %(a)s",
    "CREATE INDEX ON b (n)",
    "ANALYZE b",
    "INSERT INTO organisations_unit (association_id, name, sort_key)"
    " SELECT %(a)s, 'Krets ' || i, 'krets ' || lpad(i::text, 3, '0') FROM generate_series(1, 60) i",
    "CREATE TEMPORARY TABLE u AS SELECT id, row_number() OVER (ORDER BY sort_key) - 1 AS i FROM organisations_unit"
    " WHERE association_id = %(a)s",
    # A fifth belong to a branch; the last branch has a handful only.
    "UPDATE people_person p SET unit_id = u.id FROM b JOIN u ON u.i = CASE WHEN b.n %% 40000 = 5 THEN 59"
    " ELSE b.n / 5 %% 59 END WHERE p.id = b.id AND b.n %% 5 = 0 AND b.protection = 'NONE'",
    "UPDATE people_person p SET kind = 'LEGAL', birth_date = NULL, birth_year = NULL, gender = '', is_deceased = false,"
    " deceased_on = NULL, given_name = '' FROM b WHERE p.id = b.id AND b.n %% 16 = 7 AND b.birth_date IS NULL"
    # A protected person's birth date is sealed, not missing.
    " AND b.protection = 'NONE'",
    # Three of ten live together in threes; one home in ten is over, and some children have two.
    "CREATE TEMPORARY TABLE h AS SELECT app.uuid7() AS id, n / 10 AS i FROM b WHERE n %% 10 = 0",
    "INSERT INTO relations_household (id, association_id, name, sort_key, care_of, street, postcode, place, country,"
    " version, created_at, changed_at) SELECT id, %(a)s, '', '', '', '', '', '', '', 1, now(), now() FROM h",
    "INSERT INTO relations_householdmember (association_id, household_id, person_id, during, is_primary)"
    " SELECT %(a)s, h.id, b.id, daterange('2015-03-01', CASE WHEN h.i %% 10 = 0 THEN date '2023-06-01' END), true"
    " FROM b JOIN h ON h.i = b.n / 10 WHERE b.n %% 10 < 3",
    "INSERT INTO relations_householdmember (association_id, household_id, person_id, during, is_primary)"
    " SELECT %(a)s, h.id, b.id, daterange('2019-01-01', NULL), false FROM b JOIN h ON h.i = b.n / 10 - 1"
    " WHERE b.n %% 10 = 0 AND b.n / 10 %% 20 = 1",
    # Nine children of ten have somebody who answers for them.
    "INSERT INTO relations_guardian (association_id, person_id, guardian_id, kind, during)"
    " SELECT %(a)s, c.id, g.id, 'PARENT', daterange('2012-01-01', NULL) FROM b c JOIN b g ON g.n = c.n + 1"
    " WHERE c.birth_date > date '2008-05-01' AND c.n %% 10 <> 3 AND g.protection = 'NONE'",
    "INSERT INTO relations_payer (association_id, person_id, payer_id, during)"
    " SELECT %(a)s, c.id, g.id, daterange('2012-01-01', CASE WHEN c.n %% 200 = 50 THEN date '2020-01-01' END)"
    " FROM b c JOIN b g ON g.n = c.n - 1 WHERE c.n %% 50 = 0",
    # Groups that have been and groups that are: most participations of twenty years are over.
    "INSERT INTO groups_group (association_id, name, name_key, kind, season, sort_key, version, ends_on)"
    " SELECT %(a)s, 'Lag ' || i, 'lag ' || i, 'TEAM', '', 'lag ' || lpad(i::text, 5, '0'), 1,"
    " CASE WHEN i %% 4 > 0 THEN date '2022-06-01' END FROM generate_series(1, (SELECT count(*) / 400 FROM b)) i",
    "CREATE TEMPORARY TABLE g AS SELECT id, row_number() OVER (ORDER BY sort_key) - 1 AS i, ends_on"
    " FROM groups_group WHERE association_id = %(a)s",
    "INSERT INTO groups_participation (association_id, person_id, group_id, part, during)"
    " SELECT %(a)s, b.id, g.id, CASE WHEN b.n %% 35 = 0 THEN 'LEADER' WHEN b.n %% 3 = 0 THEN 'PLAYER'"
    " ELSE 'PARTICIPANT' END, daterange('2018-08-01', g.ends_on)"
    " FROM b JOIN g ON g.i = b.n / 5 %% (SELECT count(*) FROM g) WHERE b.n %% 5 < 2",
    "INSERT INTO checks_checkkind (association_id, name, name_key, nature, validity_months, from_age, minor_age,"
    " needed_for_parts, needed_for_roles, only_with_minors, is_asked, version) VALUES"
    " (%(a)s, 'Utdrag', 'utdrag', 'POLICE', 36, 15, 18, '{LEADER}', '{}', true, true, 1)",
    "INSERT INTO checks_check (association_id, person_id, kind_id, seen_on, seen_by_name, valid_until, noted_at)"
    " SELECT %(a)s, w.person_id, k.id, date '2023-06-01' + (random() * 900)::int, '',"
    " date '2026-04-01' + (random() * 900)::int, now() FROM groups_participation w, checks_checkkind k"
    " WHERE w.association_id = %(a)s AND w.part = 'LEADER' AND k.association_id = %(a)s AND random() < 0.7",
    # A board, one for each branch, and most terms of twenty years are over.
    "INSERT INTO access_account (id, password, email, display_name, is_active, created_at, auth_epoch, language)"
    " SELECT app.uuid7(), '', %(a)s || '@example.se', '', false, now(), 0, ''",
    "INSERT INTO access_term (association_id, account_id, person_id, role_id, unit_id, during, decided_by)"
    " SELECT %(a)s, k.id, b.id, r.id, u.id, daterange('2018-03-01', CASE WHEN b.n %% 4 > 0 THEN date '2022-03-01' END),"
    " '' FROM b JOIN access_role r ON r.association_id = %(a)s AND r.code = (ARRAY['chair', 'treasurer', 'board_member',"
    " 'auditor'])[1 + b.n / 250 %% 4] LEFT JOIN u ON u.i = b.n / 1000 %% 60 AND b.n %% 3 > 0, access_account k"
    " WHERE k.email = %(a)s || '@example.se' AND b.n %% 250 < 5",
    "INSERT INTO people_tag (association_id, name, name_key) SELECT %(a)s, n, n FROM unnest("
    "ARRAY['half', 'tenth', 'hundredth', 'rare', 'nobody']) n",
    "INSERT INTO people_persontag (association_id, person_id, tag_id) SELECT %(a)s, b.id, t.id FROM people_tag t"
    " JOIN b ON CASE t.name WHEN 'half' THEN b.n %% 2 = 0 WHEN 'tenth' THEN b.n %% 10 = 4"
    " WHEN 'hundredth' THEN b.n %% 100 = 8 WHEN 'rare' THEN b.n %% 20000 = 9 ELSE false END"
    " WHERE t.association_id = %(a)s",
    "INSERT INTO fields_field (association_id, code, kind, labels, helps, purpose, level, keep, for_whom, type_ids,"
    " officers, member, joining, tells_where, shape, decimals, position, version) SELECT %(a)s, lower(k), k,"
    """ '{"sv": "Fält"}', '{}', 'membership', 'PERSONAL', 'MEMBERSHIP', 'EVERYBODY', '{}',"""
    " 'EDIT', 'NONE', 'NONE', false, '', 0, 1, 1 FROM unnest(ARRAY['YES_NO', 'NUMBER', 'DATE', 'TEXT']) k",
    "INSERT INTO fields_fieldvalue (association_id, person_id, field_id, part, text, key, number, day, source,"
    " written_on) SELECT %(a)s, b.id, f.id, 0, v.text, v.text, CASE f.kind WHEN 'NUMBER' THEN b.n %% 1000 END,"
    " CASE f.kind WHEN 'DATE' THEN date '2016-01-01' + (b.n %% 3650)::int END, 'MEMBER', date '2024-01-01'"
    " FROM fields_field f JOIN b ON CASE f.kind WHEN 'YES_NO' THEN b.n %% 5 < 3 WHEN 'NUMBER' THEN b.n %% 10 = 1"
    " WHEN 'DATE' THEN b.n %% 10 = 2 ELSE b.n %% 4 = 0 END, LATERAL (SELECT CASE f.kind"
    " WHEN 'YES_NO' THEN CASE WHEN b.n %% 7 = 0 THEN 'no' ELSE 'yes' END WHEN 'NUMBER' THEN (b.n %% 1000)::text"
    " WHEN 'DATE' THEN (date '2016-01-01' + (b.n %% 3650)::int)::text ELSE 'text ' || b.n %% 500 END AS text) v"
    " WHERE f.association_id = %(a)s",
    "INSERT INTO selections_segment (association_id, owner, name, name_key, question, is_shared, is_frozen, frozen_at,"
    " version, created_at) VALUES (%(a)s, %(a)s, 'frozen', 'frozen', '{}', true, true, now(), 1, now())",
    "INSERT INTO selections_segmentperson (association_id, person_id, segment_id) SELECT %(a)s, b.id, s.id"
    " FROM b, selections_segment s WHERE s.association_id = %(a)s AND b.n %% 25 = 3",
    f"INSERT INTO people_tag (association_id, name, name_key) VALUES (%(a)s, '{MARK}', '{MARK}')",
    "DROP TABLE b, u, h, g",
)


def dress(association_id: UUID) -> None:
    """Give the people of an association everything else, once."""
    values = {"a": association_id}
    with superuser() as cursor:
        cursor.execute(
            "SELECT 1 FROM people_tag WHERE association_id = %(a)s AND name = %(mark)s",
            {**values, "mark": MARK},
        )
        if cursor.fetchone() is not None:
            return
        say("Giving them homes, groups, checks, tags and fields …")
        # All or nothing: an interrupted dressing begins anew.
        with cursor.connection.transaction():
            for statement in STATEMENTS:
                cursor.execute(statement, values)
        cursor.execute("VACUUM ANALYZE")
