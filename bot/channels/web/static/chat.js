"use strict";
/* The chat page: shows what the server stored, and keeps what could not be sent yet until it can. */
(() => {
  const log = document.getElementById("log");
  const form = document.getElementById("form");
  const text = document.getElementById("text");
  const state = document.getElementById("state");
  const QUEUE = "htx-queue";
  let last = 0;
  let stream = null;
  let sending = false;

  const read = () => { try { return JSON.parse(localStorage.getItem(QUEUE)) || []; } catch { return []; } };
  const write = (queue) => { try { localStorage.setItem(QUEUE, JSON.stringify(queue)); } catch { /* private mode */ } };
  let queue = read();

  const newId = () => Date.now().toString(36) + "-" + Math.random().toString(36).slice(2, 12);
  const say = (words) => { state.textContent = words; state.hidden = !words; };
  const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 160;
  const toEnd = () => { log.scrollTop = log.scrollHeight; };

  function bubble(message, extra) {
    const box = document.createElement("div");
    box.className = "message" + (message.mine ? " mine" : "") + (extra ? " " + extra : "");
    box.dataset.reference = message.reference || "";
    box.textContent = message.text;
    for (const file of message.files || []) box.append(attachment(file));
    return box;
  }

  function attachment(file) {
    if (file.type.startsWith("image/")) {
      const image = document.createElement("img");
      image.src = file.url; image.alt = file.name; image.loading = "lazy";
      return image;
    }
    const link = document.createElement("a");
    link.href = file.url; link.download = file.name; link.textContent = "📎 " + file.name;
    const line = document.createElement("div");
    line.append(link);
    return line;
  }

  function buttons(message) {
    const row = document.createElement("div");
    row.className = "choices"; row.setAttribute("role", "group"); row.setAttribute("aria-label", "Lựa chọn");
    for (const choice of message.choices) {
      const button = document.createElement("button");
      button.type = "button"; button.textContent = choice.label; button.dataset.choice = choice.id;
      button.addEventListener("click", () => {
        for (const other of row.children) other.classList.toggle("chosen", other === button);
        post({ id: newId(), choice: choice.id, text: choice.label });
      });
      row.append(button);
    }
    return row;
  }

  function show(message) {
    if (message.id <= last) return;
    last = message.id;
    const follow = atEnd() || message.mine;
    log.querySelectorAll(".message.waiting").forEach((box) => {
      if ("me:" + box.dataset.reference === message.reference) box.remove();
    });
    log.append(bubble(message));
    if (message.choices.length) log.append(buttons(message));
    if (follow) toEnd();
  }

  function post(message) {
    queue.push(message);
    write(queue);
    if (message.text && !message.start) {
      log.append(bubble({ mine: true, text: message.text, reference: message.id }, "waiting"));
      toEnd();
    }
    drain();
  }

  async function drain() {
    if (sending) return;
    sending = true;
    while (queue.length) {
      try {
        const answer = await fetch("messages", {
          method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(queue[0]),
        });
        if (answer.status === 401) { location.reload(); return; }
        if (answer.status >= 500) throw new Error("server");
        if (answer.status === 413 || answer.status === 422) {
          say("Tin dài quá nên chưa gửi được. Bạn gõ ngắn lại giúp nhé.");
          if (!text.value) text.value = queue[0].text || "";
        } else {
          say("");
        }
        queue.shift();
        write(queue);
      } catch {
        say("Mạng yếu. Tin của bạn được giữ lại, tôi đang gửi lại…");
        await new Promise((done) => setTimeout(done, 2500));
      }
    }
    sending = false;
  }

  function listen() {
    if (stream) stream.close();
    stream = new EventSource("events?after=" + last);
    stream.onmessage = (event) => show(JSON.parse(event.data));
    stream.onopen = () => { if (!queue.length) say(""); };
    stream.onerror = () => {
      say("Mất mạng. Đang nối lại…");
      if (stream.readyState === EventSource.CLOSED) setTimeout(listen, 3000);
    };
  }

  async function open() {
    let history = [];
    try { history = await (await fetch("messages")).json(); } catch { say("Mất mạng. Đang nối lại…"); }
    history.forEach(show);
    queue.filter((item) => item.text && !item.start)
      .forEach((item) => log.append(bubble({ mine: true, text: item.text, reference: item.id }, "waiting")));
    toEnd();
    listen();
    const code = new URLSearchParams(location.search).get("ma");
    if (code) {
      window.history.replaceState(null, "", location.pathname);
      post({ id: newId(), text: code.slice(0, 32), start: true });
    } else if (!history.length && !queue.length) {
      post({ id: newId(), text: "", start: true });
    }
    drain();
  }

  function grow() { text.style.height = "auto"; text.style.height = text.scrollHeight + "px"; }
  function submit() {
    const words = text.value.trim();
    if (!words) return;
    post({ id: newId(), text: words });
    text.value = "";
    grow();
    text.focus();
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  text.addEventListener("input", grow);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
  });
  document.querySelectorAll(".code").forEach((button) => {
    button.addEventListener("click", () => {
      button.closest("details").open = false;
      post({ id: newId(), text: button.dataset.say });
    });
  });
  window.addEventListener("online", drain);
  open();
})();
