"""New keys at each level: texts, codes and second steps work before and after; the old keys open nothing."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest
from allauth.mfa.adapter import get_adapter
from django.conf import settings

from forebygg.audit.models import Event
from forebygg.concerns import actions as concerns
from forebygg.concerns.models import Concern
from forebygg.kit import crypto
from forebygg.kit.actor import Actor
from forebygg.kit.envelope import Envelope
from forebygg.kit.errors import NotAllowed
from forebygg.mailbox import queries as mailbox
from forebygg.mailbox.models import Thread
from forebygg.people import second_step
from forebygg.secrecy import actions, keys, walk
from forebygg.secrecy.actions import Sealer
from forebygg.secrecy.models import BoardKey, DataKey, MasterMark, PurposeKey, ToShred
from tests import make
from tests.cast import Cast

NEW = bytes.fromhex("ab" * 32)
BY = Actor.system("rotate-keys")
CODE = "1234567890123456"


@pytest.fixture
def cast() -> Cast:
    make.ship()
    return make.town(worries=True)


def _old(words: str) -> bytes:
    """What was derived from the master key before purposes had rows."""
    return crypto.derive(bytes.fromhex(settings.FOREBYGG_MASTER_KEY), words)


def _all_open() -> bool:
    tally = walk.tally()
    return tally.opened > 10 and tally.gone == 0 and not tally.damaged


def test_what_was_made_before_purposes_had_keys_goes_on(cast: Cast) -> None:
    """An upgrade: the row holds what was derived, so codes and secrets made before still work."""
    before = b64encode(crypto.encrypt(_old("forebygg second step"), "HEMLIGT", second_step._CONTEXT)).decode()
    assert PurposeKey.objects.count() < len(keys.PURPOSES)
    assert mailbox.fingerprint(CODE) == crypto.fingerprint(_old("forebygg receipt codes"), CODE)
    assert get_adapter().decrypt(before) == "HEMLIGT"
    assert keys.visit_key() == _old("forebygg visits")
    assert PurposeKey.objects.count() == len(keys.PURPOSES)
    assert not [row for row in PurposeKey.objects.all() if _old(row.purpose) in bytes(row.wrapped)]


def test_a_new_master_key(cast: Cast, settings: Any) -> None:
    """Texts open, codes lead back, second steps work, under the new one; under the old one nothing does."""
    row = make.concern(cast, code=CODE)
    sealed = get_adapter().encrypt("HEMLIGT")
    keys.require_master()
    old, envelopes = settings.FOREBYGG_MASTER_KEY, make.fresh(row).what_happened
    assert actions.rotate_master(NEW, by=BY) == BoardKey.objects.count() + len(keys.PURPOSES)
    with pytest.raises(keys.WrongMaster, match=keys.mark_of(NEW)):
        keys.require_master()
    assert keys.boards_that_do_not_open() == BoardKey.objects.count()
    settings.FOREBYGG_MASTER_KEY = NEW.hex()
    keys.forget()
    keys.require_master()
    assert _all_open() and make.fresh(row).what_happened == envelopes
    assert mailbox.thread_by_code(cast.nobody, CODE) == Thread.objects.get(pk=row.thread_id)
    assert get_adapter().decrypt(sealed) == "HEMLIGT"
    event = Event.objects.get(code="secrecy.master_rotated")
    assert event.detail["mark"] == keys.mark_of(NEW) and old not in str(event.detail)
    assert NEW.hex() not in str(event.detail) and MasterMark.objects.get().mark == keys.mark_of(NEW)


def test_another_master_key_is_refused_also_the_first_time(cast: Cast, settings: Any) -> None:
    """Before the store has a mark, the boards' own keys tell: nothing is made under the wrong one."""
    PurposeKey.objects.all().delete()
    settings.FOREBYGG_MASTER_KEY = NEW.hex()
    keys.forget()
    with pytest.raises(keys.WrongMaster, match="another master key"):
        keys.require_master()
    assert not MasterMark.objects.exists() and not PurposeKey.objects.exists()


def test_a_new_board_key(cast: Cast) -> None:
    """Every data key of that board is wrapped anew, no other's; the texts are as they were, and new ones open."""
    board, other = cast.town_boards["sn"], cast.town_boards["ks"]
    make.concern(cast)
    Sealer(other)
    stale = bytes(BoardKey.objects.get(board=board.uid).wrapped)
    before = dict(DataKey.objects.values_list("uid", "wrapped"))
    by = Actor.system("rotate-keys", cast.town)
    number = actions.rotate_board(board, by=by)
    after = dict(DataKey.objects.values_list("uid", "wrapped"))
    changed = {uid for uid, wrapped in after.items() if bytes(wrapped) != bytes(before[uid])}
    assert changed == set(DataKey.objects.filter(board=board.uid).values_list("uid", flat=True))
    assert number == len(changed) and bytes(BoardKey.objects.get(board=board.uid).wrapped) != stale
    make.concern(cast)
    assert _all_open()
    with pytest.raises(NotAllowed):
        actions.rotate_board(board, by=cast.isak)


def test_new_data_keys(cast: Cast) -> None:
    """Every text of the board is under a new key, in every room, and the old keys are dead; codes lead back."""
    board, by = cast.town_boards["sn"], Actor.system("rotate-keys", cast.town)
    row = make.concern(cast, code=CODE, who="Sixten")
    concerns.write_back(row, "Tack", by=cast.sven)
    orphan = Sealer(board).key
    before = set(DataKey.objects.filter(board=board.uid).values_list("uid", flat=True)) - {orphan}
    words = sorted(one.words or "" for one in walk.open_all(walk.texts(), walk.slugs()))
    renewed = actions.rotate_data(board, by=by)
    assert (renewed.matters, renewed.left) == (len(before), 0)
    assert not DataKey.objects.filter(uid__in=before).exists() and DataKey.objects.filter(uid=orphan).exists()
    assert _all_open() and sorted(one.words or "" for one in walk.open_all(walk.texts(), walk.slugs())) == words
    fresh = make.fresh(row)
    assert fresh.key not in before and fresh.key == fresh.what_happened.key
    assert concerns.write_back(fresh, "En gång till", by=cast.sven) is None
    assert mailbox.thread_by_code(cast.nobody, CODE) is not None
    assert walk.orphans() == {orphan}
    assert Event.objects.get(code="secrecy.data_rotated").detail == {"number": len(before), "left": 0}


@pytest.mark.parametrize("seam", ["after-the-key", "in-the-texts", "before-the-death"])
def test_cut_off_and_run_again(cast: Cast, monkeypatch: pytest.MonkeyPatch, seam: str) -> None:
    """At each seam every text still opens, and the next run finishes."""
    board, by = cast.town_boards["sn"], Actor.system("rotate-keys", cast.town)
    make.concern(cast, who="Sixten")
    before = set(DataKey.objects.filter(board=board.uid).values_list("uid", flat=True))

    class Cut(BaseException):
        """The process ends here."""

    def end(*_args: object, **_named: object) -> None:
        raise Cut

    place = {
        "after-the-key": (Sealer, "seal"),
        "in-the-texts": (actions.rotation, "shred"),
        "before-the-death": (keys, "destroy"),
    }[seam]
    with monkeypatch.context() as cut:
        cut.setattr(*place, end)
        with pytest.raises(Cut):
            actions.rotate_data(board, by=by)
    assert _all_open()
    assert actions.rotate_data(board, by=by).left == 0
    assert _all_open() and not DataKey.objects.filter(uid__in=before).exists()
    assert not ToShred.objects.filter(done_at=None).exists()


def test_a_damaged_matter_is_left_as_it_was(cast: Cast) -> None:
    """Nothing of it is sealed anew and its key lives; the others go on, and the figure says that one was left."""
    board, by = cast.town_boards["sn"], Actor.system("rotate-keys", cast.town)
    whole, broken = make.concern(cast), make.concern(cast, who="Sixten")
    Concern.objects.filter(pk=broken.pk).update(what_happened=Envelope(broken.key, b"\0" * 300))
    assert actions.rotate_data(board, by=by).left == 1
    assert make.fresh(broken).key == broken.key == make.fresh(broken).who.key
    assert DataKey.objects.filter(uid=broken.key).exists()
    assert make.fresh(whole).key != whole.key
