"""`hocvuso exchange send | receive | status | invite | pair | answer`, on real files, with their exit codes."""

import json
import re

import pytest

from hocvuso.core.exchange import codes
from hocvuso.exchange import cli, identity, pairing, queries, signing
from hocvuso.exchange.models import Installation, PairingCode
from hocvuso.people.models import Person
from tests.rooms import places
from tests.rooms.exchange.partner import Partner, worker

pytestmark = [pytest.mark.django_db(databases="__all__")]


@pytest.fixture
def said(capsys):
    """Run a command and return its exit code, the object that it printed, and what it said to the operator."""

    def run(*words):
        code = cli.run([*words, "--json"])
        out, err = capsys.readouterr()
        return code, json.loads(out.strip().splitlines()[-1]) if out.strip() else {}, err

    return run


def test_what_waits_goes_out_as_a_file_and_the_answer_comes_in(said, above, place, tmp_path):
    places.worker("Lò Thị Bưởi", place.sewing)
    code, found, _err = said("status")
    assert (code, found["partners"][0]["tone"]) == (1, "todo")
    path = tmp_path / "mang-di.hvs"
    code, found, _err = said("send", "--file", str(path))
    assert (code, found["envelopes"]) == (0, 1)
    assert [row["name"] for row in above.hear(path.read_bytes())["roster"]] == ["Lò Thị Bưởi"]
    (tmp_path / "mang-ve.hvs").write_bytes(above.parcel())
    assert said("receive", str(tmp_path / "mang-ve.hvs"))[0] == 0
    code, found, _err = said("status")
    (one,) = found["partners"]
    assert (code, one["tone"], one["rows_sent"], one["rows_there"], one["rows_missing"]) == (0, "ok", 1, 1, 0)


def test_a_file_brought_twice_counts_once_and_a_torn_or_later_one_says_what_to_do(said, ward, place, tmp_path):
    first, second = (ward.say("SEW", "roster", worker(name)) for name in ("Lò Thị Một", "Lò Thị Hai"))
    path = tmp_path / "den.hvs"
    path.write_bytes(ward.parcel(second))
    code, found, err = said("receive", str(path))
    assert (code, found["ahead"], found["new"]) == (1, ["SEW"], 0)
    assert "Thiếu phần trước của: SEW" in err
    path.write_bytes(ward.parcel(first, second))
    assert said("receive", str(path))[1]["new"] == 2
    assert said("receive", str(path))[1] == {
        "partner": ward.name, "new": 0, "before": 2, "entered": 0, "ahead": [], "forked": []
    }  # fmt: skip
    assert Person.objects.filter(full_name__startswith="Lò").count() == 2
    path.write_bytes(ward.parcel(first)[:-9])
    code, found, err = said("receive", str(path))
    assert (code, found["why"]) == (2, "torn")
    assert "chép lại" in err.lower()
    assert said("receive", str(tmp_path / "khong-co.hvs"))[1]["why"] == "stick"


def test_sending_to_nobody_or_to_a_place_that_does_not_answer_ends_with_2(said, place, above, tmp_path):
    code, _found, err = said("send", "--to", "Không có")
    assert code == 2
    assert "Chưa ghép" in err
    Installation.objects.filter(id=above.id).update(address="http://127.0.0.1:9")
    code, found, err = said("send")
    assert (code, found["why"]) == (2, "down")
    assert "Bên kia không trả lời." in err
    code, found, _err = said("status")
    assert (code, found["partners"][0]["tone"]) == (1, "care")


# --- pairing without a line


def digits(page):
    return re.search(r"\d{4} \d{4} \d{4} \d{4}", page).group()


def test_two_files_and_a_code_pair_the_union_above(said, place, tmp_path):
    """The other side below is played: it carries its introduction here and takes the answer back."""
    code, made, _err = said("invite", "--unit", "T-W", "--by-file")
    assert code == 0
    row = PairingCode.objects.get()
    assert row.expires_at - row.made_at == pairing.BY_FILE
    below = Partner("Nơi không có mạng")
    introduced = below.introduction(made["code"]).replace('\\"address\\":\\"\\"', '\\"address\\":\\"http://xa\\"')
    introduced = signed_anew(introduced, made["code"])
    (tmp_path / "len.hvg").write_text(introduced, encoding="utf-8")
    code, _found, _err = said("answer", str(tmp_path / "len.hvg"), "--write", str(tmp_path / "khong" / "ve.hvg"))
    assert code == 2  # the stick takes nothing: the code is still good
    assert said("answer", str(tmp_path / "len.hvg"), "--write", str(tmp_path / "ve.hvg"))[0] == 0
    answer = json.loads((tmp_path / "ve.hvg").read_bytes())
    stretched = signing.stretched(codes.typed(made["code"]))
    assert signing.is_proof(stretched, introduced + answer["said"], answer["proof"])
    assert (below.row.side, below.row.unit, below.row.address) == ("below", place.ward, "")  # never called on the line
    code, found, _err = said("answer", str(tmp_path / "len.hvg"), "--write", str(tmp_path / "ve.hvg"))
    assert (code, found["why"]) == (2, "code_wrong")  # it opens once


def signed_anew(introduced, code):
    said = json.loads(introduced)["said"]
    stretched = signing.stretched(codes.typed(code))
    return json.dumps({"said": said, "proof": signing.proof(stretched, said)})


def test_two_files_and_a_code_pair_the_union_below(said, place, tmp_path):
    """The other side above is played: it reads the introduction and answers."""
    spoken, above = codes.made(signing.draw_digit), Partner("Công đoàn tỉnh (thử)")
    up, down = tmp_path / "len.hvg", tmp_path / "ve.hvg"
    assert said("pair", "--code", spoken, "--unit", "T-W", "--write", str(up))[0] == 0
    down.write_text(above.introduction(spoken, up.read_text(encoding="utf-8")), encoding="utf-8")
    wrong = codes.made(signing.draw_digit)
    code, found, _err = said("pair", "--code", wrong, "--unit", "T-W", "--read", str(down))
    assert (code, found["why"]) == (2, "code_wrong")
    assert not Installation.objects.filter(is_own=False).exists()
    assert said("pair", "--code", spoken, "--unit", "T-W", "--read", str(down))[0] == 0
    assert (above.row.side, above.row.unit, above.row.address) == ("above", place.ward, "")
    assert identity.believed(above.id).keys() == {above.secret.public.id}
    assert queries.standing(above.id).state
    assert said("pair", "--code", "1234", "--unit", "T-W", "--write", str(up))[1]["why"] == "code_slip"
    assert said("pair", "--code", spoken, "--unit", "KHONG", "--write", str(up))[0] == 2
