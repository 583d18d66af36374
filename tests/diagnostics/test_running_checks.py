"""Checks run side by side; one that hangs, fails or is refused is a row like any other."""

import os
import stat
import threading

import pytest

from desktop.common.errors import StoreError
from desktop.common.work import CancelledError, Work
from desktop.diagnostics import probes
from desktop.diagnostics.keyboard import changing, input_method_row, scanner_row
from desktop.diagnostics.running import measured, run_all
from desktop.diagnostics.views import Check, CheckRow, Verdict, worst
from desktop.diagnostics.words import label_of, steps
from desktop.documents.printers import CupsPrinter, FolderPrinter, NoPrinter
from desktop.identity.serial_scanner import SerialPort


def fine(name="versions"):
    return CheckRow(name, label_of(name), "tốt", Verdict.OK)


def test_a_printer_that_does_not_answer_holds_up_nothing(tmp_path):
    silent = FolderPrinter(tmp_path, silent=30.0)
    checks = (
        Check("printer", lambda: probes.printer_row(lambda: silent), 0.2),
        Check("versions", fine),
    )
    printer, versions = run_all(checks)
    assert printer.verdict is Verdict.LOOK, "records can be taken without a printer"
    assert "chưa trả lời" in printer.value
    assert "Bật máy in" in printer.advice
    assert printer.facts == {"hangs": True}
    assert versions.verdict is Verdict.OK


def test_they_do_run_side_by_side():
    both = threading.Barrier(2, timeout=60)

    def meet():
        both.wait()
        return fine()

    assert [row.value for row in run_all((Check("disk", meet), Check("clock", meet)))] == [
        "tốt"
    ] * 2


def test_errors_become_rows_with_their_code_and_advice():
    def broken():
        raise StoreError("Kho hỏng.", "Dùng bản sao.")

    def unplugged():
        raise OSError(5, "giang a pao")

    store = measured(Check("store", broken))
    assert (store.value, store.advice, store.verdict) == ("Kho hỏng.", "Dùng bản sao.", Verdict.BAD)
    assert store.facts["code"] == StoreError.code
    disk = measured(Check("disk", unplugged))
    assert disk.verdict is Verdict.BAD
    assert "pao" not in disk.value
    assert worst((fine(), store)) is Verdict.BAD
    assert worst(()) is Verdict.OK


def test_it_tells_how_far_it_is_and_can_be_left():
    told = []
    run_all((Check("versions", fine),), Work(lambda *said: told.append(said)))
    assert told == [(1, 1, "Phiên bản")]
    left = Work()
    left.cancel()
    with pytest.raises(CancelledError):
        run_all((Check("versions", fine),), left)


def test_the_printer_tells_its_paper_and_its_trouble(tmp_path):
    good = probes.printer_row(lambda: FolderPrinter(tmp_path))
    assert good.verdict is Verdict.OK
    assert "giấy A5" in good.value
    assert good.facts == {"present": True, "is_default": True, "paper": "A5", "ready": True}
    empty = probes.printer_row(lambda: FolderPrinter(tmp_path, failing=True))
    assert empty.verdict is Verdict.LOOK
    assert "hết giấy" in empty.value
    assert probes.printer_row(NoPrinter).value == "chưa có"


def program(folder, name, script):
    file = folder / name
    file.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)


@pytest.mark.skipif(os.name == "nt", reason="CUPS")
def test_cups_is_asked_by_its_own_commands(tmp_path, monkeypatch):
    program(
        tmp_path,
        "lpstat",
        'case "$1" in -d) echo "system default destination: quay2";;'
        ' -p) echo "printer $2 disabled since Mon 18 Aug 2025 -";; -e) echo quay2; echo kho;; esac',
    )
    program(tmp_path, "lpoptions", 'echo "PageSize/Media Size: A4 *A5 Letter"')
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    row = probes.printer_row(CupsPrinter)
    assert row.value == "quay2, mặc định của máy tính, giấy A5, đang tắt hoặc bị dừng"
    assert row.outside == ("quay2",)
    program(tmp_path, "lpstat", "sleep 60")
    late = measured(Check("printer", lambda: probes.printer_row(CupsPrinter), 0.3))
    assert "chưa trả lời" in late.value


def test_a_chosen_scanner_is_there_or_not():
    port = SerialPort("usb:0C2E:0206:SN1", "Honeywell 1950 (COM5)")
    there = scanner_row(port.id, "9600", lambda: [port])
    assert (there.verdict, there.facts["present"]) == (Verdict.OK, True)
    away = scanner_row(port.id, "9600", list)
    assert away.verdict is Verdict.LOOK
    assert away.advice
    assert scanner_row("", "9600", lambda: [port]).facts["mode"] == "keys"


def test_an_input_method_is_named_and_matters_only_to_scanners_that_type():
    assert changing(["UniKeyNT.exe", "explorer.exe", "EVKey64.exe", "unikeynt.exe"]) == [
        "EVKey",
        "UniKey",
    ]
    typed = input_method_row("", lambda: ["UniKeyNT.exe"], "us")
    assert typed.verdict is Verdict.LOOK
    assert "UniKey" in typed.value
    assert input_method_row("usb:0C2E:0206:", lambda: ["UniKeyNT.exe"], "us").verdict is Verdict.OK
    assert input_method_row("", lambda: ["bash"], "us").facts == {"running": "", "layout": "us"}
    assert input_method_row("").facts["running"] is not None  # this machine, asked for real


def test_whatever_can_be_wrong_has_steps_to_mend_it():
    names = (
        "store audit key backup camera printer scanner input_method pad paper_fonts screen_fonts"
    )
    for name in f"{names} screen disk clock versions shift unexported".split():
        assert label_of(name) != name
        assert steps(name)
