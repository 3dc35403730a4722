"""Judging a message: reading, links by their form, signs with their words, verdicts on what was not learnt."""

from __future__ import annotations

import pytest

from hocvuso.core.messages import judge as judging
from hocvuso.core.messages.links import links_in
from hocvuso.core.messages.reading import read
from hocvuso.core.messages.signs import signs_in
from hocvuso.curriculum.parse import content_folder
from hocvuso.curriculum.reading.messages import read_messages


@pytest.fixture(scope="module")
def known() -> judging.Judge:
    """Learnt from all written messages."""
    written, problems = read_messages(content_folder())
    assert problems == []
    return judging.learn([o.text for o in written], [o.is_scam for o in written], [o.template for o in written])


def test_there_are_enough_messages_and_none_stands_twice() -> None:
    written, _ = read_messages(content_folder())
    assert sum(one.is_scam for one in written) >= 500
    assert sum(not one.is_scam for one in written) >= 500
    texts = [read(one.text).words for one in written]
    assert len(set(texts)) == len(texts)


def test_numbers_and_disguises_are_read_as_classes() -> None:
    assert read("Goi 0000 000 117 truoc 17h, phi 500.000d").words == "goi PHONE truoc TIME phi MONEY"
    assert read("V.a.y t.i.ề.n").words == "vay tien"


def test_links_are_judged_by_form_only() -> None:
    assert links_in("vao moc-bank.top.example ngay")[0].is_odd
    assert not links_in("xem https://saonet.vn.example/cuoc")[0].is_odd
    assert links_in("mo GiayMoi.apk")[0].forms == ("link", "program")


def test_asking_for_a_code_is_a_sign_and_warning_of_it_is_none() -> None:
    assert "secret" in {sign.name for sign in signs_in(read("Chị đọc mã OTP cho em"))}
    assert signs_in(read("Tuyệt đối không cung cấp mã OTP cho bất kỳ ai")) == ()


def test_a_promised_cure_is_a_sign_and_a_settled_debt_is_none() -> None:
    assert "cure" in {sign.name for sign in signs_in(read("Bài thuốc gia truyền chữa dứt điểm xương khớp"))}
    assert "cure" not in {sign.name for sign in signs_in(read("Hai bên dứt điểm công nợ trong tháng này"))}


def test_a_costly_number_is_a_sign_and_the_way_to_stop_adverts_is_none() -> None:
    assert "premium" in {sign.name for sign in signs_in(read("Có người tặng bạn bài hát, soạn QUA gửi 8xxx để nghe"))}
    assert "premium" not in {sign.name for sign in signs_in(read("(QC) Giam 50%. Tu choi: soan TC gui 8xxx"))}
    assert "secrecy" not in {sign.name for sign in signs_in(read("Người bí mật tặng bạn một bài hát"))}
    assert "premium" not in {sign.name for sign in signs_in(read("Goi D90 con 1GB, mua them soan MUA gui 9xx"))}


def test_names_are_read_as_what_they_are() -> None:
    """What was learnt of invented banks holds for real ones: a name proves nothing."""
    said = "{}: tai khoan cua quy khach bi khoa, xac minh tai moc-bank.top.example"
    real = ("Vietcombank", "VCB", "NH Techcombank", "ngan hang ABCbank")
    assert {read(said.format(name)).words for name in ("MOCBANK", "Song Xanh", *real)} == {
        read(said.format("MOCBANK")).words
    }
    assert read("Don Shopee do SPX giao").words == "don STORE do COURIER giao"
    assert "BANK" not in read("dang nhap internet banking").words


@pytest.mark.parametrize(
    "text",
    [
        "Bo Cong an: ban lien quan vu rua tien, chuyen tien vao tai khoan an toan, khong noi voi ai",
        "đọc mã OTP cho em nhanh",
        "Chuc mung ban trung thuong xe may, nop phi 500k nhan giai",
        "Tai khoan bi khoa, xac minh tai moc-bank.top.example",
        "Cai file CapNhat.apk roi bat quyen tro nang",
    ],
)
def test_classic_tricks_are_never_called_without_sign(known: judging.Judge, text: str) -> None:
    found = judging.judge(known, text)
    assert found.verdict != "no_sign"
    assert found.signs and all(found.quote(sign) in text for sign in found.signs)


@pytest.mark.parametrize("text", ["", "ok e", "TK xxx123 +5,200,000VND luong T5. SD 7,300,000", "\ud83d \u200b!!"])
def test_everyday_messages_have_no_sign(known: judging.Judge, text: str) -> None:
    assert judging.judge(known, text).verdict == "no_sign"
    assert judging.judge(known, text).signs == ()


def test_what_was_learnt_survives_the_disk(known: judging.Judge, tmp_path) -> None:  # type: ignore[no-untyped-def]
    judging.save(known, tmp_path / "judge.npz")
    again = judging.load(tmp_path / "judge.npz")
    assert judging.judge(again, "doc ma otp").probability == judging.judge(known, "doc ma otp").probability
    assert (tmp_path / "judge.npz").stat().st_size < 5_000_000
