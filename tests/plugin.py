"""Brings the tests a real PostgreSQL before Django reads its settings: the embedded one, or DATABASE_URL's."""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

if "DATABASE_URL" not in os.environ:
    from matrikel.embedded import server

    # Throw-away data: no fsync, and never the demo's server.
    info = server.ensure_running(
        Path(os.environ.get("MATRIKEL_TEST_HOME", ROOT / "var" / "test")), durable=False
    )
    os.environ["DATABASE_URL"] = info.runtime_url
    os.environ["DATABASE_OWNER_URL"] = info.owner_url
