# What each command does is one line here; how it does it stands in manage.py commands, scripts/ and tests/run.py.
# PORT=9000 make run and make run PORT=9000 are the same: make passes both on to the environment.
.PHONY: run serve test test-next check bench audit install install-dev
.DEFAULT_GOAL := run

PY := .venv/bin/python

# A made-up production site, to see that its settings pass every deployment check.
PRODUCTION := env SECRET_KEY=made-up-for-make-check-0123456789-abcdefghijklmnopqrstuvwxyz \
  SITE_URL=https://guide.example.org DATABASE_URL=postgres://guide:made-up@127.0.0.1:5432/guide \
  PUBLISHER_NAME="Example Publisher" CONTACT_EMAIL=editors@example.org DEBUG=off ALLOWED_HOSTS= TRUSTED_PROXY=127.0.0.1

# Nobody's .env and nobody's database.
TESTING := env DJANGO_SETTINGS_MODULE=tests.settings TEST_DATABASE_URL=sqlite:///:memory:

run: install
	@scripts/write-env
	@exec $(PY) manage.py run_local_site

serve: install
	@exec $(PY) manage.py serve

test: install-dev
	@exec $(PY) tests/run.py

test-next:
	@exec scripts/test-next

check: install-dev
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy .
	$(TESTING) $(PY) manage.py check_templates
	$(TESTING) $(PY) manage.py makemigrations --check --dry-run
	$(PRODUCTION) $(PY) manage.py check --deploy --fail-level WARNING

bench: install-dev
	@set -e; for file in benchmarks/[a-z]*.py; do \
	  if [ -e "$$file" ]; then echo "== $$file"; PYTHONPATH=. $(PY) "$$file"; else echo "There are no benchmarks yet."; fi; \
	done

audit: install
	@scripts/audit

install:
	@scripts/install requirements.txt

install-dev:
	@scripts/install requirements-dev.txt
