"""What readers' pages of the starter guide weigh: bytes, queries, requests, scripts, cookies and what axe finds.

All pages are weighed; the table names the heaviest of each kind, and the browser looks at that one. Without Chromium
its columns stay empty. Makes a site of its own in a temporary folder; exits 1 where a page is beyond its limits.
"""

from __future__ import annotations

import gzip
import os
import re
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

MOST_BYTES, MOST_QUERIES, MOST_REQUESTS = 30 * 1024, 6, 4
NOWHERE = "/no-such-page/"
SCHEMES = ("light", "dark")
HEAD = f"{'kind':<22}{'pages':>6}{'HTML':>7}{'+ CSS':>7}{'SQL':>5}{'asked':>7}{'scripts':>9}{'cookies':>9}{'axe':>9}  heaviest"


@dataclass(kw_only=True)
class Weighed:
    path: str
    html: int
    queries: int
    pages: int = 1
    requests: int | None = None
    scripts: int | None = None
    cookies: int | None = None
    violations: dict[str, int] = field(default_factory=dict)

    def beyond(self, css: int) -> bool:
        counts = (self.scripts or 0, self.cookies or 0, *self.violations.values())
        too_much = (self.html + css > MOST_BYTES, self.queries > MOST_QUERIES, (self.requests or 0) > MOST_REQUESTS)
        return any((*counts, *too_much))


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        # The settings of the tests read this when they are imported, and take the checkout's own database without it.
        os.environ["TEST_DATABASE_URL"] = f"sqlite:///{name}/site.sqlite3"
        from tests.server_process import environment, manage, running_server

        variables = environment(Path(name))
        for command in (("migrate", "--verbosity=0"), ("load_guide",), ("collectstatic", "--noinput", "--verbosity=0")):
            done = manage(*command, variables=variables)
            if done.returncode:
                raise SystemExit(f"{' '.join(command)} failed: {done.stderr or done.stdout}")
        os.environ.update(variables)
        import django

        django.setup()
        from django.conf import settings

        assert str(settings.DATABASES["default"]["NAME"]).startswith(name), "Only a site of its own is weighed."
        css = len(gzip.compress((ROOT / "static/css/site.css").read_bytes(), mtime=0))
        found = heaviest_of_each_kind()
        with running_server(variables) as port:
            look_at(found, site=f"http://127.0.0.1:{port}")
    print(HEAD)
    for kind, page in sorted(found.items()):
        print(line(kind, page, css))
    print(f"HTML and style sheet (+ CSS: {kb(css)} more) in KB, compressed; SQL: most queries of a page of the kind.")
    return any(page.beyond(css) for page in found.values())


def heaviest_of_each_kind() -> dict[str, Weighed]:
    found: dict[str, Weighed] = {}
    for kind, path in addresses():
        page = weigh(path)
        before = found.get(kind)
        if before is not None:
            page.pages = before.pages + 1
            most = max(page.queries, before.queries)
            page.path, page.html = max((page.path, page.html), (before.path, before.html), key=lambda pair: pair[1])
            page.queries = most
        found[kind] = page
    return found


def addresses() -> Iterator[tuple[str, str]]:
    from publishing.models import Edition
    from publishing.workflow import withdraw

    gone = Edition.objects.filter(kind="food", live_until=None).select_related("item", "published_by").first()
    if gone is not None:
        withdraw(gone.item, by=gone.published_by, reason="To see the page that says so.")
        yield "gone (410)", gone.path
    yield "not found (404)", NOWHERE
    yield "start", "/"
    for hub in ("articles", "nutrients", "symptoms", "foods", "faq", "references"):
        yield f"list of {hub}", f"/{hub}/"
    for kind, path in Edition.objects.filter(live_until=None).values_list("kind", "path").order_by("kind", "path"):
        if path and "#" not in path:
            yield kind, path


def weigh(path: str) -> Weighed:
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as queries:
        answer = Client().get(path)
    # SQLite is told in a statement of its own where a snapshot begins and ends.
    asked = [query["sql"] for query in queries if query["sql"].startswith("SELECT")]
    return Weighed(path=path, html=len(gzip.compress(answer.content, mtime=0)), queries=len(asked))


def look_at(found: dict[str, Weighed], *, site: str) -> None:
    from tests.browser.conftest import ARGUMENTS, CHROMIUM

    if CHROMIUM is None:
        print("Left out: Chromium is not on this machine.")
        return
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for page in found.values():
            look_at_one(page, browser.new_context(base_url=site))
        browser.close()


def look_at_one(weighed: Weighed, context: Any) -> None:
    from axe_playwright_python.sync_playwright import Axe

    asked: list[str] = []
    page = context.new_page()
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(weighed.path, wait_until="networkidle")
    weighed.requests, weighed.cookies = len(asked), len(context.cookies())
    weighed.scripts = len(re.findall("<script", answer.text()))
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        weighed.violations[scheme] = len(Axe().run(page).response["violations"])
    context.close()


def line(kind: str, page: Weighed, css: int) -> str:
    axe = " / ".join(str(page.violations[scheme]) for scheme in SCHEMES) if page.violations else "-"
    counts = [str(count) if count is not None else "-" for count in (page.requests, page.scripts, page.cookies)]
    return (
        f"{kind:<22}{page.pages:>6}{kb(page.html):>7}{kb(page.html + css):>7}{page.queries:>5}"
        f"{counts[0]:>7}{counts[1]:>9}{counts[2]:>9}{axe:>9}  {page.path}"
    )


def kb(size: int) -> str:
    return f"{size / 1024:.1f}"


if __name__ == "__main__":
    sys.exit(main())
