"""Words typed with Telex or VNI keys while no input method was on: 'howjp tacs xax', 'ho75p tac1 xa4'.

Decided word by word: a word that can stand as it is typed is left alone, and a decoded one must be a syllable.
"""

from functools import lru_cache

from knowledge.vietnamese import is_plain_syllable, is_syllable, put_tone

_VOWELS = "aăâeêioôơuưy"
_DOUBLED = {"a": "â", "e": "ê", "o": "ô"}
_HORNED = {"u": "ư", "o": "ơ", "a": "ă", "â": "ă", "ô": "ơ"}
_VNI_TONES = {"1": "s", "2": "f", "3": "r", "4": "x", "5": "j"}


@lru_cache(maxsize=16384)
def repair(word: str) -> str:
    """The word meant by its keys, or the word itself when it is not Telex or VNI. Takes one lower-case word."""
    if len(word) < 2 or len(word) > 12 or not word.isascii() or is_plain_syllable(word):
        return word
    decoded = _vni(word) if any(c.isdigit() for c in word) else _telex(word)
    return decoded if not decoded.isascii() and is_syllable(decoded) else word


def _telex(word: str) -> str:
    letters: list[str] = []
    tone = ""
    for key in word:
        if key in "sfrxj" and _has_vowel(letters):
            tone = key
        elif not (key == "w" and _horn(letters)) and not _double(letters, key):
            letters.append(key)
    return _finish(letters, tone)


def _vni(word: str) -> str:
    letters: list[str] = []
    tone = ""
    for key in word:
        if key in _VNI_TONES and _has_vowel(letters):
            tone = _VNI_TONES[key]
        elif not _vni_shape(letters, key):
            letters.append(key)
    return _finish(letters, tone)


def _vni_shape(letters: list[str], key: str) -> bool:
    """Apply 6 (circumflex), 7 (horn), 8 (breve) or 9 (đ) to what is typed so far; False when it does not apply."""
    if key == "9" and letters[:1] == ["d"]:
        letters[0] = "đ"
        return True
    if key in "78":
        return _horn(letters)
    return key == "6" and _shape_last(letters, _DOUBLED)


def _has_vowel(letters: list[str]) -> bool:
    return any(letter in _VOWELS for letter in letters)


def _double(letters: list[str], key: str) -> bool:
    """A second a, e, o or d, at once or later in the word, shapes the first."""
    if key == "d" and letters[:1] == ["d"]:
        letters[0] = "đ"
        return True
    if key in _DOUBLED and key in letters:
        letters[len(letters) - 1 - letters[::-1].index(key)] = _DOUBLED[key]
        return True
    return False


def _horn(letters: list[str]) -> bool:
    """The horn or breve key: on both vowels of uo, else on the last vowel that takes it."""
    spelled = "".join(letters)
    at = max(spelled.rfind("uo"), spelled.rfind("ưo"))
    if at >= 0 and spelled[at - 1 : at] != "q":
        letters[at : at + 2] = ["ư", "ơ"]
        return True
    return _shape_last(letters, _HORNED)


def _shape_last(letters: list[str], shapes: dict[str, str]) -> bool:
    """Shape the last vowel that has a shaped form; of ua and ui the first, where Vietnamese puts the horn."""
    seats = [i for i, letter in enumerate(letters) if letter in shapes]
    if not seats:
        return False
    seat = seats[-1]
    if shapes is _HORNED and letters[seat] == "a" and seat and letters[seat - 1] == "u" and letters[:1] != ["q"]:
        seat -= 1
    letters[seat] = shapes[letters[seat]]
    return True


def _finish(letters: list[str], tone: str) -> str:
    """Spell the word; a final consonant typed on both sides of the tone key counts once ('hop75p' is hợp)."""
    bare = "".join(letters)
    if len(bare) > 2 and bare[-1] == bare[-2] and bare[-1] not in _VOWELS:
        bare = bare[:-1]
    return put_tone(bare, tone)
