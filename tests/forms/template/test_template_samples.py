"""The committed samples are the ones the builder types, and their weights are right."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pytest
from sample_forms import CERTIFICATES, SAMPLE_FORMS, SAMPLES, TARGET_LIST, Sample, filled, target_list

from pbexcel.forms.template.package import workbook_bytes


@pytest.mark.parametrize("sample", SAMPLE_FORMS, ids=lambda sample: sample.project)
def test_the_committed_sample_is_the_one_the_builder_types(sample: Sample) -> None:
    with (
        zipfile.ZipFile(SAMPLES / sample.file) as committed,
        zipfile.ZipFile(io.BytesIO(workbook_bytes(filled(sample)))) as built,
    ):
        assert committed.namelist() == built.namelist()
        for name in built.namelist():
            assert committed.read(name).decode() == built.read(name).decode(), name


@pytest.mark.parametrize("sample", SAMPLE_FORMS, ids=lambda sample: sample.project)
def test_the_weights_of_a_sample_make_ninety(sample: Sample) -> None:
    assert sum(row.weight for row in sample.rows) == 90


@pytest.mark.parametrize("sample", SAMPLE_FORMS, ids=lambda sample: sample.project)
def test_the_typed_points_of_a_sample_make_its_typed_total(sample: Sample) -> None:
    typed = [sample.execution_points, *(row.points for row in sample.rows)]
    if sample.total is None:
        assert typed == [None] * len(typed)
    else:
        assert sum(Decimal(str(points)) for points in typed) == Decimal(str(sample.total))


def test_the_published_form_has_its_eleven_indicators_and_its_own_scores() -> None:
    assert [row.points for row in CERTIFICATES.rows] == [10, 10, 10, 5, 5, 5, 5, 10, 9, 10, 9]


def test_the_committed_target_list_is_the_one_of_the_samples() -> None:
    assert (SAMPLES / TARGET_LIST).read_bytes() == target_list()
