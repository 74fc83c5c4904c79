# make demo   install, and run the main job on the example war
# make test   install, check, and test everything
# make lock   write the lock files anew (needs uv)
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/pip install --quiet --disable-pip-version-check
PAGE := src/marsad/publish/static/page.js

.PHONY: demo test check format page lock clean fit-reader

.venv/demo: requirements.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) --require-hashes -r requirements.lock
	$(MAKE) page
	$(PIP) --no-deps --no-build-isolation --editable .
	touch $@

.venv/dev: requirements-dev.lock .venv/demo
	$(PIP) --require-hashes -r requirements-dev.lock
	touch $@

frontend/node_modules: frontend/package-lock.json
	cd frontend && npm ci --silent --no-audit --no-fund && touch node_modules

page: $(PAGE)

$(PAGE): frontend/node_modules $(wildcard frontend/src/*.ts frontend/src/*/*.ts)
	cd frontend && npm run --silent build

demo: .venv/demo
	$(BIN)/marsad run examples/aleppo-2016 --into build/aleppo.db --out build/aleppo

check: .venv/dev
	$(BIN)/ruff format --check src tests frontend benchmarks training
	$(BIN)/ruff check src tests frontend benchmarks training
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	cd frontend && npm run --silent check
	$(BIN)/marsad check
	$(BIN)/marsad check examples/aleppo-2016

test: check
	$(BIN)/pytest -n 2

format: .venv/dev
	$(BIN)/ruff format src tests frontend benchmarks training
	$(BIN)/ruff check --fix src tests frontend benchmarks training

lock:
	uv pip compile pyproject.toml --group build --generate-hashes --universal --python-version 3.11 --no-annotate --no-header --quiet --output-file requirements.lock
	uv pip compile pyproject.toml --group dev --generate-hashes --universal --python-version 3.11 --no-annotate --no-header --quiet --constraint requirements.lock --output-file requirements-dev.lock

# The learned reader anew, in about an hour; resumes where it was cut off. Needs: pip install '.[train]'
fit-reader:
	PYTHONPATH=src:training $(BIN)/python -m reader --data $(DATA) $(MORE:%=--more %) --work build/reader

clean:
	rm -rf .venv build frontend/node_modules src/marsad/publish/static
