"""What is judged of a laptop."""

import psutil
import pytest

from desktop.field.machine import Machine, read_machine


@pytest.mark.parametrize(
    ("machine", "low_battery", "low_room"),
    [
        (Machine(19, is_plugged=False, free=3 * 1024**3), True, False),
        (Machine(19, is_plugged=True, free=3 * 1024**3), False, False),
        (Machine(20, is_plugged=False, free=1024**3), False, True),
        (Machine(None, is_plugged=True, free=0), False, True),
    ],
)
def test_a_low_battery_and_a_full_disk_are_seen(machine, low_battery, low_room):
    assert machine.is_battery_low is low_battery
    assert machine.is_room_low is low_room


def test_this_machine_is_read(tmp_path):
    machine = read_machine(tmp_path)
    assert machine.free > 0
    assert machine.battery is None or 0 <= machine.battery <= 100


def test_a_kernel_without_power_supplies_is_a_computer_without_a_battery(tmp_path, monkeypatch):
    def none_there():
        raise FileNotFoundError("/sys/class/power_supply")

    monkeypatch.setattr(psutil, "sensors_battery", none_there, raising=False)
    machine = read_machine(tmp_path)
    assert machine.battery is None
    assert machine.is_plugged
