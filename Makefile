# The only door for commands. `make` alone lists them.
SHELL := /bin/sh
PYTHON ?= $(shell for each in python3 python3.13 python3.12 python3.11; do \
	if command -v $$each >/dev/null 2>&1 && $$each -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; \
	then echo $$each; exit; fi; done; echo python3)
HOCVUSO = .venv/bin/hocvuso
PORT ?= 8000

.PHONY: help run test setup dev check content format messages lock demo bench bench-web bench-core bench-search bench-assistant bench-webhook bench-roster bench-unions bench-lectures bench-certificates bench-content bench-reminders bench-batch pictures \
	drill-tenancy drill-hall drill-contest drill-upward drill-llama run-two fuzz-api bare-check nightly clean
.DEFAULT_GOAL := help

help: ## list the commands
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 14

python:
	@command -v $(PYTHON) >/dev/null 2>&1 || { echo "✋ Máy chưa có Python. Hãy chạy: apt-get install python3 python3-venv"; exit 1; }

setup: python ## environment from the hashed lock
	@$(PYTHON) scripts/setup.py

dev: python ## the same with what the tests need
	@$(PYTHON) scripts/setup.py --dev

run: setup ## open the site on SQLite with the curriculum and marked demo data
	@$(HOCVUSO) up --demo --port $(PORT)

demo: setup ## open the site with a whole invented province: 800 units, 60,000 people
	@$(HOCVUSO) demo make
	@$(HOCVUSO) up --demo --port $(PORT)

test: python ## everything that must hold: types, walls, content, tests on SQLite, PostgreSQL and a browser
	@$(PYTHON) scripts/test.py

check: dev ## fast part: lint, types, walls, content
	@$(PYTHON) scripts/test.py --only check

content: dev ## check content/
	@$(HOCVUSO) curriculum check

format: dev ## sort imports and format
	@.venv/bin/ruff check --fix -q src tests scripts; .venv/bin/ruff format -q src tests scripts

messages: dev ## collect screen texts for translation
	@.venv/bin/python scripts/messages.py

lock: ## pin dependencies anew (needs uv)
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-header --no-annotate pyproject.toml -o requirements.lock
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-header --no-annotate --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-header --no-annotate --extra peers -c requirements.lock pyproject.toml -o requirements-peers.lock
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-header --no-annotate --extra batch -c requirements.lock pyproject.toml -o requirements-batch.lock
	uv pip compile -q --python-version 3.11 --universal --generate-hashes --no-header --no-annotate --extra spark -c requirements.lock pyproject.toml -o requirements-spark.lock

bench: bench-core bench-web ## both benchmarks

# An environment of its own: the peers bring SciPy and matplotlib.
.venv-peers: requirements-peers.lock
	@$(PYTHON) -m venv .venv-peers
	@.venv-peers/bin/pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-peers.lock
	@touch .venv-peers

bench-core: dev .venv-peers .venv-batch ## the core's microseconds, then each figure of the learner model beside its peers (DATA=R.csv: your answers; WHOLE=--whole: all sizes)
	@.venv/bin/python -m benchmarks.core
	@.venv/bin/python -m benchmarks.learner
	@PYTHONPATH=src .venv-peers/bin/python -m benchmarks.figures $(DATA) $(WHOLE)
	@PYTHONPATH=src .venv-batch/bin/python -m benchmarks.batch --rows $(if $(WHOLE),$(ROWS),2000000)

pictures: dev ## the pictures of docs/learner-model.md, drawn from the core
	@$(HOCVUSO) evaluate pictures

bench-web: dev ## the served site: CPU and latency beside ping, page weight on a slow link
	@.venv/bin/python -m benchmarks.web

bench-search: dev ## the search at 1,000 steps, one lesson changed, beside FTS5 and bm25s (FILE=… with foreign texts, a JSON line each)
	@.venv/bin/python -m benchmarks.search $(FILE)

bench-assistant: dev ## the assistant's first useful text with 20 people at once, without a model and with a dead one
	@.venv/bin/python -m benchmarks.assistant

drill-llama: dev ## a real llama.cpp server on a tiny random model, built once in its own environment (20 minutes and more)
	@nice .venv/bin/python scripts/drill_llama.py

bench-webhook: dev ## how long Zalo waits for our answer, beside ping: new, repeated and forged events
	@.venv/bin/python -m benchmarks.webhook

bench-roster: dev ## a list of 100,000 people, 3 % wrong: time, memory, exact errors, second import; SQLite and PostgreSQL
	@.venv/bin/python -m benchmarks.roster
	@.venv/bin/python scripts/with_postgresql.py .venv/bin/python -m benchmarks.roster

bench-unions: dev ## officials' pages and the cost of a tree of 5,000 units and 500,000 people, kept in the temporary folder
	@.venv/bin/python -m benchmarks.union_pages

bench-content: dev ## what the whole curriculum costs: checking, loading, memory in the assistant
	@.venv/bin/python -m benchmarks.content

bench-reminders: dev ## 10,000 reminders planned, none outside the rules, beside looking minute by minute
	@.venv/bin/python -m benchmarks.reminders

bench-lectures: dev ## what a minute of lecture costs in kilobytes and CPU seconds (needs ffmpeg, espeak-ng)
	@.venv/bin/python -m benchmarks.lectures

bench-certificates: dev ## how long 500 certificates in one PDF take, beside one document for each
	@.venv/bin/python -m benchmarks.certificates

# An environment of its own: Polars alone is 170 MB.
.venv-batch: requirements-batch.lock
	@$(PYTHON) -m venv .venv-batch
	@.venv-batch/bin/pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-batch.lock
	@touch .venv-batch

# Spark comes as source, 430 MB with its jars; only for a test at night, where there is Java.
.venv-spark: requirements-spark.lock
	@$(PYTHON) -m venv .venv-spark
	@.venv-spark/bin/pip install -q --disable-pip-version-check --require-hashes --only-binary :all: --no-binary pyspark -r requirements-spark.lock
	@touch .venv-spark

ROWS ?= 20000000
bench-batch: python .venv-batch ## 20 million answers counted with Polars, NumPy and SQL, items fitted (ROWS="2000000 20000000 60000000" for growth)
	@PYTHONPATH=src .venv-batch/bin/python -m benchmarks.batch --rows $(ROWS)

drill-hall: dev ## 500 phones in one hall on a real server: how long until an answer stands on the projector, none lost (PHONES=500)
	@.venv/bin/python -m benchmarks.hall

run-two: dev ## two installations on this machine, province above and ward below, paired (ports 8056, 8057; ANEW=--anew begins again)
	@.venv/bin/python scripts/two_sites.py run $(ANEW)

drill-upward: dev ## 700 units cut off for 30 days, then one catch-up over the line; 100,000 changes of lists; 10,000 histories
	@.venv/bin/python scripts/drill_upward.py

drill-tenancy: dev ## every address as every role about a foreign branch: nothing may get across
	@.venv/bin/python scripts/drill_tenancy.py

drill-contest: dev ## 5,000 people hand their paper of a contest in within a minute: nothing lost, nothing doubled; SQLite and PostgreSQL
	@.venv/bin/python -m benchmarks.contest
	@.venv/bin/python scripts/with_postgresql.py .venv/bin/python -m benchmarks.contest

fuzz-api: dev ## made-up requests to the API for partners (schemathesis, 200 for each address): no answer may be a server error
	@.venv/bin/python scripts/fuzz_api.py

bare-check: ## both commands in a bare Debian folder (root, about 10 minutes)
	@sh scripts/bare-check.sh

nightly: dev .venv-batch .venv-spark ## long runs: 10,000 examples a property, the whole suite on PostgreSQL
	@$(PYTHON) scripts/test.py --nightly

clean: ## take away the environment and the data of this clone
	rm -rf .venv var .mypy_cache .ruff_cache .pytest_cache .hypothesis
