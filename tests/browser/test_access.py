"""Everybody can use it: small screens, large letters, keyboards, screen readers, weak eyes, thick fingers."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from handlers.messages import Attachment, Choice, Outgoing
from tests.browser import outside
from tests.browser.phone import Phone
from tests.web_program import Program

SMALLEST_LETTERS = 17  # CSS pixels
SMALLEST_TARGET = 44  # WCAG 2.2, 2.5.5
ENOUGH_CONTRAST = 4.5  # WCAG 2.2, 1.4.3
MARKUP = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script><b>đậm</b>'
WIDE = Outgoing(
    "Xem https://vanban.example/" + "rất-dài-".replace("ấ", "a").replace("à", "a") * 30 + ".pdf\n" + "x" * 300,
    (Choice("x:1", "y" * 120), Choice("x:2", "Một lựa chọn dài hơn một dòng của màn hình điện thoại nhỏ")),
    (Attachment("z" * 90 + ".xlsx", "application/octet-stream", b"PK"),),
)

# Every element with text of its own that can be seen: its colours, its size.
PAINTED = """() => {
  const opaque = (color) => !/, 0\\)$|transparent/.test(color);
  const behind = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const color = getComputedStyle(at).backgroundColor;
      if (opaque(color)) return color;
    }
    return "rgb(255, 255, 255)";
  };
  const found = [];
  for (const element of document.body.querySelectorAll("*:not(script):not(noscript)")) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
    const style = getComputedStyle(element);
    if (!own || !element.checkVisibility() || style.clipPath !== "none") continue;
    found.push({ text: element.textContent.trim().slice(0, 30), color: style.color, behind: behind(element),
                 size: parseFloat(style.fontSize), opacity: parseFloat(style.opacity) });
  }
  const box = document.getElementById("text");
  const hint = getComputedStyle(box, "::placeholder");
  found.push({ text: "placeholder", color: hint.color, behind: behind(box), size: parseFloat(hint.fontSize),
               opacity: parseFloat(hint.opacity) });
  return found;
}"""

TARGETS = """() => [...document.querySelectorAll("button, summary, textarea, a:not(.message > a:not(.file))")]
  .filter((element) => element.checkVisibility())
  .map((element) => ({ name: element.textContent.trim().slice(0, 30) || element.id,
                       box: element.getBoundingClientRect().toJSON() }))"""

FOCUSED = "document.activeElement.id || document.activeElement.innerText.trim()"


def luminance(color: str) -> float:
    """Relative luminance of "rgb(r, g, b)", WCAG 2.2."""
    parts = [int(part) / 255 for part in color[color.index("(") + 1 : -1].split(",")[:3]]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def test_contrast_is_counted_as_wcag_does() -> None:
    assert round(contrast("rgb(0, 0, 0)", "rgb(255, 255, 255)"), 2) == 21
    assert round(contrast("rgb(119, 119, 119)", "rgb(255, 255, 255)"), 2) == 4.48


@pytest.fixture
def busy(phone: Phone, program: Program, context: BrowserContext) -> Phone:
    """A page with everything on it at once: spent and new choices, a file, a message not sent, trouble, news below."""
    phone.is_greeted()
    phone.button("Đồng ý").tap()
    phone.hears("Cảm ơn bạn đã đồng ý")
    file = Attachment("Kết quả.xlsx", "application/octet-stream", b"PK")
    choices = (Choice("x:1", "Có"), Choice("x:2", "Một lựa chọn dài hơn"))
    outside.send(program, context, Outgoing("Chọn đi https://luat.example/a", choices, (file,)), WIDE, WIDE)
    phone.hears("xxx")
    phone.measure("scroller.scrollTop = 0")
    outside.send(program, context, Outgoing("Tin mới."))
    expect(phone.page.get_by_role("button", name="Có tin mới")).to_be_visible()
    phone.measure("document.querySelector('details').open = true")
    return phone


def unsent(phone: Phone, context: BrowserContext) -> None:
    context.set_offline(True)
    phone.say("tin chưa gửi")
    expect(phone.banner).not_to_be_empty()


def test_text_is_large_and_stands_out(busy: Phone, context: BrowserContext) -> None:
    painted: list[dict[str, Any]] = busy.measure(PAINTED)
    unsent(busy, context)
    painted += busy.measure(PAINTED)
    assert len(painted) > 40
    assert {one["text"]: one["size"] for one in painted if one["size"] < SMALLEST_LETTERS} == {}
    weak = {one["text"]: contrast(one["color"], one["behind"]) for one in painted}
    assert {text: ratio for text, ratio in weak.items() if ratio < ENOUGH_CONTRAST} == {}
    assert [one["text"] for one in painted if one["opacity"] < 1] == []


def test_everything_that_is_touched_is_large_enough(busy: Phone) -> None:
    targets: list[dict[str, Any]] = busy.measure(TARGETS)
    assert len(targets) > 20
    small = [one for one in targets if min(one["box"]["width"], one["box"]["height"]) < SMALLEST_TARGET]
    assert small == []


@pytest.mark.parametrize("width", [320, 360, 412])
def test_nothing_scrolls_sideways(busy: Phone, width: int) -> None:
    busy.page.set_viewport_size({"width": width, "height": 640})
    assert not busy.scrolls_sideways()


def test_letters_twice_as_large_still_fit(busy: Phone) -> None:
    """WCAG 2.2, 1.4.4."""
    busy.measure("document.documentElement.style.fontSize = '225%'")
    assert not busy.scrolls_sideways()
    busy.measure("document.querySelector('details').open = false")
    expect(busy.box).to_be_in_viewport(ratio=1)
    expect(busy.page.get_by_role("button", name="Gửi", exact=True)).to_be_in_viewport(ratio=1)


def test_at_twice_the_zoom_most_of_a_small_phone_is_left_for_reading(phone: Phone) -> None:
    phone.page.set_viewport_size({"width": 180, "height": 320})  # 360 x 640 at 200 %
    phone.say("htx can may nguoi")
    phone.hears("05 thành viên")
    assert phone.measure("document.querySelector('.middle').clientHeight > innerHeight / 2")
    assert not phone.scrolls_sideways()
    expect(phone.box).to_be_in_viewport(ratio=1)


def test_a_long_answer_can_be_read_with_the_keyboard_of_the_phone_open(phone: Phone) -> None:
    phone.is_greeted()
    phone.page.set_viewport_size({"width": 360, "height": 330})
    height = phone.measure("scroller.clientHeight")
    assert height > 200
    expect(phone.box).to_be_in_viewport(ratio=1)


def test_parts_of_the_page_have_roles_and_names(phone: Phone) -> None:
    phone.is_greeted()
    page = phone.page
    expect(page.get_by_role("heading", name="Trợ lý HTX", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_have_count(1)
    expect(page.get_by_role("banner")).to_have_count(1)
    log = page.get_by_role("log", name="Nội dung trò chuyện")
    expect(log).to_have_attribute("aria-live", "polite")
    expect(log).to_have_attribute("aria-busy", "false")
    expect(log.get_by_role("group", name="Các lựa chọn")).to_have_count(1)
    expect(phone.box).to_be_visible()
    for status in (phone.banner, phone.hint):
        expect(status).to_have_attribute("role", "status")
    assert page.locator("html").get_attribute("lang") == "vi"
    assert phone.answers.first.text_content().startswith("Trợ lý: ")  # type: ignore[union-attr]


def test_the_keyboard_alone_is_enough(phone: Phone) -> None:
    phone.is_greeted()
    keyboard = phone.page.keyboard
    order: list[str] = []
    for _ in range(10):
        keyboard.press("Tab")
        # The button that leads down to the end goes once the end is in sight; the next Tab goes on from there.
        if not phone.measure("document.activeElement === document.body"):
            order.append(phone.measure(FOCUSED))
        if order[-1:] == ["Gửi"]:
            break
    first = ["Bản dùng thử: xem mã mời", "scroller", "Đồng ý", "Chỉ hỏi, không lưu tên"]
    assert order == [*first, "text", "Gửi"]
    phone.box.focus()
    keyboard.type("xin chào")
    keyboard.press("Enter")
    expect(phone.answers).to_have_count(2)
    assert phone.measure(FOCUSED) == "text"
    keyboard.press("Shift+Tab")
    while phone.measure(FOCUSED) != "Đồng ý":
        keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    phone.hears("Cảm ơn bạn đã đồng ý")


def test_focus_can_be_seen(phone: Phone) -> None:
    phone.is_greeted()
    for _ in range(6):
        phone.page.keyboard.press("Tab")
        outline = phone.measure("getComputedStyle(document.activeElement).outlineWidth")
        assert outline == "3px"


def test_markup_is_shown_and_not_obeyed(phone: Phone, program: Program, context: BrowserContext) -> None:
    phone.is_greeted()
    file = Attachment(f"{MARKUP}.txt".replace("/", "_"), "text/plain", b"x")
    outside.send(program, context, Outgoing(MARKUP, (Choice("x:1", MARKUP),), (file,)))
    phone.hears("<b>đậm</b>")
    phone.say(MARKUP)
    expect(phone.mine).to_have_count(1)
    phone.page.reload()
    phone.hears("<b>đậm</b>")
    assert MARKUP in phone.texts()
    assert phone.log.locator("img, script, b").count() == 0
    assert phone.measure("window.hacked") is None


def test_addresses_become_links_and_nothing_else_does(phone: Phone, program: Program, context: BrowserContext) -> None:
    phone.is_greeted()
    text = "Xem (https://luat.example/a?b=1). Hoặc javascript:alert(1), http://x.example/<b>."
    outside.send(program, context, Outgoing(text))
    phone.hears("Hoặc javascript")
    links = phone.answers.last.locator("a")
    found = [link.get_attribute("href") for link in links.all()]
    assert found == ["https://luat.example/a?b=1", "http://x.example/"]
    assert links.first.get_attribute("rel") == "noopener noreferrer"
    assert phone.texts()[-1] == text


def test_who_wants_no_motion_gets_none(page: Page, program: Program) -> None:
    page.emulate_media(reduced_motion="reduce")
    phone = Phone(page, program.url)
    phone.open()
    phone.is_greeted()
    phone.measure("scroller.classList.add('smooth')")
    assert phone.measure("getComputedStyle(scroller).scrollBehavior") == "auto"
    page.emulate_media(reduced_motion="no-preference")
    assert phone.measure("getComputedStyle(scroller).scrollBehavior") == "smooth"
