"""Two editors save one article in turns, blocks and rows included, as two open forms would: what was saved must all be there.

Each save is a real POST of the admin's own form by one of two sessions, started from what that session saw last. A save that
was not based on the present version is refused and sent again on the fresh form; nothing may vanish without a word.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

SAVES = int(os.environ.get("BENCH_SAVES", "200"))


def main() -> int:
    import django
    from django.conf import settings
    from django.test.utils import get_runner, setup_test_environment

    django.setup()
    setup_test_environment()

    from tests.interleaved_saves import interleave
    from tests.settings import FOLDER

    FOLDER.mkdir(parents=True, exist_ok=True)
    runner: Any = get_runner(settings)(interactive=False, verbosity=0)
    old = runner.setup_databases()
    try:
        told = interleave(saves=SAVES, dice=random.Random(7))
    finally:
        runner.teardown_databases(old)
        shutil.rmtree(FOLDER, ignore_errors=True)
    print(told)
    return bool(told.lost)


if __name__ == "__main__":
    sys.exit(main())
