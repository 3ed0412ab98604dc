"""The text of shared strings as people read it."""

from pbexcel.excel.limits import DEFAULT
from pbexcel.excel.markup import MAIN
from pbexcel.excel.reading.shared_strings import read_shared_strings


def strings(*items: str) -> tuple[str, ...]:
    return read_shared_strings(f'<sst xmlns="{MAIN}">{"".join(f"<si>{item}</si>" for item in items)}</sst>'.encode(), "xl/sharedStrings.xml", DEFAULT)


def test_runs_are_joined_and_phonetic_guides_left_out() -> None:
    assert strings("<t>95%</t>", "<r><rPr><b/></rPr><t>9</t></r><r><t>5%</t></r>", "<t>市</t><rPh sb='0' eb='1'><t>shi</t></rPh>") == ("95%", "95%", "市")


def test_what_is_crossed_out_beside_a_new_value_is_not_read() -> None:
    old, new = "<r><rPr><strike/></rPr><t>2800</t></r>", "<r><t>3200米</t></r>"
    assert strings(old + new, new + old, old.replace("<strike/>", '<strike val="0"/>') + new) == ("3200米", "3200米", "28003200米")


def test_a_text_crossed_out_as_a_whole_is_still_read() -> None:
    assert strings("<r><rPr><strike/></rPr><t>3200米</t></r>") == ("3200米",)
