# make demo   scores the samples and says where to look
# make test   style, types and tests
# Both set up their own environment in .venv first; nothing else is needed but Python >= 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: mutation demo-mail watch-bench mail-kills fuzz template demo test setup lint types tests docs mutants smoke wheelhouse onedir clean

demo: setup
	$(BIN)/pbexcel score samples -o scored
	@echo "看结果：scored/部门汇总.xlsx（汇总）、scored/已评分/（评过分的表）、scored/退回/（需修改的表）"

# three forms dropped, one broken; mails at a local SMTP server; the broken one corrected and dropped again
demo-mail: setup
	$(BIN)/python tests/end_to_end/drop_and_mail.py

# 10,000 files in the drop folder: one scan, and what an idle watch costs
watch-bench: setup
	$(BIN)/python benchmarks/watch.py

# the sender of mail killed at every single step (2 minutes); the tests try every seventh
mail-kills: setup
	$(BIN)/python benchmarks/mail_kills.py

test: lint types tests

lint: setup
	$(BIN)/ruff check pbexcel tests benchmarks packaging

types: setup
	$(BIN)/mypy

tests: setup
	$(BIN)/python -m pytest

# pages made from data: a test says when they are stale
docs: setup
	$(BIN)/python -m pbexcel.problems.pages > docs/problems.md
	$(BIN)/python -m pbexcel.cli.reference > docs/cli.md

# the blank form and the samples, which print the rules in words: a test says when they are stale
template: setup
	$(BIN)/pbexcel template -o templates/self_eval_template.xlsx --force
	$(BIN)/python tests/forms/sample_forms.py

# 5,000 random worksheets patched and read back by openpyxl; the tests try some 100
fuzz: setup
	$(BIN)/python benchmarks/patcher_fuzz.py 5000

# breaks one rule at a time; every mutant must be caught by a test
mutants: setup
	$(BIN)/python benchmarks/mutants.py

# a random sample of small faults in each room, and the share the tests notice (half an hour)
mutation: setup
	$(BIN)/python benchmarks/mutation.py 40

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	touch $@

# what would be released: tried in empty environments, bundled for machines without internet, frozen with its Python
smoke: setup
	$(BIN)/python packaging/smoke.py

wheelhouse: setup
	$(BIN)/python packaging/wheelhouse.py

onedir: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check '.[onedir]'
	$(BIN)/python packaging/onedir.py

clean:
	rm -rf $(VENV) scored build *.egg-info

# ---- long runs, each a command that prints its counts; the short versions are among the tests ----
.PHONY: crash fuzz bench flat hostile dask

crash: setup   # minutes: 500 kills, every call to the system failing in turn, a full disk
	$(BIN)/python benchmarks/crash.py

fuzz: setup    # an hour: 100,000 broken workbooks
	$(BIN)/python benchmarks/workbook_fuzz.py

bench: setup   # minutes: cost of a form beside a plain openpyxl script
	$(BIN)/python benchmarks/jobs.py

flat: setup    # minutes: cost of a form and memory from 100 to 10,000 forms
	$(BIN)/python benchmarks/flat.py

hostile: setup # time and memory of every hostile file
	$(BIN)/python benchmarks/hostile.py

dask: setup    # the same bytes on a cluster
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dask]'
	$(BIN)/python -m pytest tests/batch/test_cluster.py
