"""Officials' pages about groups: founding from the form, papers with blanks, on behalf by phone, who may not."""

from __future__ import annotations

import io
import uuid

import pytest
from docx import Document

from hocvuso.groups import worklog
from hocvuso.groups.models import Group, GroupMember, HelpRequest
from hocvuso.people import traces
from hocvuso.plumbing import clock
from tests.rooms import places
from tests.rooms.groups.people_of_groups import founded, offered

pytestmark = pytest.mark.django_db(databases="__all__")


def words_of(answer) -> str:
    """Return all the words of a Word file."""
    document = Document(io.BytesIO(b"".join(answer.streaming_content)))
    lines = [each.text for each in document.paragraphs]
    for table in document.tables:
        lines += [cell.text for row in table.rows for cell in row.cells]
    return "\n".join([*lines, *(each.text for each in document.sections[0].header.paragraphs)])


@pytest.fixture
def pair(place: places.Province) -> tuple[uuid.UUID, uuid.UUID]:
    """Two workers of the sewing factory."""
    return places.worker("Trần Văn Dũng", place.sewing), places.worker("Phạm Thị Hoa", place.sewing)


def test_a_group_is_founded_from_the_form_with_what_is_known(place, chair, pair):
    for person in pair:
        offered(person)
    browser = places.come_in()
    page = browser.get("/cb/to/lap?don-vi=SEW").content.decode()
    assert "Trần Văn Dũng" in page and 'value="head" selected' in page
    found = browser.post("/cb/to/lap?don-vi=SEW", {"viec": "tim", "tim": "hoa"})
    assert found.status_code == 200 and not Group.objects.exists()
    form = {
        "ten": "Tổ số", "dia-ban": "Xưởng 1", "ngay": ["1", "3"], "tu": "17", "den": "19",
        f"vai-{pair[0]}": "head", f"vai-{pair[1]}": "member", f"vai-{uuid.uuid4()}": "member",
    }  # fmt: skip
    assert browser.post("/cb/to/lap?don-vi=SEW", {**form, "den": "9"}).status_code == 422
    assert browser.post("/cb/to/lap?don-vi=SEW", form)["Location"].startswith("/cb/to/")
    assert set(GroupMember.objects.values_list("person", flat=True)) == set(pair), "who may not be seen is left out"
    assert any("thấy bạn nhận giúp người khác" in each.did for each in traces.seen([pair[0]]))


def test_people_of_another_unit_cannot_be_put_into_a_group(place, chair, pair):
    stranger = places.worker("Lò Văn Xa", place.packing)
    group = founded(place.sewing, chair, *pair)
    browser = places.come_in()
    assert "Lò Văn Xa" not in browser.get(f"/cb/to/{group.pk}?don-vi=SEW&tim=xa").content.decode()
    sent = {"viec": "them", "nguoi": str(stranger), "vai": "member"}
    assert browser.post(f"/cb/to/{group.pk}?don-vi=SEW", sent).status_code == 404
    assert not GroupMember.objects.filter(person=stranger).exists()


def test_papers_carry_members_and_leave_number_day_and_signer_blank(place, chair, pair):
    group = founded(place.sewing, chair, *pair, decided=False)
    browser = places.come_in()
    said = words_of(browser.get(f"/cb/to/{group.pk}/quyet-dinh.docx?don-vi=SEW"))
    for word in ("QUYẾT ĐỊNH", "Trần Văn Dũng", "Tổ trưởng", "Xưởng 1", "Số: ………", "BẢN NHÁP", "không hỏi mã"):
        assert word in said, word
    assert "Lê Thị Hạnh" not in said, "no signer is made up"
    worklog.enter(group.pk, pair[0], "class", 90, 12, "", on=clock.today(), now=clock.now())
    report = words_of(browser.get(f"/cb/to/{group.pk}/bao-cao.docx?don-vi=SEW"))
    assert "BÁO CÁO" in report and "Trần Văn Dũng" in report and "90" in report
    assert browser.get(f"/cb/to/{group.pk}/cam-on/{pair[0]}.docx?don-vi=SEW").status_code == 404
    browser.post(f"/cb/to/{group.pk}?don-vi=SEW", {"viec": "cam-on", "nguoi": str(pair[0])})
    letter = words_of(browser.get(f"/cb/to/{group.pk}/cam-on/{pair[0]}.docx?don-vi=SEW"))
    assert "THƯ CẢM ƠN" in letter and "1 giờ 30 phút" in letter and "12 lượt người" in letter
    assert any("thấy tên bạn trong danh sách tổ" in each.did for each in traces.seen([pair[0]]))


def test_somebody_who_calls_is_written_down_and_sees_who_did_it(place, chair, pair):
    lan = places.worker("Nguyễn Thị Lan", place.sewing)
    founded(place.sewing, chair, *pair)
    browser = places.come_in()
    assert "Ghi hộ yêu cầu" in browser.get(f"/cb/nguoi/{lan}?don-vi=SEW").content.decode()
    assert browser.post(f"/cb/ho-tro/ho/{lan}?don-vi=SEW", {"q": " "}).status_code == 422
    answer = browser.post(f"/cb/ho-tro/ho/{lan}?don-vi=SEW", {"q": "ba cu goi den", "cach": "call"})
    row = HelpRequest.objects.get()
    assert answer.status_code == 302 and (row.person, row.source, row.way, row.entered_by) == (
        lan,
        "phone",
        "call",
        chair,
    )
    assert any("ghi hộ bạn" in each.did for each in traces.seen([lan]))
    places.official(place.shoes, username="giay")
    beside = places.come_in("giay")
    assert beside.post(f"/cb/ho-tro/ho/{lan}?don-vi=SHO", {"q": "x"}).status_code == 404


def test_the_ready_report_counts_groups_and_keeps_unknown_unknown(place, chair, pair):
    from hocvuso.reports import targets
    from hocvuso.reports.definitions import groups as definition
    from hocvuso.reports.definitions.shape import Asked
    from hocvuso.unions import queries as unions

    founded(place.sewing, chair, *pair)
    day = clock.today()
    unit = unions.unit(place.ward, day)
    assert unit is not None
    rows = definition.DEFINITION.make(Asked(unit, day, targets.of_workers(), day.replace(day=1))).rows()
    by_code = {row[1]: row for row in rows}
    assert by_code["SEW"][2] == "đã có tổ" and by_code["SEW"][5:7] == (2, 2)
    assert by_code["SHO"][2] == "chưa có tổ" and by_code["SHO"][4:] == (None,) * 6
