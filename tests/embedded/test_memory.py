"""The PostgreSQL that comes along takes memory by what the machine, or its container, has."""

import psycopg
import pytest

from matrikel.embedded import server
from matrikel.embedded.memory import find_memory, memory_settings

MB, GB = 1024**2, 1024**3


@pytest.mark.parametrize(
    ("memory", "settings"),
    [
        (0, ["shared_buffers = '192MB'", "effective_cache_size = '512MB'", "maintenance_work_mem = '128MB'"]),
        (
            GB,
            ["shared_buffers = '192MB'", "effective_cache_size = '512MB'", "maintenance_work_mem = '128MB'"],
        ),
        (
            8 * GB,
            [
                "shared_buffers = '1024MB'",
                "effective_cache_size = '4096MB'",
                "maintenance_work_mem = '256MB'",
            ],
        ),
        (
            512 * GB,
            [
                "shared_buffers = '2048MB'",
                "effective_cache_size = '65536MB'",
                "maintenance_work_mem = '512MB'",
            ],
        ),
    ],
)
def test_the_server_takes_its_part_of_the_memory_within_bounds(memory, settings):
    assert memory_settings(memory).splitlines() == settings


def test_a_container_counts_for_what_it_is_allowed(tmp_path):
    limit, without = tmp_path / "limit", tmp_path / "without"
    limit.write_text("104857600\n")
    without.write_text("max\n")

    assert find_memory((tmp_path / "missing", without, limit)) == 104857600
    assert find_memory((without,)) == find_memory(())
    assert find_memory(()) > 104857600


def test_postgresql_takes_the_settings_of_a_server_that_lasts(tmp_path):
    home = tmp_path / "home"
    try:
        with psycopg.connect(server.ensure_running(home).runtime_url) as connection:
            taken = connection.execute(
                "SELECT pg_size_bytes(current_setting('shared_buffers')), current_setting('fsync')"
            ).fetchone()
    finally:
        server.remove(home)

    assert taken == (min(max(192, find_memory() // 8 // MB), 2048) * MB, "on")
