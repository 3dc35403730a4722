"""In which form a lesson opens: what must hold for every learner, link and lesson."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hocvuso.core import form as rule
from hocvuso.core.draw import draw_for
from hocvuso.core.form import SCARCE, Form, Link, Pick, Reader, Tally, Term, decide, gain

LETTERS = (Form.TEXT, Form.EASY)
BUILT = {Form.AUDIO: 640, Form.VIDEO: 1300}
VOICE = {Form.AUDIO: 0}


@st.composite
def tallies(draw: st.DrawFn) -> Tally:
    begun, tried = draw(st.integers(0, 60)), draw(st.integers(0, 120))
    return Tally(begun, draw(st.integers(0, begun)), tried, draw(st.integers(0, tried)))


@st.composite
def readers(draw: st.DrawFn) -> Reader:
    read = draw(st.integers(0, 40))
    return Reader(
        chosen=draw(st.sampled_from([None, *Form])),
        personalised=draw(st.booleans()),
        easy=draw(st.booleans()),
        device=draw(st.sampled_from(["", "android", "iphone", "pc"])),
        read=read,
        slow=draw(st.integers(0, read)),
        tallies=draw(st.dictionaries(st.sampled_from(list(Form)), tallies(), max_size=4)),
    )


offers = st.sampled_from([{}, VOICE, {Form.AUDIO: 40}, BUILT, {Form.AUDIO: 0, Form.VIDEO: 9000}])
links = st.sampled_from(list(Link))
numbers = st.integers(0, 2**31)


def picked(reader: Reader, offered: dict[Form, int], link: Link, number: int = 0) -> Pick:
    return decide(reader, offered, link, draw_for(bytes(16), number))


def unlucky() -> int:
    """Return a number at which nothing is drawn by lot."""
    return next(n for n in range(99) if draw_for(bytes(16), n).lane("form").unit(0) >= rule.BY_LOT)


PLAIN = unlucky()


@given(readers(), offers, links, numbers)
def test_the_same_comes_out_for_the_same(reader, offered, link, number):
    assert picked(reader, offered, link, number) == picked(reader, offered, link, number)


@given(readers(), offers, links, numbers)
def test_only_what_exists_is_opened_and_its_size_is_told(reader, offered, link, number):
    found = picked(reader, offered, link, number)
    assert found.form in LETTERS or found.form in offered
    assert found.kb == offered.get(found.form, 0)
    assert 0.0 < found.propensity <= 1.0
    assert found.runner_up is not found.form


@given(readers(), offers, links, numbers)
def test_what_the_learner_chose_wins_where_it_exists_and_can_arrive(reader, offered, link, number):
    if reader.chosen is None or (reader.chosen not in offered and reader.chosen not in LETTERS):
        return
    if link is Link.NONE and reader.chosen not in LETTERS:
        return
    found = picked(reader, offered, link, number)
    assert (found.form, found.term) == (reader.chosen, Term.CHOSEN)


@given(readers(), offers, links, numbers)
def test_nothing_heavy_opens_unasked_on_a_poor_link_and_no_video_unless_the_link_is_good(reader, offered, link, number):
    found = picked(replace(reader, chosen=None), offered, link, number)
    if link in SCARCE:
        assert found.kb <= rule.LIGHT_KB
        assert found.term is not Term.BY_LOT
    if link is not Link.GOOD:
        assert found.form is not Form.VIDEO
    if link is Link.NONE:
        assert found.form in LETTERS


@given(readers(), offers, links, numbers)
def test_switched_off_it_is_letters_for_everybody(reader, offered, link, number):
    found = picked(replace(reader, chosen=None, personalised=False), offered, link, number)
    assert (found.form, found.term) == (Form.EASY if reader.easy else Form.TEXT, Term.OFF)


@given(readers(), st.sampled_from([VOICE, BUILT]), st.sampled_from([Link.GOOD, Link.UNKNOWN]))
def test_more_right_answers_after_listening_never_speak_against_listening(reader, offered, link):
    reader = replace(reader, chosen=None, personalised=True)
    was = reader.tally(Form.AUDIO)
    better = replace(was, begun=was.begun + 1, ended=was.ended + 1, tried=was.tried + 5, right=was.right + 5)
    with_better = replace(reader, tallies={**reader.tallies, Form.AUDIO: better})
    if gain(better) >= gain(was) and picked(reader, offered, link, PLAIN).form is Form.AUDIO:
        assert picked(with_better, offered, link, PLAIN).form is Form.AUDIO


@given(tallies())
def test_gain_is_a_chance_and_shrinks_to_what_is_usual(tally):
    usual = rule.USUALLY**2
    assert 0.0 < gain(tally) < 1.0
    bold = (tally.ended / max(tally.begun, 1)) * (tally.right / max(tally.tried, 1))
    if tally.begun and tally.tried and bold > usual and tally.ended / tally.begun > 0.7 < tally.right / tally.tried:
        assert usual < gain(tally) < bold or bold == pytest.approx(gain(tally))
    assert gain(Tally()) == pytest.approx(usual)


@pytest.mark.parametrize("offered", [VOICE, BUILT])
def test_two_lucky_lessons_by_ear_change_nothing_twenty_do(offered):
    def after(lessons: int) -> Form:
        heard = Tally(lessons, lessons, lessons * 2, lessons * 2)
        return picked(Reader(tallies={Form.AUDIO: heard}), offered, Link.GOOD, PLAIN).form

    assert after(1) is Form.TEXT
    assert after(20) is Form.AUDIO
    found = picked(Reader(tallies={Form.AUDIO: Tally(20, 20, 40, 40)}), offered, Link.GOOD, PLAIN)
    assert found.term is Term.RESULTS


@pytest.mark.parametrize("link", SCARCE)
@pytest.mark.parametrize("offered", [VOICE, BUILT])
def test_a_newcomer_on_a_poor_link_reads_and_is_told_that_the_link_is_why(link, offered):
    found = picked(Reader(), offered, link)
    assert (found.form, found.term) == (Form.TEXT, Term.LINK)
    assert found.runner_up is Form.AUDIO


def test_a_newcomer_on_a_good_link_reads_as_is_usual():
    found = picked(Reader(), BUILT, Link.GOOD, PLAIN)
    assert (found.form, found.term) == (Form.TEXT, Term.USUAL)


def test_who_reads_slowly_listens_and_gets_easy_letters_where_sound_would_cost_data():
    slow = Reader(read=8, slow=8)
    assert picked(slow, VOICE, Link.UNKNOWN, PLAIN).term is Term.SLOW
    assert picked(slow, VOICE, Link.UNKNOWN, PLAIN).form is Form.AUDIO
    saving = picked(slow, BUILT, Link.SAVING)
    assert (saving.form, saving.term) == (Form.EASY, Term.SLOW)
    assert picked(Reader(read=2, slow=2), VOICE, Link.UNKNOWN, PLAIN).form is Form.TEXT


def test_many_wrong_after_reading_brings_easy_letters_unless_they_went_worse():
    wrong = {Form.TEXT: Tally(6, 6, 12, 3)}
    found = picked(Reader(tallies=wrong), {}, Link.GOOD)
    assert (found.form, found.term) == (Form.EASY, Term.MISTAKES)
    worse = {**wrong, Form.EASY: Tally(20, 4, 30, 2)}
    assert picked(Reader(tallies=worse), {}, Link.GOOD).form is Form.TEXT


def test_a_voice_that_a_computer_may_not_have_is_not_the_first_thing():
    slow = Reader(read=8, slow=8, device="pc")
    assert picked(slow, VOICE, Link.GOOD, PLAIN).form in LETTERS
    assert picked(slow, BUILT, Link.GOOD, PLAIN).form is Form.AUDIO


def test_a_video_that_was_never_made_is_listened_to_and_it_is_said():
    found = picked(Reader(chosen=Form.VIDEO), VOICE, Link.GOOD)
    assert (found.form, found.term) == (Form.AUDIO, Term.MISSING)
    assert picked(Reader(chosen=Form.VIDEO), {}, Link.GOOD).form in LETTERS


def test_one_in_twenty_is_drawn_by_lot_with_the_chance_that_is_written_down():
    found = [picked(Reader(), BUILT, Link.GOOD, number) for number in range(4000)]
    drawn = [each for each in found if each.term is Term.BY_LOT]
    assert 0.035 < len(drawn) / len(found) < 0.065
    assert {each.form for each in drawn} == {Form.AUDIO, Form.VIDEO}
    for form in {each.form for each in found}:
        propensity = next(each.propensity for each in found if each.form is form)
        share = sum(each.form is form for each in found) / len(found)
        assert share == pytest.approx(propensity, abs=0.015)
