from hypothesis import given
from hypothesis import strategies as st

from marsad.model.ids import LENGTH, digest


@given(st.lists(st.text(max_size=20), max_size=4))
def test_an_id_depends_on_the_parts_alone(parts: list[str]) -> None:
    assert digest(*parts) == digest(*parts)
    assert len(digest(*parts)) == LENGTH


def test_the_borders_of_the_parts_matter() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("a", "b") != digest("b", "a")
