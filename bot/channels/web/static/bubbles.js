"use strict";
/* What a message looks like. Text is only ever set as text, so that markup in it is shown and not obeyed. */
const bubbles = (() => {
  const words = JSON.parse(document.getElementById("words").textContent);
  const SHORT = 16; // characters of a button's label that may share a line with others

  function element(tag, className, content) {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (content) made.textContent = content;
    return made;
  }

  function build(message, press) {
    const item = element("div", message.mine ? "item mine" : "item");
    item.dataset.id = message.id || "";
    item.dataset.reference = message.reference;
    item.dataset.day = dayOf(message.at);
    const box = element("div", "message");
    box.append(element("span", "hidden", message.mine ? words.me : words.assistant), ...withLinks(message.text));
    box.append(...message.files.map(attachment));
    item.append(box);
    if (message.choices.length) item.append(buttons(message.choices, press));
    return item;
  }

  function dayOf(at) {
    const written = { timeZone: "Asia/Ho_Chi_Minh", weekday: "long", day: "numeric", month: "numeric", year: "numeric" };
    return new Date(at).toLocaleDateString("vi-VN", written);
  }

  function withLinks(content) {
    return content.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)»\]])/).map((part, place) => {
      if (place % 2 === 0) return document.createTextNode(part);
      const link = element("a", "", part);
      link.href = part; link.target = "_blank"; link.rel = "noopener noreferrer";
      return link;
    });
  }

  function attachment(file) {
    const link = element("a");
    link.href = file.url;
    if (!file.type.startsWith("image/")) {
      link.className = "file"; link.download = file.name; link.textContent = words.attached + file.name;
      return link;
    }
    const image = element("img");
    image.src = file.url; image.alt = file.name;
    link.target = "_blank";
    link.append(image);
    return link;
  }

  function buttons(choices, press) {
    const group = element("div", "choices");
    let pressedAt = 0;
    group.setAttribute("role", "group"); group.setAttribute("aria-label", words.choices);
    for (const choice of choices) {
      const button = element("button", choice.label.length <= SHORT ? "short" : "", choice.label);
      button.type = "button";
      button.addEventListener("click", () => {
        if (Date.now() - pressedAt < 800) return; // a finger that trembles
        pressedAt = Date.now();
        press(choice);
      });
      group.append(button);
    }
    return group;
  }

  /* A date above the first message of each day. */
  function markDay(item) {
    const old = item.querySelector(".day");
    const before = item.previousElementSibling;
    const isNew = !before || before.dataset.day !== item.dataset.day;
    if (old && !isNew) old.remove();
    if (!old && isNew) item.prepend(element("p", "day", item.dataset.day));
  }

  /* Choices before something the person said look spent. They still work. */
  function markSpent(log) {
    let said = null;
    for (const item of [...log.children].reverse()) {
      if (item.classList.contains("mine")) { said = item; continue; }
      const group = item.querySelector(".choices:not(.spent)");
      if (group && said) spend(group, said);
    }
  }

  function spend(group, said) {
    const answer = said.querySelector(".message").lastChild.textContent;
    group.classList.add("spent");
    for (const button of group.children) {
      if (button.textContent !== answer) continue;
      button.classList.add("chosen");
      return;
    }
  }

  return { words, element, build, markDay, markSpent };
})();
