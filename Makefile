# Two commands are enough: "make run" and "make test" do the set-up themselves.
.DEFAULT_GOAL := help
.PHONY: help setup run test check bench screenshots lock clean

PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.kimdesk-set-up
# Tests and pictures need no display; the office's window does.
OFFSCREEN := QT_QPA_PLATFORM=offscreen
# Handed on to pytest, e.g. make test ARGS="tests/domain -x"
ARGS ?=

help: ## Diese Übersicht zeigen
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' Makefile

setup: $(STAMP) ## Nur einrichten: Umgebung, Pakete mit Prüfsummen, Bibliotheken für Qt
	@echo "KIMdesk ist eingerichtet; öffnen mit: make run"

# Runs again only when one of these files is newer than the last successful set-up.
$(STAMP): packaging/requirements-dev.txt packaging/system-packages.txt pyproject.toml \
          packaging/set_up.sh packaging/system_libraries.sh
	@PYTHON="$(PYTHON)" bash packaging/set_up.sh
	@touch $@

run: $(STAMP) ## Das Programm mit einem Vorführ-Büro öffnen
	@bash packaging/run.sh

test: $(STAMP) ## Alle Tests ausführen (ARGS="…" geht an pytest)
	$(OFFSCREEN) $(BIN)/python -m pytest -n auto --dist loadfile $(ARGS)

check: $(STAMP) ## Stil, Typen, Schichten, Abhängigkeiten prüfen, danach alle Tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry src
	$(BIN)/vulture src --min-confidence 80
	@$(MAKE) --no-print-directory test

# The usual options skip benchmarks, so this run brings its own. The numbers in brackets are
# the ratios to the fastest of the group.
bench: $(STAMP) ## Laufzeiten messen und als Verhältnisse ausgeben
	$(OFFSCREEN) $(BIN)/python -m pytest tests/benchmarks --benchmark-only -p no:randomly \
	    --override-ini addopts="--strict-markers --import-mode=importlib" \
	    --benchmark-columns=median,iqr,rounds --benchmark-sort=mean $(ARGS)

screenshots: $(STAMP) ## Bilder aller Ansichten erzeugen
	$(OFFSCREEN) $(BIN)/python packaging/screenshots.py

lock: ## Paketversionen mit Prüfsummen neu festschreiben (braucht das Netz)
	@PYTHON="$(PYTHON)" bash packaging/lock.sh $(ARGS)

clean: ## Umgebung und alles Erzeugte entfernen
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis \
	    .import_linter_cache .benchmarks .coverage
	find src tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
