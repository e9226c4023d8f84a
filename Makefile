# `make run` and `make test` need Python 3.11, make and the package registries, nothing else.

PYTHON ?= python3.11
PORT ?= 8000
ARGS ?=
PY := .venv/bin/python
DEV := $(PY) -m portal.dev
# uv reads no pip configuration; a private certificate authority is the system's matter.
export UV_SYSTEM_CERTS ?= 1
CHECKS := check-format check-lint check-templates check-types check-layers check-messages check-system
PIP_OPTIONS := --quiet --disable-pip-version-check --require-hashes

.DEFAULT_GOAL := help

.PHONY: help run test test-system bench check $(CHECKS) format messages locks clean
help:
	@echo 'make run          the portal on 127.0.0.1 (another port: make run PORT=8001)'
	@echo 'make test         all tests (some of them: make test ARGS="-k outbox")'
	@echo 'make test-system  the same on the servers that DATABASE_URL and REDIS_URL name'
	@echo 'make bench        figures: the portal beside a bare Django, and what single parts cost'
	@echo 'make check        format, lint, types, import contracts, messages, migrations (all: make -k check)'
	@echo 'make format       puts the format right, and what the linter can put right'
	@echo 'make messages     extracts the messages into locale/'
	@echo 'make locks        resolves requirements/*.in anew'
	@echo 'make clean        removes environment, database, caches'

.venv/bin/python:
	@command -v $(PYTHON) >/dev/null || { echo 'otinim: $(PYTHON) is missing: install Python 3.11, or say make PYTHON=/path/to/python'; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo 'otinim: $(PYTHON) is not Python 3.11'; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo 'otinim: this Python makes no environments: install the package python3.11-venv'; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; exit 1; }

# uv is quick; pip, which may know of an index that uv doesn't, is the second try.
define install
	@echo 'otinim: installing $(1) into .venv'
	@$(PY) -m pip install $(PIP_OPTIONS) -r requirements/boot.lock \
		&& $(PY) -m uv pip sync --quiet --no-config --require-hashes --python $(PY) $(1) \
		|| $(PY) -m pip install $(PIP_OPTIONS) -r $(1)
endef

# Two sets, because `make run` needs half of what the tests need; the larger one contains the smaller.
.venv/.local: requirements/local.lock | .venv/bin/python
	$(call install,$<)
	@rm -f .venv/.dev
	@touch $@

.venv/.dev: requirements/dev.lock | .venv/bin/python
	$(call install,$<)
	@touch .venv/.local $@

run: .venv/.local
	@$(DEV) run --port $(PORT)

test test-system: .venv/.dev
	@$(DEV) $@ -- $(ARGS)

bench: .venv/.dev
	@$(DEV) messages
	@$(DEV) exec --durable -- $(PY) -m tests.benchmarks $(ARGS)

# What production would be told, on top of the services' own addresses.
DEPLOYED := DEBUG=0 HSTS_SUBDOMAINS=1 MEDIA_ROOT=/var/lib/otinim/files SITE_URL=https://otinim.example ALLOWED_HOSTS=otinim.example \
	DEFAULT_FROM_EMAIL=no-reply@otinim.example SUPPORT_EMAIL=help@otinim.example

check: $(CHECKS)
$(CHECKS): .venv/.dev
$(CHECKS): export DEBUG = 1

check-format:
	$(PY) -m ruff format --check --output-format concise

check-lint:
	$(PY) -m ruff check --output-format concise

check-templates:
	$(PY) -m djlint --lint --quiet templates

check-types:
	$(PY) -m mypy

check-layers:
	$(PY) .venv/bin/lint-imports --no-cache --no-logo

check-messages:
	$(DEV) messages check

check-system:
	$(DEV) exec -- $(PY) manage.py makemigrations --check --dry-run
	$(DEV) exec -- env $(DEPLOYED) $(PY) manage.py check --deploy --database default --fail-level WARNING

format: .venv/.dev
	$(PY) -m ruff check --fix-only
	$(PY) -m ruff format

messages: .venv/.dev
	$(DEV) messages extract

locks: .venv/.dev
	@for name in boot runtime local dev; do \
		$(PY) -m uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes --no-header \
			--no-emit-index-url --no-emit-find-links requirements/$$name.in --output-file requirements/$$name.lock || exit 1; \
	done

clean:
	@test ! -x $(PY) || $(DEV) clean
	rm -rf .venv .otinim .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis test-results
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
	find locale -name '*.mo' -delete
