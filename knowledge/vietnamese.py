"""Vietnamese spelling: one form per word, accents on and off, and what counts as a syllable.

Everything compares words in the form `canonical` gives: NFC, lower case, the tone mark on the vowel where older
spelling puts it (hoà -> hòa), so that two ways of typing one word are one word.
"""

import re
import unicodedata
from functools import lru_cache

TONE_MARKS = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_MARK_OF = {tone: mark for mark, tone in TONE_MARKS.items()}
_VOWELS = "aăâeêioôơuưy"
_SHAPED = "ăâêôơư"
_WORD = re.compile(r"[^\W_]+")

_ONSET_LIST = "b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x"
_RIME_LIST = """
a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uât uây uc uê uêch uên uênh uêu ui um un ung uơ uôc uôi uôm
uôn uông uôt up ut uy uya uych uyên uyêt uynh uyt uyu uyn ư ưa ưc ưi ưm ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu
"""
ONSETS = frozenset(_ONSET_LIST.split()) | {""}
RIMES = frozenset(_RIME_LIST.split())
# After qu- and gi- the glide is part of the onset, so the rime loses a letter (quyền = qu + yên, giếng = gi + êng).
_GLIDED_RIMES = RIMES | {"êng", "êt", "êm", "ên", "êu", "êc", "êp"}
_STOPPED = ("c", "ch", "p", "t")


def nfc(text: str) -> str:
    """Composed Unicode, as every other function here expects it."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=65536)
def fold(text: str) -> str:
    """Lower case without any accent; đ becomes d (decomposition alone leaves it)."""
    text = text.lower()
    if text.isascii():
        return text
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return bare.replace("đ", "d")


_PLAIN_ONSETS = frozenset(fold(onset) for onset in ONSETS)
_PLAIN_RIMES = frozenset(fold(rime) for rime in RIMES)
_PLAIN_GLIDED = frozenset(fold(rime) for rime in _GLIDED_RIMES)


@lru_cache(maxsize=8192)
def split_tone(word: str) -> tuple[str, str]:
    """A word without its tone mark but with its shaped vowels, and the Telex letter of the tone ('' when level)."""
    tone = ""
    letters: list[str] = []
    for char in word:
        parts = unicodedata.normalize("NFD", char)
        for mark in parts[1:]:
            tone = TONE_MARKS.get(mark, tone)
        letters.append(unicodedata.normalize("NFC", "".join(c for c in parts if c not in TONE_MARKS)))
    return "".join(letters), tone


def _onset_length(bare: str) -> int:
    """How many leading letters are onset; the u of qu- and the i of gi- (before a vowel) belong to it."""
    end = 0
    while end < len(bare) and bare[end] not in _VOWELS:
        end += 1
    glide = bare[:2] == "qu" or (bare[:2] == "gi" and len(bare) > 2 and bare[2] in _VOWELS)
    return 2 if glide and len(bare) > 2 else end


def _tone_seat(bare: str) -> int | None:
    """Index of the vowel that carries the tone, by the older placement (hòa, thúy, hoàn)."""
    start = _onset_length(bare)
    end = start
    while end < len(bare) and bare[end] in _VOWELS:
        end += 1
    cluster = bare[start:end]
    if not cluster:
        return None
    shaped = [i for i, c in enumerate(cluster) if c in _SHAPED]
    if shaped:
        return start + shaped[-1]
    if len(cluster) == 1:
        return start
    return start + (1 if len(cluster) > 2 or end < len(bare) else 0)


def put_tone(bare: str, tone: str) -> str:
    """The word with its tone mark in place; `tone` is a Telex letter (s f r x j) or ''."""
    seat = _tone_seat(bare)
    if not tone or seat is None:
        return bare
    return nfc(bare[: seat + 1] + _MARK_OF[tone] + bare[seat + 1 :])


@lru_cache(maxsize=65536)
def canonical(word: str) -> str:
    """The one form of a word: NFC, lower case, tone mark where older spelling puts it."""
    word = nfc(word).lower()
    if word.isascii():
        return word
    bare, tone = split_tone(word)
    return put_tone(bare, tone) if tone else bare


@lru_cache(maxsize=65536)
def is_syllable(word: str) -> bool:
    """Whether a single word can be a Vietnamese syllable: onset, rime and tone fit together."""
    bare, tone = split_tone(nfc(word).lower())
    cut = _onset_length(bare)
    onset, rime = bare[:cut], bare[cut:]
    allowed = _GLIDED_RIMES if onset in ("qu", "gi") else RIMES
    return onset in ONSETS and rime in allowed and _tone_fits(rime, tone)


@lru_cache(maxsize=65536)
def is_plain_syllable(word: str) -> bool:
    """Whether a word typed without accents can be a syllable with some accents put back ('duoc' can: được)."""
    cut = _onset_length(word)
    onset, rime = word[:cut], word[cut:]
    allowed = _PLAIN_GLIDED if onset in ("qu", "gi") else _PLAIN_RIMES
    return onset in _PLAIN_ONSETS and rime in allowed


def _tone_fits(rime: str, tone: str) -> bool:
    """A rime closed by a stop takes only the sharp or the heavy tone; unmarked text carries none at all."""
    return not rime.endswith(_STOPPED) or tone in ("", "s", "j")


def has_accent(word: str) -> bool:
    """Whether anything would be lost by folding the word."""
    return not word.isascii() and fold(word) != word.lower()


def accents_agree(typed: str, stored: str) -> bool:
    """A word typed without accents agrees with any; one typed with accents only with the same accents."""
    typed, stored = canonical(typed), canonical(stored)
    if typed == stored:
        return True
    return fold(stored) == typed or (not has_accent(stored) and fold(typed) == stored)


def pieces(text: str) -> list[str]:
    """The words and numbers of a text as they were typed, composed and in lower case."""
    found: list[str] = []
    for chunk in nfc(text).lower().split():
        if chunk.isalnum():  # most are words as they stand
            found.append(chunk)
        else:
            found += _WORD.findall(chunk)
    return found


def words(text: str) -> list[str]:
    """The words and numbers of a text in canonical form, in order; punctuation and symbols are dropped."""
    return [canonical(word) for word in _WORD.findall(nfc(text))]
