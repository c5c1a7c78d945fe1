"""E-mail, against a real mail server on this computer: secured, refusing, hanging, cut off, answering twice."""

import io
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.forwarding.email import EmailTarget, Mailer
from storage.engine import Database
from storage.forwards import PAUSES, tries_of
from tests.app.forwarding_office import FILES, Office
from tests.fakes.mailbox import Mailbox

ADDRESS = "van-phong@example.vn"
pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS:UserWarning")
NEEDS_OPENSSL = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    opened = Database(sqlite_url)
    yield opened
    opened.close()


@pytest.fixture
def mailbox(tmp_path: Path) -> Iterator[Mailbox]:
    with Mailbox(tmp_path) as started:
        yield started


def target(mailbox: Mailbox, security: str = "none", seconds: float = 20, **options: str) -> EmailTarget:
    mailer = Mailer("127.0.0.1", mailbox.port, security, "htx@example.vn", context=mailbox.context, **options)
    return EmailTarget(ADDRESS, mailer, seconds=seconds)


async def test_a_letter_has_the_summary_and_the_files_that_may_be_passed_on(
    database: Database, mailbox: Mailbox
) -> None:
    office = Office(database, target(mailbox))
    await office.forwarding.run_due()
    assert office.states == [(f"email:{ADDRESS}", "done", 1)]
    (letter,) = mailbox.taken
    assert letter["Subject"] == "Kết quả: Báo cáo 6 tháng của hợp tác xã, 6 tháng đầu năm 2026"
    assert (letter["From"], letter["To"]) == ("htx@example.vn", ADDRESS)
    assert letter["Message-ID"] == "<round-1-email.van-phong.example.vn-1@example.vn>"
    body = letter.get_body(("plain",))
    assert body is not None
    assert "Đã gửi: 3 trên 4 hợp tác xã (75%)." in body.get_content()
    files = {part.get_filename(): part.get_content() for part in letter.iter_attachments()}
    assert sorted(str(name) for name in files) == FILES
    assert "Trả lời" not in load_workbook(io.BytesIO(files["half_year-2026-H1.xlsx"])).sheetnames


@NEEDS_OPENSSL
@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_the_way_to_the_server_is_secured_and_the_password_goes_over_it(
    database: Database, tmp_path: Path, security: str
) -> None:
    with Mailbox(tmp_path, security, user="htx", password="mật khẩu") as mailbox:
        office = Office(database, target(mailbox, security, user="htx", password="mật khẩu"))
        await office.forwarding.run_due()
        assert (office.states[0][1], office.forwards[0].reason) == ("done", "taken by the mail server")
        assert (len(mailbox.taken), mailbox.over_tls) == (1, [True])


@NEEDS_OPENSSL
async def test_a_certificate_nobody_vouches_for_gets_no_letter(database: Database, tmp_path: Path) -> None:
    with Mailbox(tmp_path, "starttls") as mailbox:
        mailbox.context = None  # the computer's own certificates, which do not know this one
        office = Office(database, target(mailbox, "starttls"))
        await office.forwarding.run_due()
        assert (office.states[0][1], mailbox.seen) == ("waiting", 0)


@NEEDS_OPENSSL
async def test_a_server_without_starttls_gets_no_letter(database: Database, mailbox: Mailbox) -> None:
    office = Office(database, target(mailbox, "starttls"))
    await office.forwarding.run_due()
    assert (office.states[0][1], mailbox.seen) == ("waiting", 0)


@pytest.mark.parametrize(
    ("plan", "reason"),
    [
        ("451", "the mail server answered 451"),
        ("554", "the mail server answered 554"),
        ("refuse", "the mail server refused the address: 550"),
        ("hang", "no answer within 1 seconds"),
        ("cut", "SMTPServerDisconnected while sending"),
    ],
)
async def test_what_fails_is_tried_again_and_is_one_letter_for_the_receiver(
    database: Database, mailbox: Mailbox, plan: str, reason: str
) -> None:
    office = Office(database, target(mailbox, seconds=1 if plan == "hang" else 20))
    mailbox.plan(plan)
    await office.forwarding.run_due()
    assert (office.states[0][1], office.forwards[0].reason) == ("waiting", reason)
    await office.run_after(PAUSES[0])
    assert office.states == [(f"email:{ADDRESS}", "done", 2)]
    assert len(mailbox.letters) == 1
    assert len(mailbox.taken) == (2 if plan == "cut" else 1)


async def test_an_answer_given_twice_changes_nothing(database: Database, mailbox: Mailbox) -> None:
    mailbox.plan("twice")
    office = Office(database, target(mailbox))
    await office.forwarding.run_due()
    await office.run_after(timedelta(days=1))
    assert (office.states[0][1], mailbox.seen) == ("done", 1)


async def test_nobody_there_is_tried_again(database: Database, mailbox: Mailbox) -> None:
    closed = Mailer("127.0.0.1", 1, "none", "htx@example.vn")
    office = Office(database, EmailTarget(ADDRESS, closed))
    await office.forwarding.run_due()
    assert office.states == [(f"email:{ADDRESS}", "waiting", 1)]


async def test_a_wrong_password_is_not_in_what_is_kept(database: Database, tmp_path: Path) -> None:
    with Mailbox(tmp_path, user="htx", password="right") as mailbox:
        office = Office(database, target(mailbox, user="htx", password="wrong-one"))
        await office.forwarding.run_due()
        assert (office.states[0][1], mailbox.seen) == ("waiting", 0)
        assert "wrong-one" not in (office.forwards[0].reason or "")
        assert office.forwards[0].reason == "the mail server answered 535"


async def test_every_try_is_kept_with_its_answer(database: Database, mailbox: Mailbox) -> None:
    mailbox.plan("451")
    office = Office(database, target(mailbox))
    await office.forwarding.run_due()
    await office.run_after(PAUSES[0])
    with database.reading() as unit:
        kept = [(one.arrived, one.answer) for one in tries_of(unit, office.forwards[0].id)]
    assert kept == [(False, "the mail server answered 451"), (True, "taken by the mail server")]
