import pytest

from marsad.codebook import Codebook
from marsad.read.names import find
from marsad.reference import Reference


def _countries(text: str, codebook: Codebook, reference: Reference) -> list[tuple[str, str, str]]:
    found = [(name.text, reference.places.get(name.place)) for name in find(text, codebook.words, reference).places]
    return [(text, place.kind, place.country) for text, place in found if place is not None]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He flew to Paris.", ("Paris", "city", "FR")),
        ("He drove to Paris, Texas, on Monday.", ("Paris", "city", "US")),
        ("He went to Tripoli, Lebanon, on Monday.", ("Tripoli", "city", "LB")),
        ("He lives in Charleston, W.Va., with her.", ("Charleston", "city", "US")),
        ("She moved to Reno, Nev., in May.", ("Nev", "province", "US")),
        ("She came from N.J. to help.", ("N.J", "province", "US")),
        ("They met in St. Louis on Monday.", ("St. Louis", "city", "US")),
        ("Britain sent aid.", ("Britain", "country", "GB")),
        ("The state of Louisiana sent aid.", ("Louisiana", "province", "US")),
        ("Americans in Georgia and in Alabama voted.", ("Georgia", "province", "US")),
        ("Russians entered Georgia.", ("Georgia", "country", "GE")),
        ("China and the United States, China said, agreed.", ("China", "country", "CN")),
    ],
)
def test_which_place_a_name_means(
    text: str, expected: tuple[str, str, str], codebook: Codebook, shipped_reference: Reference
) -> None:
    assert expected in _countries(text, codebook, shipped_reference)


def test_the_capital_wins_over_its_namesakes(codebook: Codebook, shipped_reference: Reference) -> None:
    names = find("Americans rallied in Washington.", codebook.words, shipped_reference)
    assert shipped_reference.places.world is not None
    assert next(name.place for name in names.places) in shipped_reference.places.world.capitals()


def test_a_title_is_no_state(codebook: Codebook, shipped_reference: Reference) -> None:
    names = find("After Mass. Miss. Halb left.", codebook.words, shipped_reference)
    assert names.places == []


@pytest.mark.parametrize("text", ["US envoys met the SDF in the hills.", "US envoys flew in by TUL on Monday."])
def test_a_force_or_a_code_is_no_place(text: str, codebook: Codebook, shipped_reference: Reference) -> None:
    assert find(text, codebook.words, shipped_reference).places == []
