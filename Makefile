# The commands of the house. Each is safe to repeat, asks nothing, and keeps what it makes in .venv/ and var/.
#   make run            everything from a fresh machine to http://127.0.0.1:8000/   (PORT=8001 make run)
#   make parquet        what lists as Parquet need beside it (165 MB)
#   make test           every test; ARGS="tests/api -x" narrows
#   make test-long      what tests at random, at length: 300 kills, 2,000 broken packages; two hours on two cores
#   make check          format, lint, types, contracts, templates, Django's own checks
#   make bench          how fast it reads, against the limit (SIZE=M; benchmarks/README.md); ARGS="--parts imports"
#   make format         write the format that make check asks for
#   make requirements   compile the pins anew after editing a .in file; ARGS=--upgrade takes the newest

# exec: a signal to make must reach the program itself, not a shell around it.
PYTHON ?= python3
PORT ?= 8000
BOOTSTRAP = @$(PYTHON) -m timeline.bootstrap
IN_VENV = .venv/bin/python
# Whole files on all cores, in the order of their names; WORKERS= for one process.
WORKERS ?= -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# What has a long form, the longest first.
LONG = tests/api/test_described.py tests/exchange/test_interruptions.py tests/exchange/test_mutations.py tests/test_dates.py

.PHONY: run parquet test test-long check format requirements bench

run:
	$(BOOTSTRAP) runtime
	@exec $(IN_VENV) manage.py prepare --serve --port "$(PORT)"

parquet:
	$(BOOTSTRAP) parquet

test:
	$(BOOTSTRAP) development
	@exec $(IN_VENV) -m pytest $(WORKERS) $(ARGS)

test-long:
	$(BOOTSTRAP) development
	@exec $(IN_VENV) -m pytest $(WORKERS) --hypothesis-profile=long $(or $(ARGS),$(LONG))

check:
	$(BOOTSTRAP) development
	$(IN_VENV) -m ruff format --check .
	$(IN_VENV) -m ruff check .
	$(IN_VENV) -m mypy
	.venv/bin/lint-imports
	$(IN_VENV) -m djlint --lint negotiations
	$(IN_VENV) manage.py check
	$(IN_VENV) manage.py makemigrations --check --dry-run

format:
	$(BOOTSTRAP) development
	$(IN_VENV) -m ruff format .
	$(IN_VENV) -m ruff check --fix .

bench:
	$(BOOTSTRAP) development
	@DATA_HOME=var/bench DJANGO_SETTINGS_MODULE=timeline.settings exec $(IN_VENV) -m benchmarks $(or $(SIZE),S) $(ARGS)

requirements:
	$(BOOTSTRAP) requirements $(ARGS)
