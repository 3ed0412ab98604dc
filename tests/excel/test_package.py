"""Files that are no workbooks, broken workbooks, hostile workbooks: each is refused by its own code, quickly."""

import contextlib
import io
import struct
import time
import tracemalloc
import zipfile
import zlib

import pytest
from torture import HEAD, MAIN, OTHER, bare, parts, torture, zipped

from pbexcel.excel.package import Limits, open_package
from pbexcel.faults import Unopenable
from pbexcel.problems import catalogue, problem

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def read_whole(data: bytes, limits: Limits | None = None) -> None:
    package = open_package(data, limits or Limits())
    for info in package.sheets:
        package.sheet(info.name)


def code_of(data: bytes, limits: Limits | None = None) -> str:
    with pytest.raises(Unopenable) as refused:
        read_whole(data, limits)
    assert refused.value.code in catalogue()
    assert problem(refused.value.code, read="a.xlsx", detail=refused.value.detail, place="a.xlsx").severity == "退回"
    return refused.value.code


@pytest.mark.parametrize(
    ("data", "code", "word"),
    [
        (b"", "F101", ""),
        (OLE + "Workbook\0".encode("utf-16-le"), "F102", "xls"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "F103", "密码"),
        (OLE + "WordDocument".encode("utf-16-le"), "F104", "Word"),
        (OLE, "F104", "Office"),
        (b"%PDF-1.7", "F105", "PDF"),
        (b"\x89PNG\r\n", "F105", "图片"),
        ("项目,得分\n甲,10\n".encode("gbk"), "F105", "CSV"),
        ("\ufeff项目,得分\n".encode(), "F105", "CSV"),
        ("项目\t得分\n".encode("utf-16"), "F105", "CSV"),
        (b"<html><table><tr><td>1</td></tr></table></html>", "F105", "HTML"),
        (b'<?xml version="1.0"?><Workbook/>', "F105", "XML"),
        ("随便写的".encode(), "F105", "文本"),
        (b"\0" * 64, "F105", "空字节"),
        (zipped({"word/document.xml": b"<w/>", "[Content_Types].xml": b"<T/>"}), "F106", "Word"),
        (zipped({"mimetype": b"x", "content.xml": b"<o/>"}), "F106", "ODS"),
        (zipped({"a.txt": b"x"}), "F106", "压缩包"),
        (zipped({"xl/workbook.bin": b"x", "_rels/.rels": b"<R/>"}), "F116", "xlsb"),
        (b"PK\x03\x04" + b"\0" * 40, "F108", "不完整"),
    ],
)
def test_a_file_that_is_no_workbook_is_named_for_what_it_is(data: bytes, code: str, word: str) -> None:
    with pytest.raises(Unopenable) as refused:
        open_package(data)
    assert refused.value.code == code
    assert word in refused.value.detail


def test_a_workbook_cut_off_anywhere_is_refused_and_never_crashes() -> None:
    data = torture()
    for length in [*range(0, 200), *range(200, len(data), 61), *range(len(data) - 200, len(data))]:
        assert code_of(data[:length]) in ("F101", "F105", "F108")


def test_a_changed_byte_never_crashes_the_reader() -> None:
    data = torture()
    for at in range(0, len(data), 7):
        broken = bytearray(data)
        broken[at] ^= 0xFF
        with contextlib.suppress(Unopenable):
            read_whole(bytes(broken))


def test_a_workbook_too_large_is_refused_before_it_is_read() -> None:
    assert code_of(torture(), Limits(file_bytes=100)) == "F107"
    assert code_of(torture(), Limits(parts=3)) == "F109"
    assert code_of(torture(), Limits(part_bytes=1000)) == "F109"
    assert code_of(torture(), Limits(cells=3)) == "F109"
    assert code_of(torture(), Limits(sheets=1)) == "F109"


def test_a_zip_bomb_is_refused_by_its_declared_size() -> None:
    bomb = zipped({**parts(), "xl/media/image2.png": b"\0" * 260_000_000})
    assert len(bomb) < 400_000
    assert code_of(bomb) == "F109"


def test_a_bomb_that_lies_about_its_size_is_stopped_while_inflating() -> None:
    found = parts()
    found["xl/worksheets/sheet1.xml"] = b" " * 50_000_000
    data = zipped(found)
    size, lie = struct.pack("<L", 50_000_000), struct.pack("<L", 1_000)
    tracemalloc.start()
    assert code_of(data.replace(size, lie)) == "F110"
    assert tracemalloc.get_traced_memory()[1] < 5_000_000
    tracemalloc.stop()


def test_two_parts_of_one_name_are_refused_whatever_their_case() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in parts().items():
            archive.writestr(name, data)
        archive.writestr("XL/Workbook.xml", b"<other/>")
    assert code_of(buffer.getvalue()) == "F113"


def test_members_that_share_bytes_are_refused() -> None:
    data = torture()
    entries = data.index(b"PK\x01\x02")
    second = data.index(b"PK\x01\x02", entries + 4)
    broken = bytearray(data)
    broken[entries + 42 : entries + 46] = data[second + 42 : second + 46]
    assert code_of(bytes(broken)) == "F108"


@pytest.mark.parametrize("name", ["../evil.xml", "/abs.xml", "C:/x.xml", "xl/../../x"])
def test_part_names_that_lead_outside_are_refused(name: str) -> None:
    assert code_of(zipped({**parts(), name: b"x"})) == "F114"


def test_document_types_and_entities_are_refused() -> None:
    laughs = f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet xmlns="{MAIN}"><sheetData/></worksheet>'
    assert code_of(torture(changed={"xl/worksheets/sheet1.xml": laughs.encode()})) == "F111"
    external = '<?xml version="1.0"?><!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>'
    assert code_of(torture(changed={"xl/workbook.xml": external.encode()})) == "F111"


def test_other_encodings_than_utf8_are_refused() -> None:
    text = OTHER.replace('encoding="UTF-8"', 'encoding="UTF-16"')
    assert code_of(torture(changed={"xl/worksheets/sheet2.xml": text.encode("utf-16")})) == "F112"
    text = OTHER.replace('encoding="UTF-8"', 'encoding="GB2312"')
    assert code_of(torture(changed={"xl/worksheets/sheet2.xml": text.encode("gbk")})) == "F112"


def test_a_workbook_whose_parts_are_missing_is_refused() -> None:
    for missing in ("xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "[Content_Types].xml"):
        assert code_of(zipped({name: data for name, data in parts().items() if name != missing})) == "F108"
    assert code_of(zipped({name: data for name, data in parts().items() if name != "xl/workbook.xml"})) == "F106"
    empty = f'{HEAD}<workbook xmlns="{MAIN}"><sheets/></workbook>'
    assert code_of(torture(changed={"xl/workbook.xml": empty.encode()})) == "F117"


def test_a_password_on_the_archive_is_named() -> None:
    data = bytearray(torture())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    assert code_of(bytes(data)) == "F103"


def test_what_a_workbook_says_about_itself_is_read() -> None:
    package = open_package(torture(macros=True))
    assert [(info.name, info.state) for info in package.sheets] == [("自评表", "visible"), ("其他", "hidden")]
    assert package.has_macros
    assert package.has_external_links
    assert not package.is_strict
    assert not package.date1904
    assert open_package(torture(strict=True)).is_strict
    assert not open_package(torture()).has_macros


def test_sheets_are_found_through_relations_and_not_by_their_names() -> None:
    found = parts()
    found["odd/one.xml"] = found.pop("xl/worksheets/sheet1.xml").replace(b' r:id="', b' x:id="').replace(b"xmlns:r=", b"xmlns:x=")
    found["xl/_rels/workbook.xml.rels"] = found["xl/_rels/workbook.xml.rels"].replace(b"worksheets/sheet1.xml", b"../odd/one.xml", 1)
    assert open_package(zipped(found)).sheet("自评表").at(1, 1).text == "项目支出绩效自评表"


def test_a_million_styled_empty_rows_cost_little_time_and_memory() -> None:
    rows = "".join(f'<row r="{n}" s="1" customFormat="1" ht="14.25"/>' for n in range(2, 1_000_001))
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>{rows}</sheetData></worksheet>'
    data = bare(sheet.encode())
    del rows, sheet
    tracemalloc.start()
    open_package(data).sheet("S")
    assert tracemalloc.get_traced_memory()[1] < 200_000_000
    tracemalloc.stop()
    started = time.process_time()
    found = open_package(data).sheet("S")
    assert time.process_time() - started < 2
    assert len(found.cells) == 1


def test_a_cell_in_the_last_corner_costs_nothing_and_one_beyond_is_refused() -> None:
    def with_cell(ref: str, row: str) -> bytes:
        return bare(f'<worksheet xmlns="{MAIN}"><sheetData><row r="{row}"><c r="{ref}"><v>7</v></c></row></sheetData></worksheet>'.encode())

    sheet = open_package(with_cell("XFD1048576", "1048576")).sheet("S")
    assert sheet.at(1_048_576, 16_384).text == "7"
    assert code_of(with_cell("XFE1", "1")) == "F108"
    assert code_of(with_cell("A1048577", "1048577")) == "F108"
    assert code_of(with_cell("A0", "1")) == "F108"


def test_sixty_thousand_styles_are_read_quickly() -> None:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs>' + '<xf numFmtId="10"/>' * 60_000 + "</cellXfs></styleSheet>"
    started = time.process_time()
    package = open_package(torture(changed={"xl/styles.xml": styles.encode()}))
    assert package.sheet("自评表").at(9, 7).text == "99.65%"
    assert time.process_time() - started < 2


def test_a_wild_number_of_merged_areas_or_a_tag_without_end_is_refused() -> None:
    merges = '<mergeCell ref="A1:B2"/>' * 60_000
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData/><mergeCells>{merges}</mergeCells></worksheet>'
    assert code_of(bare(sheet.encode())) == "F109"
    endless = f'<worksheet xmlns="{MAIN}"><sheetData x="'.encode() + b"a" * 8_000_000 + b'"/></worksheet>'
    assert code_of(bare(endless)) == "F109"


def test_a_whole_sheet_merged_is_still_answered_quickly() -> None:
    sheet = f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>3</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>'
    assert open_package(bare(sheet.encode())).sheet("S").at(77, 77).text == "3"


def test_the_checksum_of_a_part_is_checked() -> None:
    found = parts()
    data = zipped(found)
    crc = struct.pack("<L", zlib.crc32(found["xl/sharedStrings.xml"]))
    assert code_of(data.replace(crc, b"\1\2\3\4")) == "F108"
