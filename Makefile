# make demo   scores the samples and says where to look
# make test   style, types and tests
# Both set up their own environment in .venv first; nothing else is needed but Python >= 3.11.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: demo demo-mail test lint types tests setup clean docs template \
        accuracy bench instructions flat hostile watch-bench crash fuzz patch-fuzz value-fuzz mail-kills mutants mutation dask \
        smoke lowest wheelhouse onedir

demo: setup
	$(BIN)/pbexcel score samples -o scored
	@echo "看结果：scored/部门汇总.xlsx（汇总）、scored/已评分/（评过分的表）；要改的表会在 scored/退回/，样表里没有"

# three forms dropped, one broken; mails at a local SMTP server; the broken one corrected and dropped again
demo-mail: setup
	$(BIN)/python tests/end_to_end/drop_and_mail.py

test: lint types tests

lint: setup
	$(BIN)/ruff check pbexcel tests benchmarks packaging

types: setup
	$(BIN)/mypy

tests: setup
	$(BIN)/python -m pytest

setup: $(VENV)/.ready

$(VENV)/.ready: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	$(BIN)/python -m compileall -q pbexcel  # pip compiles what it installs, not what it only points to
	touch $@

clean:
	rm -rf $(VENV) scored build dist *.egg-info

# ---- made from data: a test says when they are stale ----------------------------------------------------

docs: setup
	$(BIN)/python -m pbexcel.problems.pages > docs/problems.md
	$(BIN)/python -m pbexcel.cli.reference > docs/cli.md

# the blank form and the samples print the rules in words
template: setup
	$(BIN)/pbexcel template -o templates/self_eval_template.xlsx --force
	$(BIN)/python tests/forms/sample_forms.py

# ---- measured: each prints its counts; docs/performance.md and docs/reliability.md keep them ------------

# published value texts: read right, scored right, covered
accuracy: setup
	$(BIN)/python benchmarks/accuracy.py

# minutes: cost of a form beside a plain openpyxl script
bench: setup
	$(BIN)/python benchmarks/jobs.py

# minutes: the same in instructions, which neighbours on the machine do not change (needs valgrind)
instructions: setup
	$(BIN)/python benchmarks/instructions.py

# minutes: cost of a form and memory from 100 to 10,000 forms
flat: setup
	$(BIN)/python benchmarks/flat.py

# time and memory of every hostile file
hostile: setup
	$(BIN)/python benchmarks/hostile.py

# 10,000 files in the drop folder: one scan, and what an idle watch costs
watch-bench: setup
	$(BIN)/python benchmarks/watch.py

# ---- long runs; the short versions are among the tests --------------------------------------------------

# minutes: 500 kills, every call to the system failing in turn, a full disk
crash: setup
	$(BIN)/python benchmarks/crash.py

# an hour: 100,000 broken workbooks; says where it is, Ctrl-C ends it and tells how to go on
fuzz: setup
	$(BIN)/python benchmarks/workbook_fuzz.py

# 5,000 random worksheets patched and read back by openpyxl
patch-fuzz: setup
	$(BIN)/python benchmarks/patcher_fuzz.py 5000

# 200,000 random and mutated value texts
value-fuzz: setup
	$(BIN)/python benchmarks/value_fuzz.py

# the sender of mail killed at every single step; the tests try every seventh
mail-kills: setup
	$(BIN)/python benchmarks/mail_kills.py

# the faults the design fears, one at a time; a test must go red
mutants: setup
	$(BIN)/python benchmarks/mutants.py

# half an hour: a random sample of small faults in each room, and the share the tests notice
mutation: setup
	$(BIN)/python benchmarks/mutation.py 40

# the same bytes on a cluster
dask: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dask]'
	$(BIN)/python -m pytest tests/batch/test_cluster.py

# ---- released: tried in empty environments, bundled for machines without internet, frozen with its Python --

smoke: setup
	$(BIN)/python packaging/smoke.py

# the tests with the oldest versions pyproject.toml allows
lowest:
	$(PYTHON) -m venv build/lowest
	build/lowest/bin/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' --constraint packaging/lowest.txt
	build/lowest/bin/python -m pytest

wheelhouse: setup
	$(BIN)/python packaging/wheelhouse.py

onedir: setup
	$(BIN)/python -m pip install --quiet --disable-pip-version-check '.[onedir]'
	$(BIN)/python packaging/onedir.py
