"""What is done at the wall; importers write `from forebygg.secrecy import actions`."""

from forebygg.secrecy.actions.matters import (
    Sealer,
    carry_exclusions,
    disclose,
    exclude,
    let_in_for_a_while,
    load_shipped_doors,
    open_circle,
    open_own_circle,
    readmit,
    record_consent,
    repeat_shredding,
    scrub,
    shred,
    shut_out,
    sweep,
    withdraw_consent,
)
from forebygg.secrecy.actions.rotation import note_split, rotate_board, rotate_data, rotate_master

__all__ = [
    "Sealer",
    "carry_exclusions",
    "disclose",
    "exclude",
    "let_in_for_a_while",
    "load_shipped_doors",
    "note_split",
    "open_circle",
    "open_own_circle",
    "readmit",
    "record_consent",
    "repeat_shredding",
    "rotate_board",
    "rotate_data",
    "rotate_master",
    "scrub",
    "shred",
    "shut_out",
    "sweep",
    "withdraw_consent",
]
