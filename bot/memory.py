"""Memory that the C library keeps after it was freed."""

import ctypes


def give_back() -> bool:
    """Give freed memory back to the system; whether the C library can (GNU's can, others do it by themselves or not).

    Building the knowledge base needs some 30 MB more than it keeps, and nothing later fills them.
    """
    try:
        trim = ctypes.CDLL(None).malloc_trim
    except (OSError, AttributeError, TypeError):  # TypeError: Windows has no library without a name
        return False
    trim(0)
    return True
