"""The small values of the furniture: sparklines, initials, addresses of a list, steps of a run."""

from matrikel.ui.listing import state_url
from matrikel.ui.parts import sparkline
from matrikel.ui.run import RunView, Step
from matrikel.ui.shell import initials


def test_a_sparkline_fills_its_box_from_left_to_right():
    assert sparkline([1, 3, 2], width=100, height=20) == "0.0,20.0 50.0,0.0 100.0,10.0"


def test_a_flat_sparkline_lies_in_the_middle():
    assert sparkline([5, 5], width=10, height=20) == "0.0,10.0 10.0,10.0"


def test_one_point_is_no_line():
    assert sparkline([5]) == ""


def test_initials_are_the_first_and_the_last_word():
    assert initials("Wilma de Vries") == "WV"


def test_a_name_of_one_word_has_one_initial():
    assert initials("øyvind") == "Ø"


def test_dots_have_no_initials():
    assert initials("••••• •••••") == "•"


def test_an_empty_value_takes_a_filter_out_of_the_address():
    assert state_url("/people/", {"q": "dahl", "status": "member"}, status="") == "/people/?q=dahl"


def test_a_filter_may_have_several_values():
    assert state_url("/people/", {"type": ["a", "b"]}) == "/people/?type=a&type=b"


def test_a_list_without_state_has_a_bare_address():
    assert state_url("/people/", {"q": ""}) == "/people/"


def test_a_run_without_rows_stands_at_zero_percent():
    assert RunView(title="Import", step=Step.PROGRESS).percent == 0
