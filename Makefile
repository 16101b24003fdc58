# Every command of the project. Settings go before or behind the target: make run PORT=8123 (README.md lists them).
# Works with GNU make from 3.81 on, which is what macOS brings.

.DEFAULT_GOAL := help
SHELL := /bin/sh
MANAGE := .venv/bin/python manage.py
PYTHONS := $(PYTHON) python3 python3.14 python3.13 python3.12 python3.11
USABLE := import ensurepip, sqlite3, ssl, sys, venv; sys.exit(sys.version_info < (3, 11))

# $(call into_venv,FILE) finds a Python and leaves .venv with what FILE pins.
define into_venv
@for python in $(PYTHONS); do \
	if "$$python" -c '$(USABLE)' >/dev/null 2>&1; then exec "$$python" tools/bootstrap.py $(1); fi; \
done; \
echo "Python 3.11 or newer with its venv module is needed, and none was found." >&2; \
echo "Debian, Ubuntu: apt install python3 python3-venv.  Fedora: dnf install python3.  macOS: brew install python." >&2; \
echo "Or name one: make PYTHON=/path/to/python3 $(MAKECMDGOALS)" >&2; \
exit 1
endef

.PHONY: help
help: ## List the targets
	@echo "make <target> [SETTING=value ...]"
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{ printf "  %-14s %s\n", $$1, $$2 }'

.PHONY: packages packages-dev packages-tools
packages:
	$(call into_venv,requirements.txt)
packages-dev:
	$(call into_venv,requirements-dev.txt)
packages-tools: packages-dev
	$(call into_venv,requirements-tools.txt)

.PHONY: run
run: packages ## Do all that is needed, then serve the portal on http://127.0.0.1:8000/ (HOST, PORT)
	@exec env DEBUG=off $(MANAGE) serve

.PHONY: dev
dev: packages ## The same with DEBUG on and a server that restarts when a file changes
	@exec env DEBUG=on $(MANAGE) serve --reload

.PHONY: admin
# USERNAME counts only where it is given to make: many desktops have one in their environment.
admin: packages ## Create an account for the admin: USERNAME=name, ROLE=editor or superuser; asks for the password
	@$(MANAGE) prepare && $(MANAGE) create_account $(if $(findstring command,$(origin USERNAME)),--username "$(USERNAME)") $(if $(ROLE),--role "$(ROLE)")

TESTS = .venv/bin/python -m pytest -p tests.no_skips

.PHONY: test
test: packages-dev ## Run the tests; says at the end what it left out (ARGS="-k treaty" chooses some)
	@$(TESTS) -p tests.thorough $(ARGS)

.PHONY: test-thorough
test-thorough: packages-dev ## The same with the thorough ones: every combination of large suites (ARGS, too)
	@$(TESTS) $(ARGS)

.PHONY: checker
checker: packages-tools ## Install the Nu HTML checker, which the tests use where there is also Java
	@.venv/bin/python -m tools.node checker

.PHONY: lighthouse
lighthouse: packages-tools ## Measure fourteen pages with Lighthouse as a phone sees them; needs Chromium
	@.venv/bin/python -m tools.measure_pages

.PHONY: bench
# The benchmark keeps its databases in .bench, or in a folder of BENCH_DIR=, for the next run.
bench: packages-dev ## Measure the portal beside Datasette and nginx; FULL=1 to a million rows, BENCH_DIR=folder
	@.venv/bin/python -m bench $(if $(FULL),--full) $(if $(BENCH_DIR),--folder "$(BENCH_DIR)") $(ARGS)

.PHONY: bench-cluster
bench-cluster: packages-dev ## Measure several machines, all on this one: a primary, a replica, two instances, nginx
	@.venv/bin/python -m bench.cluster $(ARGS)

.PHONY: pictures
pictures: packages-dev ## Take the pictures of README.md anew; needs Chromium
	@.venv/bin/python -m tools.pictures

.PHONY: lint
lint: export DATA_DIR = .venv/lint
lint: export DATABASE_REPLICA_URL =
lint: export DATABASE_URL =
lint: export DEBUG =
lint: export HOST =
lint: export ALLOWED_HOSTS =
lint: packages-dev ## Check form, types, templates, settings and migrations; changes nothing
	.venv/bin/python -m ruff check .
	.venv/bin/python -m ruff format --check .
	find templates -name '*.html' -exec .venv/bin/djade --check --target-version 5.2 {} +
	.venv/bin/python -m djlint templates --lint --quiet
	.venv/bin/python -m djlint templates/fragments --lint --quiet --profile jinja --extension jinja
	.venv/bin/python -m mypy
	HTTPS=off $(MANAGE) check --deploy --fail-level WARNING
	HTTPS=on $(MANAGE) check --deploy --fail-level WARNING
	$(MANAGE) makemigrations --check --dry-run

.PHONY: format
format: packages-dev ## Bring Python files and templates into form
	.venv/bin/python -m ruff check --fix-only .
	.venv/bin/python -m ruff format .
	find templates -name '*.html' -exec .venv/bin/djade --target-version 5.2 {} +

.PHONY: records-load
records-load: packages ## Load the fixtures; refused over edited records unless REPLACE=1
	@$(MANAGE) prepare && $(MANAGE) load_records $(if $(REPLACE),--replace)

.PHONY: records-dump
records-dump: packages ## Write the records back into fixtures/, to be reviewed with git diff
	@$(MANAGE) prepare && $(MANAGE) dump_records

.PHONY: backup
backup: packages ## Back up all that the database holds into one file, while the portal serves (BACKUP_DIR, BACKUP_KEEP)
	@$(MANAGE) backup

.PHONY: restore
restore: packages ## Restore BACKUP=file, made on either database; asks first (YES=1 does not), keeps what it replaces
	@test -n "$(BACKUP)" || { echo "Name the backup: make restore BACKUP=file" >&2; exit 1; }
	@$(MANAGE) restore $(if $(YES),--yes) "$(BACKUP)"

.PHONY: verify
verify: packages ## Say whether all that is stored is whole, and what to do where it is not
	@$(MANAGE) verify

.PHONY: data-package
data-package: packages ## Write all data into npa-portal.zip, or FILE=, as the portal hands it out at /data/
	@$(MANAGE) prepare && $(MANAGE) data_package $(if $(FILE),--file "$(FILE)")

.PHONY: roles
roles: packages ## Write two roles of PostgreSQL into roles.sql, or FILE=: one that only reads, one that edits
	@$(MANAGE) roles --file "$(if $(FILE),$(FILE),roles.sql)"

.PHONY: world-map
world-map: ## Draw the shapes of the world map anew (needs Node.js 20 and npm)
	cd tools/world_map && npm ci --ignore-scripts --no-audit --no-fund && node build.mjs

COMPILE = .venv/bin/uv pip compile --quiet --no-config --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(if $(UPGRADE),--upgrade) pyproject.toml

.PHONY: requirements
requirements: packages-dev ## Compile the pins of pyproject.toml with their hashes (UPGRADE=1 also moves what they need)
	$(COMPILE) --output-file requirements.txt
	$(COMPILE) --extra dev --constraint requirements.txt --output-file requirements-dev.txt
	$(COMPILE) --extra tools --constraint requirements-dev.txt --output-file requirements-tools.txt
	$(COMPILE:pyproject.toml=bench/requirements.in) --output-file bench/requirements.txt

.PHONY: licences
licences: packages-tools ## Write docs/licences.md: the licence of every package, refused where it does not fit
	@.venv/bin/python -m tools.packages

.PHONY: sbom
sbom: packages-dev ## Write the software bill of materials into npa-portal.cdx.json, or FILE= (CycloneDX)
	@.venv/bin/python -m tools.sbom $(if $(FILE),"$(FILE)")

.PHONY: audit
audit: packages-tools ## Ask whether a known fault is in what is pinned (pip-audit); says so where it cannot be asked
	@.venv/bin/python -m tools.audit
