"""Makes a checkout into a site on this computer, step by step; each step looks first and refuses to repeat what is done."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

from publishing.accounts import NOBODY, record_rights

STATIC_FOLDERS = ("static", "publishing/static", "references/static", "nutrients/static", "articles/static")


def collect_static_files_if_changed(*, stamp: Path) -> bool:
    """Collecting takes seconds even when nothing changed, so what was collected last is remembered in `stamp`."""
    sources = [settings.BASE_DIR / name for name in ("requirements.txt", *STATIC_FOLDERS)]
    fingerprint = fingerprint_of(sources)
    if stamp.exists() and stamp.read_text() == fingerprint and Path(settings.STATIC_ROOT).is_dir():
        return False
    # Without clear, Django keeps a collected file that is not older than its source, whatever it holds.
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(fingerprint)
    return True


def fingerprint_of(sources: Iterable[Path]) -> str:
    """Changes when a file below the sources is added, removed, renamed or edited."""
    digest = hashlib.sha256()
    for source in sources:
        files = sorted(path for path in source.rglob("*") if path.is_file()) if source.is_dir() else [source]
        for file in files:
            if file.exists():
                content = hashlib.sha256(file.read_bytes()).hexdigest()
                digest.update(f"{file}\0{content}\n".encode())
    return digest.hexdigest()


def create_first_administrator() -> str | None:
    """The random password of the new account "admin", or None when somebody can log in already."""
    users = get_user_model()._default_manager
    # The starter guide's own account is there already, but nobody can log in with it.
    if users.filter(is_active=True).exists():
        return None
    password = secrets.token_urlsafe(12)
    account = users.create_superuser(username="admin", email="", password=password)
    record_rights(account, before=NOBODY, by=None)
    return password
