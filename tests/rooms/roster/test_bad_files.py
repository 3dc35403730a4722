"""Files that are no lists, or lists in odd clothes: a clear answer each, with what to do next."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from django.utils import translation

from hocvuso.core.roster import encodings
from hocvuso.people.models import Person
from hocvuso.roster import actions, queries, sentences, sources, workbook
from hocvuso.roster.actions import Handed
from hocvuso.roster.models import RosterEntry, RosterImport
from hocvuso.roster.unreadable import Unreadable
from tests.rooms import places
from tests.rooms.roster import files
from tests.rooms.roster.files import HEAD, row

pytestmark = pytest.mark.django_db


@pytest.fixture
def sewing():
    return places.province().sewing


def stage(unit, source, sheet=""):
    return actions.stage(Handed(unit, None, "file", "x", sheet), source)


def refused(data, unit):
    """Return code and Vietnamese sentence with which a file is refused."""
    with translation.override("vi"), pytest.raises(Unreadable) as problem:
        source = sources.of_file(data)
        stage(unit, source)
    with translation.override("vi"):
        return problem.value.code, sentences.unreadable(problem.value)


def zipped(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in entries.items():
            archive.writestr(name.replace("__", "/").replace("_dot_", "."), text)
    return out.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "empty", "Tệp trống"),
        (b"\n\n  \n", "empty", "Tệp trống"),
        (b"%PDF-1.7 ...", "wrong_kind", "tệp PDF"),
        (b"\xff\xd8\xff\xe0 JFIF", "wrong_kind", "ảnh"),
        (b"MZ\x90\x00\x03\x00\x00\x00\x04", "wrong_kind", "Chọn tệp Excel hoặc CSV"),
        (zipped(word__document_dot_xml="<w/>"), "wrong_kind", "Word"),
        (zipped(a="x"), "wrong_kind", "zip"),
        (zipped(a="x")[:40], "damaged", "Mở bằng Excel"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password", "Gỡ mật khẩu"),
        (OLE, "damaged", "Mở bằng Excel"),
        (files.xlsx([HEAD, row(1, "A B")])[:3000], "damaged", "Mở bằng Excel"),
        (b"x" * (sources.MOST_BYTES + 1), "too_big", "40 MB"),
        (files.xlsx([["Ngay", "So tien"], [1, 2]]), "no_names", "Ghi “Họ và tên”"),
        (files.xlsx([["Ho ten", "SDT"]]), "empty", "Tệp trống"),
        (files.xlsx([]), "empty", "Tệp trống"),
        (
            files.several({"Ẩn": ("hidden", [["Họ tên"], ["A B"]]), "Trống": ("visible", [])}),
            "only_hidden",
            "đang ẩn: Ẩn",
        ),
        (
            files.several({"T5": ("visible", [["Họ tên"], ["A B"]]), "T6": ("visible", [["Họ tên"], ["C D"]])}),
            "which_sheet",
            "nhiều trang tính",
        ),
    ],
    # A zip holds the time at which it was made; a test has the same name in each process.
    ids=lambda value: "file" if isinstance(value, bytes) else None,
)
def test_each_has_its_own_sentence(data, code, words, sewing):
    found, sentence = refused(data, sewing)
    assert (found, words in sentence) == (code, True), sentence
    assert not Person.objects.exists()
    assert not RosterImport.objects.exists()


def test_a_million_rows_are_refused_without_being_loaded(monkeypatch, sewing):
    """The rows are counted in the compressed file; the sentence says how many there are and how many may be."""
    sheet = '<worksheet><dimension ref="A1:C1048576"/><sheetData>' + '<row r="1"><c r="A1"><v>1</v></c></row>' * 1200
    data = zipped(
        xl__workbook_dot_xml='<sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets>',
        xl___rels__workbook_dot_xml_dot_rels='<Relationship Id="rId1" Target="worksheets/s.xml"/>',
        xl__worksheets__s_dot_xml=sheet,
    )
    monkeypatch.setattr("hocvuso.roster.sources.MOST_ROWS", 1000)
    monkeypatch.setattr("python_calamine.load_workbook", lambda *_: pytest.fail("loaded"))
    code, sentence = refused(data, sewing)
    assert code == "too_many_rows"
    assert "1.048.576 dòng" in sentence


def test_a_zip_bomb_is_refused_by_its_declared_size(monkeypatch, sewing):
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1000)
    assert refused(files.xlsx([HEAD, row(1, "A B")]), sewing)[0] == "too_many_rows"


def test_hidden_sheets_are_named_and_the_visible_one_is_read(sewing):
    data = files.several(
        {
            "Danh sách": ("visible", [["Họ tên"], ["Lê An"]]),
            "Lương": ("hidden", [["Họ tên", "Lương"], ["Lê An", 5]]),
        }
    )
    found = stage(sewing, sources.of_file(data))
    seen = queries.preview(found)
    assert (seen.rows, seen.notes["hidden"], seen.notes["sheet"]) == (1, ["Lương"], "Danh sách")
    chosen = stage(sewing, sources.of_file(data), "Lương")
    assert queries.preview(chosen).notes["dropped"] == [["salary", "Lương"]]


def test_formulas_give_their_values_and_are_named(sewing):
    book = openpyxl.load_workbook(io.BytesIO(files.xlsx([["Họ", "Tên", "Họ và tên"], ["Lê", "An", "Lê An"]])))
    page = book.active
    page["C2"] = '=A2&" "&B2'
    out = io.BytesIO()
    book.save(out)
    # As Excel saves it: the formula with its value.
    patched = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(patched, "w") as new:
        for each in old.infolist():
            text = old.read(each)
            if each.filename.endswith("sheet1.xml"):
                text = (
                    text.replace(b'<c r="C2"><f>', b'<c r="C2" t="str"><f>')
                    .replace(b"<v />", b"<v>Le An</v>")
                    .replace(b"<v></v>", b"<v>Le An</v>")
                )
            new.writestr(each, text)
    found = stage(sewing, sources.of_file(patched.getvalue()))
    assert queries.preview(found).notes["formulas"] == ["Họ và tên"]
    actions.enter(found)
    assert Person.objects.get().full_name == "Le An"


def test_merged_cells_over_rows_count_for_each_of_them(sewing):
    book = openpyxl.Workbook()
    page = book.active
    for cells in (
        ["Tổ", "Họ và tên"],
        ["Tổ may 1", "Lê An"],
        [None, "Lê Bình"],
        [None, "Lê Chi"],
        [None, "Lê Dung"],
        ["Tổ may 2", "Lê Giang"],
    ):
        page.append(cells)
    page.merge_cells("A2:A5")
    out = io.BytesIO()
    book.save(out)
    found = stage(sewing, sources.of_file(out.getvalue()))
    actions.enter(found)
    assert sorted(RosterEntry.objects.values_list("name_key", "team")) == [
        ("le an", "Tổ may 1"),
        ("le binh", "Tổ may 1"),
        ("le chi", "Tổ may 1"),
        ("le dung", "Tổ may 1"),
        ("le giang", "Tổ may 2"),
    ]


NAMES = [("Nguyễn Thị Hương", "Tổ hoàn thiện"), ("Đỗ Đức Ánh", "Chuyền may số bảy"), ("Phạm Văn Lượng", "Tổ cắt")]
TEXT = "Họ và tên;Điện thoại;Tổ\n" + "\n".join(f"{name};091234567{n};{team}" for n, (name, team) in enumerate(NAMES))


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        encodings.cp1258_bytes(TEXT),
        encodings.to_bytes(encodings.to_tcvn3(TEXT)),
        encodings.to_bytes(encodings.to_vni(TEXT)),
        TEXT.replace(";", ",").encode(),
        TEXT.replace(";", "\t").encode(),
        TEXT.replace("\n", "\r\n").encode(),
    ],
    ids=["utf8", "bom", "utf16", "utf16le", "utf16be", "cp1258", "tcvn3", "vni", "comma", "tab", "crlf"],
)
def test_delimited_text_in_every_encoding(sewing, data):
    found = stage(sewing, sources.of_file(data))
    actions.enter(found)
    assert sorted(Person.objects.values_list("full_name", "phone")) == sorted(
        (name, f"091234567{n}") for n, (name, _) in enumerate(NAMES)
    )


def test_an_html_table_that_calls_itself_excel_is_read(sewing):
    rows = "".join(f"<tr><td>{n}</td><td>{name}</td><td>&nbsp;</td></tr>" for n, (name, _) in enumerate(NAMES, 1))
    page = f"<html><table><tr><th>STT</th><th>Họ tên</th><th>SĐT</th></tr>{rows}</table></html>"
    actions.enter(stage(sewing, sources.of_file(page.encode(), "ds.xls")))
    assert Person.objects.count() == 3


def test_an_ods_file_is_read(sewing):
    """A minimal file as LibreOffice writes it."""
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = (["Họ và tên", "SĐT"], ["Lê An", "0912345678"])
    cells = "".join(f"<table:table-row>{''.join(map(cell.format, line))}</table:table-row>" for line in lines)
    spaces = "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    content = (
        f'<office:document-content{spaces}><office:body><office:spreadsheet><table:table table:name="S">{cells}'
        "</table:table></office:spreadsheet></office:body></office:document-content>"
    )
    data = zipped(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        content_dot_xml=content,
        **{"META-INF__manifest_dot_xml": "<m/>"},
    )
    actions.enter(stage(sewing, sources.of_file(data)))
    assert Person.objects.get().phone == "0912345678"
    locked = zipped(
        mimetype="application/vnd.oasis.opendocument.spreadsheet",
        content_dot_xml=content,
        **{"META-INF__manifest_dot_xml": "<manifest:encryption-data/>"},
    )
    assert refused(locked, sewing)[0] == "password"
