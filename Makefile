# `make explore` shows the graph. `make check` takes under a minute, `make test` runs everything,
# `make bench` measures, `make fuzz SECONDS=3600` looks for inputs that break the program, `make audit`
# looks up known faults of the libraries, `make sbom` lists them. `make docs` builds the site into site/.
# `make lowest` runs the fast lane with the lowest versions of the libraries.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
COMPILED := $(VENV)/.catalogues

.PHONY: catalogues explore check test lint lowest docs audit sbom bench fuzz clean

$(STAMP): pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "Installing Kembar and its tools into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade 'pip>=25.1'
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable . --group dev
	@touch $@

$(COMPILED): $(STAMP) $(wildcard locale/*/LC_MESSAGES/*.po)
	@$(BIN)/python tools/catalogues.py compile
	@touch $@

explore: $(COMPILED)
	@$(BIN)/kembar explore --output out --open

check: $(COMPILED) lint
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -m "not integration"

test: $(COMPILED) lint
	@$(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

lint: $(STAMP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/codespell

# The fast lane with the lowest versions that pyproject.toml allows, whose own warnings are no errors.
lowest:
	@$(PYTHON) -m venv $(VENV)-lowest
	@$(VENV)-lowest/bin/python -m pip install --quiet --disable-pip-version-check uv
	@$(VENV)-lowest/bin/uv pip install --quiet --python $(VENV)-lowest/bin/python \
		--resolution lowest-direct --editable '.[columns,keyring]' --group test
	@$(VENV)-lowest/bin/python -m pytest -n auto -m "not integration" -W default

docs: $(STAMP)
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict --quiet
	@echo "Open site/index.html in a browser."

catalogues: $(STAMP)
	@$(BIN)/python tools/catalogues.py update
	@$(BIN)/python tools/catalogues.py compile

audit: $(STAMP)
	@$(BIN)/python tools/audit.py

sbom: $(STAMP)
	@$(BIN)/python tools/bill.py dist/kembar.cdx.json

bench: $(STAMP)
	@$(BIN)/python benchmarks/bench.py

fuzz: $(STAMP)
	@$(BIN)/python -m tests.fuzz $(if $(TARGET),--target $(TARGET)) $(if $(SECONDS),--seconds $(SECONDS))

clean:
	rm -rf $(VENV) $(VENV)-lowest out dist site
