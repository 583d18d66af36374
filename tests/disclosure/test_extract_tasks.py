"""What was to be done about somebody stands in their extract, and goes when they are erased."""

from datetime import timedelta

from desktop.campaign.difficulties.views import NewDifficulty
from desktop.campaign.tasks.views import About, NewTask
from desktop.common.duties import DifficultyKind, TaskKind
from desktop.common.settings import ERASE_AFTER_DAYS
from desktop.models import CampaignTask, TaskStep
from desktop.security.views import Role
from tests import factories
from tests.disclosure.test_person_export import HUONG, NUMBER, text_of
from tests.erasure.test_erasure import WAY
from tests.received import clock, office, services  # noqa: F401 - fixtures


def test_tasks_are_told_and_emptied(services, clock, tmp_path):  # noqa: F811
    services.operators.add("Đinh Văn Tới", "135790", Role.CLERK, actor=HUONG)
    tasks = services.duties.tasks
    owner = next(iter(tasks.people()))
    member = services.roster.find_by_personal_id(NUMBER).member_id
    mine = NewTask(TaskKind.VISIT, "Sang nhà bà Thử", "2030-01-01", About(member))
    other = NewTask(TaskKind.OTHER, "Mua mực in", "2030-01-01")
    made = tasks.assign(mine, owner, actor=HUONG)
    tasks.assign(other, owner, actor=HUONG)
    tasks.finish(made.id, "Bà Thử đã ký", actor=HUONG)
    log = services.duties.difficulties
    log.add(NewDifficulty(DifficultyKind.PAPERS, "Thẻ cũ mờ số", member_id=member), actor=HUONG)
    log.answer(1, "Nhận như thẻ mất", actor=HUONG)
    file = tmp_path / "trich-xuat.pdf"
    services.disclosure.export(member, file, actor=HUONG)
    text = text_of(file)
    for part in (
        "Việc được giao",
        "Sang nhà bà Thử",
        "Bà Thử đã ký",
        "hạn 01/01/2030",
        "Thẻ cũ mờ số",
        "như thẻ mất",
    ):
        assert part in text, part
    assert "Mua mực in" not in text

    batch = factories.add_batch(services.store)
    key = services.overview.record_of(member).application_id
    factories.bring(services.store, key, *WAY, batch_id=batch)
    services.preferences.set(ERASE_AFTER_DAYS, 30, actor="x")
    clock.advance(timedelta(days=31))
    services.erasure.run(tmp_path, actor=HUONG)
    with services.store.read() as session:
        rows = {row.number: row for row in session.query(CampaignTask)}
        notes = [step.note for step in session.query(TaskStep).filter_by(task_id=made.id)]
    assert (rows[1].text, rows[1].result, rows[1].state) == ("", "", "done")
    assert rows[2].text == "Mua mực in"
    assert notes == ["", ""]
    hard = log.log()[0]
    assert (hard.text, hard.answer, hard.state.value) == ("", "", "answered")
