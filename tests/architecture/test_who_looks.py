"""Whoever asks about persons says who looks: a query that finds them takes a viewer, or is told whom it is about."""

import ast
from pathlib import Path

from django.conf import settings

HOUSE = Path(settings.SOURCE) / "matrikel"
WHOM = frozenset(
    {
        "viewer",
        # Told whom it is about, by somebody who was let see them: one person, some, or what stands for them.
        *(
            "person_id",
            "person_ids",
            "subject",
            "relatives",
            "homes",
            "core",
            "memberships",
            "values",
            "where",
        ),
        # What `conditions_of` made of a viewer's question.
        *("asked", "way"),
        # A sign-in's own matters, or what the holder of a secret may read.
        *("account", "account_id", "account_ids", "session", "secret", "link"),
        # Addresses that somebody has before them already.
        *("addresses", "address_keys", "recipients"),
    }
)
ABOUT_NO_PERSON = {
    "people": {
        *("count_notes", "is_anybody_protected", "list_number_systems", "list_places_of_postcode"),
        *("list_tags", "next_member_number"),
    },
    "memberships": {"count_memberships_by_type", "list_membership_types"},
    "checks": {"get_check_kind", "list_check_kinds"},
    "relations": {"list_moves"},
    "fields": {
        *("count_values", "get_field", "list_built_in", "list_fields", "list_texts", "officers_use_of"),
        "text_for",
    },
    "privacy": {"keep_letters", "list_purposes", "on_consent"},
    # Lists that left already, as their makers and the log's readers see them: who is in one is asked with a viewer.
    "exports": {
        *(
            "content_of",
            "count_on_shared",
            "count_paused",
            "get_proof",
            "get_recipient",
            "get_shared",
            "list_proofs",
            "list_recipients",
        ),
        *("list_busy_lookers", "list_shared"),
    },
    # The lines of a file that somebody brought: whoever may bring in lists sees all of it (never a branch's right).
    "imports": {
        *("find_run_of_batch", "get_run", "get_undo_preview", "list_kept", "list_layouts", "list_preview"),
        "list_mendable",
        "list_mended",
        *("list_problem_rows", "list_problems", "list_runs", "page_of_runs", "write_problem_rows"),
    },
    "mail": {
        *("are_notices_due", "count_waiting_notices", "find_associations_of_letters", "get_letter_head"),
        *("is_demonstration", "list_associations_with_letters_due", "letters_leave", "list_box"),
        # Letters of a demonstration, whose people are all invented.
        "list_boxed",
    },
    # Who holds an office is asked of the office, not of the register.
    "access": {
        *("branch_places", "find_review", "get_role", "last_review_at", "list_holders", "list_offered_roles"),
        *("list_role_rows", "list_roles", "list_waiting_acts", "list_waiting_invitations", "role_codes"),
        *("describe_acts", "find_act", "list_agreed_acts", "list_settled_acts", "may_still_give"),
        *("span_of_terms", "still_waiting", "who_may", "who_may_agree"),
        # Acts of the installation and its hosts: no association's people.
        *("host_acts", "list_host_acts", "list_host_ids", "lapses_at", "loses_by", "open_ones"),
    },
    "groups": set(),
    # Words of statements, put together from a question that was asked for a viewer; they ask nothing themselves.
    "selections": {
        *("gathered", "in_common", "is_cut", "marked", "one_after_the_other", "stretches_of", "walked"),
    },
    "bulkedits": set(),
}


def test_a_query_that_finds_persons_is_told_who_looks() -> None:
    without: dict[str, set[str]] = {room: set() for room in ABOUT_NO_PERSON}
    for room in without:
        for path in [HOUSE / room / "queries.py", *(HOUSE / room / "queries").glob("*.py")]:
            for node in ast.parse(path.read_text(encoding="utf-8")).body if path.exists() else ():
                if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                    told = {argument.arg for argument in (*node.args.args, *node.args.kwonlyargs)}
                    if not told & WHOM:
                        without[room].add(node.name)
    unknown = {room: names - ABOUT_NO_PERSON[room] for room, names in without.items()}
    assert {room: names for room, names in unknown.items() if names} == {}
