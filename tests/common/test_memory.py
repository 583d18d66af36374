import gc

import pytest

from desktop.common.memory import without_collections


def test_the_search_is_paused_and_comes_back_also_after_an_error():
    assert gc.isenabled()
    with without_collections():
        assert not gc.isenabled()
        with without_collections():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()
    with pytest.raises(KeyError), without_collections():
        raise KeyError
    assert gc.isenabled()
