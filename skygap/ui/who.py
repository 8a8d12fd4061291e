"""Who a craft is, as far as its address, the feed and the registers tell: facts for the panel."""

import pandas as pd

from skygap.identity import register_disagreements, registrations_on
from skygap.scene import Scene
from skygap.ui.text import joined

Rows = tuple[tuple[str, str], ...]


def who(scene: Scene, row: pd.Series) -> Rows:
    """Say what is known of the craft of a leg or gap; nothing of one without an address."""
    found = scene.crafts[scene.crafts["craft_id"] == row["craft_id"]]
    if found.empty or not found["icao24"].iloc[0]:
        return ()
    craft = found.iloc[0]
    return (*_address(craft), *_registered(scene, craft["icao24"], row))


def _address(craft: pd.Series) -> Rows:
    """Say what the address tells by itself; a hint never reads like a register's entry."""
    rows = []
    if craft["address_use"]:
        words = f"{craft['address_use']}. Which of them it belongs to is not known"
        rows.append(("Address shared", words))
    rows.append(
        ("Country of the hex code", f"{craft['hex_country'] or 'none'} ({craft['icao24']})")
    )
    if craft["registration_hint"]:
        words = f"would be {craft['registration_hint']} by the rule most Russian addresses follow"
        rows.append(("Registration, hint only", f"{words}; a hint, no entry of a register"))
    return tuple(rows)


def _registered(scene: Scene, icao24: str, row: pd.Series) -> Rows:
    """Say what each source has the address registered as on that day, and where they disagree."""
    day, registrations = row["start_time"].date(), scene.case.registrations
    entries = registrations_on(icao24, day, registrations)
    publishers = scene.case.sources.set_index("source_id")["publisher"]
    names = entries["source_id"].map(publishers)
    said = [
        (f"Registered as, {name or entry['source_id']}", _entry_words(entry))
        for name, (_, entry) in zip(names, entries.iterrows(), strict=True)
    ]
    against = register_disagreements(icao24, day, registrations, named=row["registration"])
    return (*said, *(("Sources disagree", text) for text in against))


def _entry_words(entry: pd.Series) -> str:
    serial = f"serial number {entry['serial_number']}" if entry["serial_number"] else ""
    address = "" if entry["icao24"] else "gives no address"
    facts = [entry["registration"], entry["typecode"], serial, entry["operator"]]
    return joined([*facts, _validity(entry), address, entry["note"]])


def _validity(entry: pd.Series) -> str:
    since, until = entry["valid_from"], entry["valid_to"]
    if not since and not until:
        return "dates not known"
    return joined([f"from {since}" if since else "", f"until {until}" if until else ""])
