# Muster. `make` alone lists what one can do.
.DEFAULT_GOAL := help
.PHONY: audit chaos chromium coverage check-compose check-kubernetes help image-replay install demo up enrich test check unit integration browser quality release bench screenshots vendor docs pages lock schemas clean
SHELL := /bin/sh

BIN := .venv/bin
READY := .venv/.ready
DOCS := build/docs-venv
PEERS := .venv-peers/.ready

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(READY) ## make .venv with .venv/bin/muster in it, from the newest Python that runs here

# Locked and checked by hash. A venv whose Python has gone, or that is half made, is made anew.
$(READY): requirements.lock pyproject.toml deploy/find-python
	@python=$$(deploy/find-python) && \
	if [ -x $(BIN)/python ] && $(BIN)/python -c '' 2>/dev/null; then :; else rm -rf .venv; fi && \
	if [ ! -d .venv ]; then echo "making .venv with $$($$python --version) ($$python)"; $$python -m venv .venv; fi
	@echo "installing what requirements.lock names (a few hundred MB, once)"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar on --quiet --require-hashes -r requirements.lock
	@PYTHONWARNINGS=ignore $(BIN)/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	@touch $(READY)

demo: $(READY) ## the whole way on real servers: publishes seeds/, shows what came of it, stops everything
	@$(BIN)/muster demo

up: $(READY) ## servers and workers in the foreground, until Ctrl-C
	@$(BIN)/muster up

enrich: $(READY) ## enrich a file without any server: make enrich FILE=articles.jsonl
	@if [ -z "$(FILE)" ]; then echo 'which file? make enrich FILE=articles.jsonl' >&2; exit 2; fi
	@$(BIN)/muster enrich "$(FILE)"

# Tests with servers wait more than they compute: four processes of tests keep two cores busy. Each needs up to 3 GB,
# its servers and workers included; where so much is not free there are fewer, at least two.
PROCESSES ?= $(shell cat /proc/meminfo 2>/dev/null | \
    awk '/^MemAvailable/ {n = int($$2 / 3000000)} END {print (n < 2 ? 2 : n > 4 ? 4 : n)}')
AT_ONCE = --numprocesses $(PROCESSES) --dist loadfile --no-loadscope-reorder

test: chromium check ## everything: lint, types, import contract, unit, contract, integration, end to end, browser
	$(BIN)/pytest tests $(AT_ONCE) --cov --cov-report=term:skip-covered

check: $(READY) ## lint, types, the import contract, current schemas
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m schemas.published check
	$(BIN)/python -m consumers.metrics.page check

check-compose: ## deploy/compose.yaml read by the very code of Docker Compose, in both profiles (needs Go)
	cd deploy && for profile in small full; do \
	    COMPOSE_PROFILES=$$profile go run github.com/compose-spec/compose-go/v2/cmd@v2.16.2 compose.yaml >/dev/null || exit 1; done

check-kubernetes: $(READY) ## deploy/kubernetes put together by Kustomize itself, and by what the tests take for it (needs Go)
	@$(BIN)/python -m tests.deploy.check_kubernetes

image-replay: $(READY) ## the image's steps in a chroot, without Docker, and a story enriched in it (root, debootstrap; minutes)
	$(BIN)/python -m deploy.image.replay

audit: $(READY) ## careless code (bandit) and known holes in what is installed (pip-audit, which has to ask a service)
	@$(BIN)/python -m deploy.audit --must-ask

unit: $(READY) ## tests that need no server
	$(BIN)/pytest tests --ignore tests/integration --ignore tests/deploy --ignore tests/browser \
	    --numprocesses logical --maxprocesses 8 --dist loadscope

integration: $(READY) ## tests on real Kafka and Elasticsearch, and end to end
	$(BIN)/pytest tests/deploy tests/integration $(AT_ONCE)

browser: $(READY) chromium ## what an analyst does, in Debian's Chromium before a real desk
	$(BIN)/pytest tests/browser

chromium:
	@command -v chromium >/dev/null || { echo 'chromium is missing: apt-get install chromium' >&2; exit 2; }

coverage: $(READY) ## what of the code the tests reach, branches too, which make test leaves out: they double its time
	$(BIN)/pytest tests --ignore tests/browser $(AT_ONCE) --cov --cov-branch --cov-report=term:skip-covered

quality: $(READY) ## the figures of docs/quality.md anew, on the labelled sets beside the checkout
	$(BIN)/python -m tests.quality.measure

release: $(READY) ## wheel, sdist, what the image is made from, its SBOM and hashes, into dist/: the same commit, the same bytes
	@rm -rf dist && $(BIN)/python -m deploy.release dist

chaos: $(READY) ## break it: twenty seeds of 2,000 messages with all faults on, each against its quiet run (hours)
	@$(BIN)/python -m tests.chaos --seeds 20

bench: $(READY) $(PEERS) ## the figures of docs/speed.md anew, beside Muster's peers, and those of the desk and the gateway (an hour or two)
	@mkdir -p build/bench
	$(BIN)/python -m tests.bench.throughput --json build/bench/throughput.json
	$(BIN)/python -m tests.bench.latency --processes 2 --json build/bench/latency.json
	$(BIN)/python -m tests.bench.own --json build/bench/own.json
	$(BIN)/python -m tests.bench.growth --json build/bench/growth.json
	$(BIN)/python -m tests.bench.lengths --json build/bench/lengths.json
	$(BIN)/python -m tests.bench.versions --json build/bench/versions.json
	$(BIN)/python -m tests.bench.scaling --json build/bench/scaling.json
	$(BIN)/python -m tests.bench.footprint --json build/bench/footprint.json
	$(BIN)/python -m tests.bench.stages
	$(BIN)/python -m tests.bench.desk
	$(BIN)/python -m tests.bench.gateway

# A venv of their own: what Muster is compared with wants other versions of some libraries.
$(PEERS): tests/bench/requirements.lock pyproject.toml deploy/find-python
	@rm -rf .venv-peers && $$(deploy/find-python) -m venv .venv-peers
	@echo "installing what tests/bench/requirements.lock names, for what Muster is compared with"
	@.venv-peers/bin/python -m pip install --disable-pip-version-check --progress-bar on --quiet --require-hashes -r tests/bench/requirements.lock
	@.venv-peers/bin/python -m pip install --disable-pip-version-check --quiet --no-deps --no-build-isolation -e .
	@touch $(PEERS)

screenshots: $(READY) ## the desk's pages, light, dark, on a phone and on paper, into build/screenshots; three of them into docs/images
	$(BIN)/python -m tests.browser.screenshots

vendor: $(READY) ## what the desk has from npm anew, as deploy/vendored.tsv pins it
	$(BIN)/python -m deploy.vendor

docs: $(DOCS)/.ready build/site/mermaid.min.js ## the site of docs/ in build/docs; dead links fail (needs npm, once)
	$(DOCS)/bin/mkdocs build
	@echo "build/docs/index.html"

# a venv of its own: the site's packages are nothing that Muster needs
$(DOCS)/.ready: docs/requirements.lock deploy/find-python
	@python=$$(deploy/find-python) && rm -rf $(DOCS) && $$python -m venv $(DOCS)
	@$(DOCS)/bin/python -m pip install --disable-pip-version-check --quiet --require-hashes -r docs/requirements.lock
	@touch $(DOCS)/.ready

build/site/mermaid.min.js: deploy/vendored-docs.tsv
	@command -v npm >/dev/null || { echo 'npm is missing: apt-get install npm' >&2; exit 2; }
	@python=$$(deploy/find-python) && $$python -m deploy.vendor deploy/vendored-docs.tsv && touch $@

pages: $(READY) ## the pages of docs/ that the code writes anew: settings, messages, commands, metrics
	$(BIN)/python -m consumers.settings_page write
	$(BIN)/python -m consumers.messages_page write
	$(BIN)/python -m consumers.commands_page write
	$(BIN)/python -m consumers.metrics.page write

LOCK = uv pip compile --universal --generate-hashes --no-emit-index-url --no-emit-find-links --quiet \
    --custom-compile-command "make lock"

lock: ## requirements.lock anew, from pyproject.toml, the part of it that is in the image, docs/requirements.lock and the bench's (needs uv)
	$(LOCK) pyproject.toml --python-version 3.11 --group dev --group browser --extra local --extra traces -o requirements.lock
	$(LOCK) pyproject.toml --python-version 3.13 --no-annotate --extra traces --constraint requirements.lock -o deploy/image/requirements.lock
	$(LOCK) --python-version 3.11 --group pyproject.toml:docs -o docs/requirements.lock
	# the same versions wherever what Muster is compared with lets them be
	cp requirements.lock tests/bench/requirements.lock
	$(LOCK) pyproject.toml --python-version 3.11 --group bench -o tests/bench/requirements.lock

schemas: $(READY) ## schemas/json anew, after a change to a model
	$(BIN)/python -m schemas.published write

clean: ## everything that was made here, apart from the download cache
	rm -rf .venv .venv-peers .muster build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage* *.egg-info
