# Everything a newcomer needs: `make demo`, `make test`. Needs Python 3.10 to 3.13 and make.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check

.PHONY: demo test test-heavy check fix coders benchmark benchmark-themes clean

demo: $(VENV)/.installed  ## the sample study, analysed
	@$(BIN)/interview-coder demo --out demo

test: $(VENV)/.installed-test  ## the tests, without the heavy ones
	$(BIN)/python -m pytest -m "not heavy"

test-heavy: $(VENV)/.installed-test  ## the heavy ones; some need LibreOffice, poppler, Chromium
	$(BIN)/python -m pytest -m heavy

check: $(VENV)/.installed-dev  ## format, lint and types
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

fix: $(VENV)/.installed-dev  ## mend what can be mended by machine
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

coders: $(VENV)/.installed  ## train the machine coders that travel with the codebooks
	$(BIN)/python tools/train_coders.py

benchmark: $(VENV)/.installed  ## speed and memory against the usual script
	$(BIN)/python benchmarks/end_to_end.py

benchmark-themes: $(VENV)/.installed  ## how good the themes are, and what they cost; STUDIES="folder …"
	$(BIN)/python benchmarks/themes.py $(STUDIES)
	$(BIN)/python benchmarks/theme_speed.py

clean:
	rm -rf $(VENV) demo

# torch first and by its pin: where a build without GPU packages is provided, the pin finds it,
# while an open range would take the newest release with gigabytes of them.
$(VENV)/.torch: constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --constraint constraints.txt torch
	@touch $@

$(VENV)/.installed: $(VENV)/.torch pyproject.toml
	$(PIP) install --quiet --constraint constraints.txt --editable .
	@touch $@

$(VENV)/.installed-test: $(VENV)/.installed
	$(PIP) install --quiet --constraint constraints.txt --editable '.[test]'
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed
	$(PIP) install --quiet --constraint constraints.txt --editable '.[dev]'
	@touch $@
