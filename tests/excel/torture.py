"""A workbook with everything a patcher can lose, written by hand part by part.

`torture(...)` gives its bytes; FEATURES names what is in it and where a test can see it. Nothing here is made by the
library under test.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PKG = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\r\n'
STRICT = {
    MAIN: "http://purl.oclc.org/ooxml/spreadsheetml/main",
    REL: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def png() -> bytes:
    """A red dot: the unit's seal."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">L", len(data)) + kind + data + struct.pack(">L", zlib.crc32(kind + data))

    rows = zlib.compress(b"\0\xff\0\0")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">2L5B", 1, 1, 8, 2, 0, 0, 0)) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def relations(*entries: tuple[str, str, str] | tuple[str, str, str, str]) -> str:
    found = "".join(
        f'<Relationship Id="{entry[0]}" Type="{entry[1] if ":" in entry[1] else REL + "/" + entry[1]}" Target="{entry[2]}"'
        + (' TargetMode="External"' if len(entry) == 4 else "")
        + "/>"
        for entry in entries
    )
    return f'{HEAD}<Relationships xmlns="{PKG}">{found}</Relationships>'


SHEET = f"""{HEAD}<worksheet xmlns="{MAIN}" xmlns:r="{REL}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac xr" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac" xmlns:xr="http://schemas.microsoft.com/office/spreadsheetml/2014/revision" xr:uid="{{00000000-0001-0000-0000-000000000000}}"><sheetPr codeName="Sheet1"><tabColor rgb="FFFF0000"/><pageSetUpPr fitToPage="1"/></sheetPr><dimension ref="A1:H12"/><sheetViews><sheetView showGridLines="0" tabSelected="1" zoomScale="85" workbookViewId="0"><pane ySplit="2" topLeftCell="A3" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="G4" sqref="G4"/></sheetView></sheetViews><sheetFormatPr defaultRowHeight="14.25" x14ac:dyDescent="0.15"/><cols><col min="1" max="1" width="9.5" customWidth="1"/><col min="7" max="7" width="11" style="2" customWidth="1"/><col min="9" max="9" width="0" hidden="1" customWidth="1"/></cols><sheetData><row r="1" spans="1:8" ht="30" customHeight="1" x14ac:dyDescent="0.15"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1" s="1"/></row><row r="2" spans="1:8"><c r="A2" t="s"><v>1</v></c><c r="F2" t="s"><v>2</v></c><c r="G2" s="2" t="s"><v>3</v></c></row><row r="3" spans="1:8"><c r="A3" t="inlineStr"><is><r><rPr><b/></rPr><t>系统</t></r><r><t xml:space="preserve"> 验收</t></r></is></c><c r="F3"><v>10</v></c><c r="G3" s="2"><v>9.5</v></c><c r="H3" t="str"><f>IF(G3&lt;F3,"需说明","")</f><v>需说明</v></c></row><row r="4" spans="1:8" hidden="1"><c r="A4" t="s"><v>4</v></c><c r="F4"><v>5</v></c><c r="G4" s="2"/></row><row r="5" spans="1:8"><c r="A5" t="s"><v>1</v></c><c r="F5"><v>5</v></c><c r="G5" s="2"><f t="shared" ref="G5:G6" si="0">F5*1</f><v>5</v></c></row><row r="6" spans="1:8"><c r="F6"><v>5</v></c><c r="G6" s="2"><f t="shared" si="0"/><v>5</v></c></row><row r="8" spans="1:8"><c r="A8" t="s"><v>5</v></c><c r="F8"><f>SUM(F3:F6)</f><v>25</v></c><c r="G8" s="2"><f>SUM(G3:G6)</f><v>19.5</v></c></row><row r="9" spans="1:8"><c r="G9" s="3"><v>0.9965</v></c><c r="H9" cm="1"><f t="array" ref="H9:H10">F3:F4*2</f><v>20</v></c></row><row r="10"><c r="H10"><v>10</v></c></row><row r="11"/><row r="12"><c r="A12" t="e"><v>#REF!</v></c><c r="B12" t="b"><v>1</v></c></row></sheetData><sheetProtection sheet="1" objects="1" scenarios="1"/><protectedRanges><protectedRange sqref="G3:G6" name="得分"/></protectedRanges><autoFilter ref="A2:H8"/><mergeCells count="2"><mergeCell ref="A1:H1"/><mergeCell ref="G8:H8"/></mergeCells><phoneticPr fontId="1" type="noConversion"/><conditionalFormatting sqref="G3:G6"><cfRule type="cellIs" dxfId="0" priority="1" operator="lessThan"><formula>5</formula></cfRule></conditionalFormatting><dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" sqref="H3"><formula1>"优,良,中,差"</formula1></dataValidation></dataValidations><hyperlinks><hyperlink ref="A3" r:id="rId6" display="制度"/></hyperlinks><printOptions horizontalCentered="1"/><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/><pageSetup paperSize="9" orientation="landscape" r:id="rId7"/><headerFooter><oddHeader>&amp;C&amp;G</oddHeader><oddFooter>&amp;C第 &amp;P 页 共 &amp;N 页</oddFooter></headerFooter><rowBreaks count="1" manualBreakCount="1"><brk id="8" max="16383" man="1"/></rowBreaks><ignoredErrors><ignoredError sqref="G3" numberStoredAsText="1"/></ignoredErrors><drawing r:id="rId1"/><legacyDrawing r:id="rId2"/><legacyDrawingHF r:id="rId8"/><picture r:id="rId9"/><mc:AlternateContent><mc:Choice Requires="x14"><controls><mc:AlternateContent><mc:Choice Requires="x14"><control shapeId="2049" r:id="rId10" name="Check Box 1"><controlPr defaultSize="0" autoFill="0"><anchor><from><xdr:col xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing">1</xdr:col></from></anchor></controlPr></control></mc:Choice></mc:AlternateContent></controls></mc:Choice></mc:AlternateContent><tableParts count="1"><tablePart r:id="rId5"/></tableParts><extLst><ext uri="{{78C0D931-6437-407d-A8EE-F0AAD7539E65}}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:conditionalFormattings><x14:conditionalFormatting xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule type="dataBar" id="{{1}}"><x14:dataBar minLength="0"/></x14:cfRule><xm:sqref>G3:G6</xm:sqref></x14:conditionalFormatting></x14:conditionalFormattings></ext><ext uri="{{05C60535-1F16-4fd2-B633-F4F36F0B64E0}}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:sparklineGroups xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:sparklineGroup><x14:sparklines><x14:sparkline><xm:f>自评表!F3:F6</xm:f><xm:sqref>H5</xm:sqref></x14:sparkline></x14:sparklines></x14:sparklineGroup></x14:sparklineGroups></ext></extLst></worksheet>"""

OTHER = f"""{HEAD}<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><f>自评表!G8+1</f><v>20.5</v></c><c r="B1"><f>自评表!F3</f><v>10</v></c><c r="C1"><f>总分*2</f><v>39</v></c><c r="D1"><f>A1&amp;"分"</f><v>20.5</v></c></row></sheetData></worksheet>"""

STYLES = f"""{HEAD}<styleSheet xmlns="{MAIN}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"><numFmts count="1"><numFmt numFmtId="176" formatCode="0.00_ "/></numFmts><fonts count="2" x14ac:knownFonts="1"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="方正小标宋简体"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/><xf numFmtId="176" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="10" fontId="0" fillId="0" borderId="0" xfId="0"/></cellXfs><cellStyles count="1"><cellStyle name="常规" xfId="0" builtinId="0"/></cellStyles><dxfs count="1"><dxf><font><color rgb="FF9C0006"/></font></dxf></dxfs><extLst><ext uri="{{EB79DEF2-80B8-43e5-95BD-54CBDDF9020C}}" xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:slicerStyles defaultSlicerStyle="SlicerStyleLight1"/></ext></extLst></styleSheet>"""

STRINGS = f"""{HEAD}<sst xmlns="{MAIN}" count="9" uniqueCount="6"><si><r><rPr><b/></rPr><t>项目支出</t></r><r><t>绩效自评表</t></r><rPh sb="0" eb="2"><t>xiàngmù</t></rPh></si><si><t>三级指标</t></si><si><t>分值</t></si><si><t>得分</t></si><si><t xml:space="preserve"> 运行率_x000D_ </t></si><si><t>总分</t></si></sst>"""

VML = """<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:x="urn:schemas-microsoft-com:office:excel"><o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="1"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/></v:shapetype><v:shape id="_x0000_s1025" type="#_x0000_t202" style='visibility:hidden'><v:textbox><div><font size=2>未闭合<br></font></div></v:textbox><x:ClientData ObjectType="Note"><x:Row>2</x:Row><x:Column>6</x:Column></x:ClientData></v:shape></xml>"""

COMMENTS = f"""{HEAD}<comments xmlns="{MAIN}"><authors><author>张三</author><author>tc={{A}}</author></authors><commentList><comment ref="G3" authorId="0"><text><t>请核对</t></text></comment><comment ref="G5" authorId="1"><text><t>[线程批注]</t></text></comment></commentList></comments>"""

WORKBOOK = f"""{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{REL}"><fileVersion appName="xl"/><workbookPr codeName="ThisWorkbook" defaultThemeVersion="124226"/><workbookProtection lockStructure="1"/><bookViews><workbookView xWindow="0" yWindow="0" windowWidth="20000" windowHeight="9000" activeTab="0"/></bookViews><sheets><sheet name="自评表" sheetId="3" r:id="rId1"/><sheet name="图" sheetId="4" r:id="rId9"/><sheet name="其他" sheetId="7" state="hidden" r:id="rId2"/></sheets><externalReferences><externalReference r:id="rId7"/></externalReferences><definedNames><definedName name="_xlnm.Print_Area" localSheetId="0">自评表!$A$1:$H$12</definedName><definedName name="总分">自评表!$G$8</definedName></definedNames><calcPr calcId="191029"/></workbook>"""

TABLE = f"""{HEAD}<table xmlns="{MAIN}" id="1" name="表1" displayName="表1" ref="K1:L3"><tableColumns count="2"><tableColumn id="1" name="甲"/><tableColumn id="2" name="乙"/></tableColumns></table>"""

OFFICE = "http://schemas.microsoft.com/office/2006/relationships/"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml."


def parts(macros: bool = False) -> dict[str, bytes]:
    """Every part by name, in the order they are put in the file."""
    main = "application/vnd.ms-excel.sheet.macroEnabled.main+xml" if macros else SPREADSHEET + "sheet.main+xml"
    overrides = {
        "xl/workbook.xml": main,
        "xl/worksheets/sheet1.xml": SPREADSHEET + "worksheet+xml",
        "xl/worksheets/sheet2.xml": SPREADSHEET + "worksheet+xml",
        "xl/chartsheets/sheet1.xml": SPREADSHEET + "chartsheet+xml",
        "xl/styles.xml": SPREADSHEET + "styles+xml",
        "xl/sharedStrings.xml": SPREADSHEET + "sharedStrings+xml",
        "xl/calcChain.xml": SPREADSHEET + "calcChain+xml",
        "xl/comments1.xml": SPREADSHEET + "comments+xml",
        "xl/tables/table1.xml": SPREADSHEET + "table+xml",
        "xl/charts/chart1.xml": "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
        "xl/drawings/drawing1.xml": "application/vnd.openxmlformats-officedocument.drawing+xml",
        "docProps/custom.xml": "application/vnd.openxmlformats-officedocument.custom-properties+xml",
    }
    if macros:
        overrides["xl/vbaProject.bin"] = "application/vnd.ms-office.vbaProject"
    types = "".join(f'<Override PartName="/{part}" ContentType="{kind}"/>' for part, kind in overrides.items())
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml", "xml": "application/xml",
                "png": "image/png", "vml": "application/vnd.openxmlformats-officedocument.vmlDrawing", "bin": "application/octet-stream"}  # fmt: skip
    endings = "".join(f'<Default Extension="{ending}" ContentType="{kind}"/>' for ending, kind in defaults.items())
    texts: dict[str, str | bytes] = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">{endings}{types}</Types>',
        "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml"), ("rId2", "custom-properties", "docProps/custom.xml")),
        "xl/workbook.xml": WORKBOOK,
        "xl/_rels/workbook.xml.rels": relations(
            ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "worksheet", "/xl/worksheets/sheet2.xml"),
            ("rId3", "styles", "styles.xml"), ("rId4", "sharedStrings", "sharedStrings.xml"), ("rId5", "calcChain", "calcChain.xml"),
            ("rId6", "http://www.wps.cn/officeDocument/2020/cellImage", "cellimages.xml"),
            ("rId7", "externalLink", "externalLinks/externalLink1.xml"), ("rId9", "chartsheet", "chartsheets/sheet1.xml"),
            *([("rId8", OFFICE + "vbaProject", "vbaProject.bin")] if macros else []),
        ),
        "xl/worksheets/sheet1.xml": SHEET,
        "xl/worksheets/_rels/sheet1.xml.rels": relations(
            ("rId1", "drawing", "../drawings/drawing1.xml"), ("rId2", "vmlDrawing", "../drawings/vmlDrawing1.vml"),
            ("rId3", "comments", "../comments1.xml"), ("rId4", "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment", "../threadedComments/threadedComment1.xml"),
            ("rId5", "table", "../tables/table1.xml"), ("rId6", "hyperlink", "https://example.cn/a%20b", "External"),
            ("rId7", "printerSettings", "../printerSettings/printerSettings1.bin"), ("rId8", "vmlDrawing", "../drawings/vmlDrawing2.vml"),
            ("rId9", "image", "../media/image1.png"), ("rId10", "ctrlProp", "../ctrlProps/ctrlProp1.xml"),
        ),
        "xl/worksheets/sheet2.xml": OTHER,
        "xl/chartsheets/sheet1.xml": f'{HEAD}<chartsheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"/></sheetViews></chartsheet>',
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": STRINGS,
        "xl/calcChain.xml": f'{HEAD}<calcChain xmlns="{MAIN}"><c r="G8" i="3"/><c r="F8"/><c r="A1" i="7"/></calcChain>',
        "xl/comments1.xml": COMMENTS,
        "xl/threadedComments/threadedComment1.xml": f'{HEAD}<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"/>',
        "xl/drawings/vmlDrawing1.vml": VML,
        "xl/drawings/vmlDrawing2.vml": VML.replace("_s1025", "_s3001").replace('"Note"', '"Pict"'),
        "xl/drawings/drawing1.xml": f'{HEAD}<xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><xdr:absoluteAnchor><xdr:sp><xdr:txBody><a:p><a:r><a:t>文本框</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:absoluteAnchor></xdr:wsDr>',
        "xl/drawings/_rels/drawing1.xml.rels": relations(("rId1", "image", "../media/image1.png"), ("rId2", "chart", "../charts/chart1.xml")),
        "xl/charts/chart1.xml": f'{HEAD}<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart/></c:chartSpace>',
        "xl/media/image1.png": png(),
        "xl/ctrlProps/ctrlProp1.xml": f'{HEAD}<formControlPr xmlns="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" objectType="CheckBox"/>',
        "xl/printerSettings/printerSettings1.bin": b"\0\1printer",
        "xl/tables/table1.xml": TABLE,
        "xl/cellimages.xml": f'{HEAD}<etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData"/>',
        "xl/externalLinks/externalLink1.xml": f'{HEAD}<externalLink xmlns="{MAIN}"/>',
        "customXml/item1.xml": "<表单>预算一体化</表单>",
        "docProps/custom.xml": f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"><property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="KSOProductBuildVer"><vt:lpwstr>2052-12.1.0.15712</vt:lpwstr></property></Properties>',
    }  # fmt: skip
    if macros:
        texts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0 macros"
    return {name: text.encode() if isinstance(text, str) else text for name, text in texts.items()}


def torture(*, macros: bool = False, strict: bool = False, changed: Mapping[str, bytes] | None = None) -> bytes:
    """The workbook's bytes; `changed` replaces or adds parts."""
    found = parts(macros)
    if strict:
        for name, data in found.items():
            for old, new in STRICT.items():
                data = data.replace(old.encode(), new.encode())
            found[name] = data
    return zipped({**found, **(changed or {})})


BARE_TYPES = f"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{SPREADSHEET}sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{SPREADSHEET}worksheet+xml"/></Types>"""


def bare(sheet: bytes) -> bytes:
    """The smallest workbook around a worksheet."""
    book = f'<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
    return zipped(
        {
            "[Content_Types].xml": BARE_TYPES.encode(),
            "_rels/.rels": relations(("rId1", "officeDocument", "xl/workbook.xml")).encode(),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": relations(("rId1", "worksheet", "worksheets/sheet1.xml")).encode(),
            "xl/worksheets/sheet1.xml": sheet,
        }
    )


def zipped(found: Mapping[str, bytes], *, stream: bool = False) -> bytes:
    """Parts as a zip archive with a fixed date; `stream` writes data descriptors, as programs do that cannot seek."""
    buffer = io.BytesIO()
    target = _NoSeek(buffer) if stream else buffer
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[arg-type]
        for name, data in found.items():
            archive.writestr(zipfile.ZipInfo(name, (2021, 12, 31, 8, 30, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


class _NoSeek:
    def __init__(self, target: io.BytesIO) -> None:
        self._target = target

    def write(self, data: bytes) -> int:
        return self._target.write(data)

    def flush(self) -> None:
        pass
