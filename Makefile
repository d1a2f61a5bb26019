# Two commands on a fresh clone: make demo, make test. Both make the environment first.
PYTHON ?= python3
VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
QUICK := tests/journey tests/model tests/ooxml tests/wording tests/test_house.py tests/test_kinds.py tests/test_text.py \
  tests/test_details.py tests/test_settings.py tests/test_word_lists.py tests/word/test_write.py tests/word/test_to_send.py \
  tests/store/test_store.py tests/workbench/test_desk.py
PIP := $(BIN)/python -m pip --disable-pip-version-check -q

.PHONY: demo test quick lab notebooks lint types walls office browser fuzz wheel wheel-journey bench templates clean

demo: $(VENV)/core
	$(BIN)/consultwork demo --out out/demo

lab: $(VENV)/lab
	$(BIN)/consultwork lab

test: $(VENV)/test
	$(BIN)/python -m pytest -n 2 -m "not office and not browser" tests
	$(BIN)/python -m pytest -n 2 --dist loadfile --nbval --nbval-sanitize-with tests/nbval_sanitize.cfg notebooks/examples
	$(BIN)/python -m pytest -n 2 --dist loadfile --nbval-lax notebooks/*.ipynb

# What a change usually breaks: the core, Word, the kinds and wording, the house rules. Under a minute on two cores.
quick: $(VENV)/test
	$(BIN)/python -m pytest -n 2 -x -m "not office and not browser" $(QUICK)

office: $(VENV)/test
	$(BIN)/python -m pytest -m "office" tests

browser: $(VENV)/test
	$(BIN)/python -m pytest -m "browser" tests

# Every reader of other people's files against spoilt ones: FUZZ_SECONDS in all, 10 minutes by default.
fuzz: $(VENV)/test
	$(BIN)/python -m tests.exchange.fuzz
	CONSULTWORK_KILLS=200 $(BIN)/python -m pytest -q tests/workbench/test_killed.py
	CONSULTWORK_KILLS=100 $(BIN)/python -m pytest -q -s tests/serve/test_killed_page.py

lint: $(VENV)/dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/dev
	$(BIN)/mypy

walls: $(VENV)/dev
	$(BIN)/lint-imports

# NHS is a folder with comments.csv and codebook.csv, as benchmarks/suggest_nhs.py describes it.
# PEERS is the Python of an environment with the peers of Word: docxtpl and python-redlines[docxodus].
NHS ?= ../shared/nhs-feedback
PEERS ?= out/peers/bin/python
bench: $(VENV)/test $(PEERS)
	$(BIN)/python benchmarks/demo_against_imports.py
	$(BIN)/python benchmarks/suggest_nhs.py $(NHS)
	cd benchmarks && ../$(BIN)/python suggest_speed.py $(abspath $(NHS))
	cd benchmarks && ../$(BIN)/python suggest_scale.py $(abspath $(NHS))
	$(BIN)/python benchmarks/discover_nhs.py $(NHS)
	$(BIN)/python benchmarks/question_mapping.py
	$(BIN)/python benchmarks/coding_screen.py
	$(BIN)/python benchmarks/personal_details.py
	$(BIN)/python benchmarks/word_writing.py --peers $(PEERS)
	$(BIN)/python benchmarks/wrong_files.py
	$(BIN)/python benchmarks/redline.py --peers $(PEERS)
	$(BIN)/python benchmarks/form_page.py
	$(BIN)/python benchmarks/form_visitors.py

# Peers that are measured beside us and are no part of the project.
out/peers/bin/python:
	$(PYTHON) -m venv out/peers
	$@ -m pip --disable-pip-version-check -q install docxtpl==0.20.2 "python-redlines[docxodus]==2.0.0"

wheel: $(VENV)/dev
	$(BIN)/python -m build --wheel --outdir dist .

# As an officer gets it: the wheel in an environment of its own, a new workspace, every notebook.
wheel-journey: wheel
	rm -rf out/wheel
	$(PYTHON) -m venv out/wheel/env
	$(subst $(VENV),out/wheel/env,$(PIP)) install -c constraints.txt "dist/consultwork-0.1.0-py3-none-any.whl[lab,names]"
	$(subst $(VENV),out/wheel/env,$(BIN))/consultwork new out/wheel/workspace
	cd out/wheel/workspace/notebooks && ../../env/bin/python -m jupyter nbconvert --log-level=ERROR \
	  --to notebook --inplace --execute --ExecutePreprocessor.store_widget_state=False *.ipynb

templates: $(VENV)/core
	$(BIN)/python -m consultwork.word.house_style templates
	$(BIN)/python -m consultwork.word.template.placeholders templates

$(VENV)/made:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install -c constraints.txt pip
	@touch $@

$(VENV)/core: $(VENV)/made pyproject.toml constraints.txt
	$(PIP) install -c constraints.txt -e .
	@touch $@

$(VENV)/lab: $(VENV)/core
	$(PIP) install -c constraints.txt -e ".[lab,names]"
	@touch $@

$(VENV)/test: $(VENV)/lab
	$(PIP) install -c constraints.txt -e ".[lab,names,scale,test]"
	@touch $@

$(VENV)/dev: $(VENV)/test
	$(PIP) install -c constraints.txt -e ".[lab,names,scale,test,dev]"
	@touch $@

clean:
	rm -rf $(VENV) out dist

# Run every notebook again and keep its outputs, after a change that shows in them.
notebooks: $(VENV)/test
	$(BIN)/python -m jupyter nbconvert --log-level=ERROR --to notebook --inplace --execute \
	  --ExecutePreprocessor.store_widget_state=False --ExecutePreprocessor.record_timing=False \
	  notebooks/*.ipynb notebooks/examples/*.ipynb
