"use strict";
/* The chat page: shows what the server stored, and keeps what could not be sent yet until it can. */
(() => {
  const $ = (id) => document.getElementById(id);
  const { words, element, markDay } = bubbles;
  const [scroller, log, earlier, newest] = ["scroller", "log", "earlier", "newest"].map($);
  const [hint, state, form, text] = ["hint", "state", "form", "text"].map($);

  const PATIENCE = 20000; // ms for an answer of the server; after that the same message is sent again
  const PAUSE = 2500; // between tries
  const SILENCE = 45000; // the server gives a sign of life every 20 s
  const sleep = (ms) => new Promise((done) => setTimeout(done, ms));

  /* A small memory that survives a reload. Browsers can forbid it; then the page remembers until it is closed. */
  const memory = {
    get(key) { try { return localStorage.getItem(key); } catch { return null; } },
    set(key, value) { try { localStorage.setItem(key, value); } catch { /* forbidden or full */ } },
    drop(key) { try { localStorage.removeItem(key); } catch { /* forbidden */ } },
    keys() { try { return Object.keys(localStorage); } catch { return []; } },
  };

  async function ask(url, options) {
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), PATIENCE);
    try {
      const answer = await fetch(url, { cache: "no-store", signal: control.signal, ...options });
      return { status: answer.status, body: await answer.text() };
    } finally {
      clearTimeout(timer);
    }
  }

  /* What is wrong now, if anything; the first of these is shown. */
  const troubles = { refused: "", sending: "", line: "" };
  function tell(kind, sentence) {
    troubles[kind] = sentence;
    const shown = troubles.refused || troubles.sending || troubles.line;
    if (state.textContent !== shown) state.textContent = shown;
  }

  /* ---- Showing ---- */

  let first = 0; // ids of the messages on the page
  let last = 0;
  let following = true; // the person has not scrolled away from what came last
  let restingPlace = 0;

  let seen = null; // the last message when the person scrolled to the end by hand
  const items = () => [...log.children];
  const press = (choice) => post({ choice: choice.id, text: choice.label });
  const build = (message) => bubbles.build(message, press);
  const markSpent = () => bubbles.markSpent(log);
  const atEnd = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 60;

  /* What is being read now: the question, when it is short, and the answer from its beginning. */
  function topic() {
    const all = items();
    const said = all.map((item) => item.classList.contains("mine")).lastIndexOf(true);
    const read = all.indexOf(seen);
    const isShort = said >= 0 && all[said].offsetHeight < scroller.clientHeight / 4;
    return all[said > read && isShort ? said : Math.max(said, read) + 1];
  }

  /* Scroll so that an answer longer than the screen is shown from its beginning, else to the end. */
  function rest() {
    const start = topic();
    const end = scroller.scrollHeight - scroller.clientHeight;
    restingPlace = Math.max(0, Math.min(end, start ? start.offsetTop - 8 : end));
    scroller.scrollTop = restingPlace;
    following = true;
    showWay();
  }

  function showWay() {
    newest.hidden = atEnd();
    if (!newest.hidden) return;
    newest.classList.remove("unseen");
    newest.lastElementChild.textContent = words.newest;
  }

  function show(message) {
    if (message.id <= last) return;
    last = message.id;
    first = first || message.id;
    if (message.changes) { change(message); return; }
    if (message.mine) arrived(message.reference); else { answered(); files.offer(message.file_input); }
    const item = build(message);
    log.insertBefore(item, log.querySelector(".waiting")); // what is not sent yet stays below
    markDay(item);
    markSpent();
    if (following || message.mine) rest();
    if (!message.mine && item.offsetTop > scroller.scrollTop + scroller.clientHeight) announceBelow();
  }

  /* The alliance corrected or took back what it sent. */
  function change(message) {
    const old = items().find((item) => Number(item.dataset.id) === message.changes);
    if (!old) return;
    old.replaceWith(build({ ...message, id: message.changes, reference: old.dataset.reference }));
    items().forEach(markDay);
    markSpent();
  }

  function announceBelow() {
    newest.classList.add("unseen");
    newest.lastElementChild.textContent = words.new;
    newest.hidden = false;
  }

  function showEarlier(messages) {
    const height = scroller.scrollHeight;
    const old = messages.filter((message) => !message.changes).map(build);
    log.prepend(...old);
    if (messages.length) first = messages[0].id;
    items().slice(0, old.length + 1).forEach(markDay);
    markSpent();
    scroller.scrollTop += scroller.scrollHeight - height;
  }

  /* Something was erased on the server, or all of it: what is shown here goes too. */
  function keepOnly(kept) {
    if (kept.last < last) { open(); return; }
    for (const item of items()) {
      if (item.dataset.id && Number(item.dataset.id) < kept.first) item.remove();
    }
    if (first < kept.first) { first = kept.first; earlier.hidden = true; }
    if (log.firstElementChild) markDay(log.firstElementChild);
  }

  /* ---- "Is answering": said a little late, so that quick answers do not flicker; never for ever ---- */

  let hints = [];
  let answeredAt = 0;
  function answered() {
    answeredAt = Date.now();
    expect(false);
  }

  function expect(on) {
    hints.forEach(clearTimeout);
    hints = [];
    if (!on) { hint.textContent = ""; return; }
    hints = [
      setTimeout(() => { hint.textContent = words.answering; if (following) rest(); }, 500),
      setTimeout(catchUp, 8000),
      setTimeout(() => { expect(false); catchUp(); }, 25000),
    ];
  }

  /* ---- Sending: one entry of the memory a message, so that two open pages do not overwrite each other ---- */

  const ENTRY = "htx-waiting:";
  const DRAFT = "htx-draft";
  const waiting = new Map();
  let sending = false;
  let hurry = () => {};

  function remembered() {
    const found = memory.keys().filter((key) => key.startsWith(ENTRY)).map((key) => {
      try { return JSON.parse(memory.get(key)); } catch { return null; }
    });
    return found.filter((message) => message && message.id).sort((one, other) => one.at - other.at);
  }

  function post(message) {
    message.id = message.id || Date.now().toString(36) + "-" + Math.random().toString(36).slice(2, 12);
    message.at = Date.now();
    memory.set(ENTRY + message.id, JSON.stringify(message));
    enqueue(message);
    tell("refused", "");
    drain();
  }

  function enqueue(message) {
    waiting.set(message.id, message);
    if (!message.text || message.start) return;
    const item = build({ mine: true, text: message.text, reference: "me:" + message.id, at: message.at, files: [], choices: [] });
    item.classList.add("waiting");
    item.append(element("small", "note", words.sending));
    log.append(item);
    markDay(item);
    markSpent();
    rest();
  }

  const shownAs = (reference) => items().find((item) => item.dataset.reference === reference && !item.dataset.id);

  /* The server's own copy has come: ours goes. */
  function arrived(reference) {
    const item = shownAs(reference);
    if (item) item.remove();
    forget(reference.slice(3));
  }

  function forget(id) {
    waiting.delete(id);
    memory.drop(ENTRY + id);
    if (!waiting.size) tell("sending", "");
  }

  async function drain() {
    if (sending) return;
    sending = true;
    while (waiting.size) {
      const message = waiting.values().next().value;
      if (!await deliver(message)) await Promise.race([sleep(PAUSE), new Promise((done) => { hurry = done; })]);
    }
    sending = false;
  }

  /* True when the message need not be sent again. */
  async function deliver({ at, ...message }) {
    let status = 0;
    const begunAt = Date.now();
    const options = { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(message) };
    try { status = (await ask("messages", options)).status; } catch { /* no network */ }
    if (status === 202) accept(message, begunAt);
    else if (status === 413 || status === 422) refuse(message);
    else if (status === 401) await renew();
    else if (waiting.has(message.id)) tell("sending", words.keeping);
    return !waiting.has(message.id); // it may also have come back by the stream while we waited
  }

  function accept(message, begunAt) {
    forget(message.id);
    const item = shownAs("me:" + message.id);
    if (item) {
      item.classList.remove("waiting");
      item.querySelector(".note").remove();
    }
    if (answeredAt < begunAt) expect(true); // else the answer was quicker than this
  }

  /* What cannot be sent as it is goes back to where it can be changed. */
  function refuse(message) {
    forget(message.id);
    const item = shownAs("me:" + message.id);
    if (item) item.remove();
    if (!text.value && !message.choice && !message.start) { text.value = message.text; grow(); }
    tell("refused", words.too_long);
  }

  /* The session is gone, or never was: ask for one. */
  async function renew() {
    try {
      await ask("./");
      if ((await ask("messages")).status === 401) { tell("sending", words.cookies); await sleep(PATIENCE); } else await open();
    } catch {
      tell("sending", words.keeping);
    }
  }

  /* ---- Receiving ---- */

  let stream = null;
  let watch = 0;
  let lost = 0;

  function listen() {
    if (stream) stream.close();
    stream = new EventSource("events?after=" + last);
    stream.onmessage = (event) => { alive(); show(JSON.parse(event.data)); };
    stream.addEventListener("kept", (event) => { alive(); keepOnly(JSON.parse(event.data)); });
    stream.onerror = () => {
      if (!lost) lost = setTimeout(() => tell("line", words.offline), navigator.onLine ? 3000 : 0);
      if (stream.readyState === EventSource.CLOSED) restart(PAUSE);
    };
    restart(SILENCE);
  }

  function restart(ms) {
    clearTimeout(watch);
    watch = setTimeout(() => { catchUp(); listen(); }, ms);
  }

  function alive() {
    clearTimeout(lost);
    lost = 0;
    tell("line", "");
    restart(SILENCE);
  }

  /* The same without the stream: some proxies hold streams back. */
  async function catchUp() {
    try {
      const answer = await ask("messages?after=" + last);
      if (answer.status !== 200) return;
      const news = JSON.parse(answer.body);
      news.messages.forEach(show);
      keepOnly(news);
    } catch { /* the stream says when there is no network */ }
  }

  async function readHistory() {
    for (let strange = 0; ; ) {
      try {
        const answer = await ask("messages");
        if (answer.status === 200) return JSON.parse(answer.body);
        if (answer.status !== 401) throw new Error("server");
        await ask("./"); // gives a session, unless cookies are forbidden
        if (strange++) tell("line", words.cookies); else continue;
      } catch {
        tell("line", words.offline);
      }
      await sleep(PAUSE);
    }
  }

  let opening = false;
  async function open() {
    if (opening) return;
    opening = true;
    if (stream) stream.close();
    const history = await readHistory();
    tell("line", "");
    log.setAttribute("aria-busy", "true");
    items().filter((item) => item.dataset.id).forEach((item) => item.remove());
    first = last = 0;
    following = true;
    history.messages.forEach(show);
    earlier.hidden = !history.earlier;
    log.setAttribute("aria-busy", "false");
    rest();
    opening = false;
    listen();
    begin(history.messages.length === 0);
  }

  /* A link's code, or the first contact. It has a fixed id: two pages opened at once are greeted once. */
  function begin(isNew) {
    const code = new URLSearchParams(location.search).get("ma");
    if (code) {
      window.history.replaceState(null, "", location.pathname);
      post({ text: code.slice(0, 32), start: true });
    } else if (isNew && !waiting.size) {
      post({ id: "first-start", text: "", start: true });
    }
    drain();
  }

  /* ---- The person ---- */

  function grow() {
    text.style.height = "auto";
    text.style.height = text.scrollHeight + 3 + "px";
  }

  function submit() {
    const typed = text.value.trim();
    if (!typed) return;
    text.value = "";
    memory.drop(DRAFT);
    grow();
    post({ text: typed });
    text.focus();
  }

  async function lookBack() {
    earlier.disabled = true;
    try {
      const answer = await ask("messages?before=" + first);
      const found = JSON.parse(answer.body);
      showEarlier(found.messages);
      earlier.hidden = !found.earlier;
    } catch {
      tell("line", words.offline);
    }
    earlier.disabled = false;
  }

  form.addEventListener("submit", (event) => { event.preventDefault(); submit(); });
  text.addEventListener("input", () => { memory.set(DRAFT, text.value); grow(); });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); submit(); }
  });
  document.querySelectorAll(".code").forEach((button) => {
    button.addEventListener("click", () => {
      button.closest("details").open = false;
      post({ text: button.dataset.say });
    });
  });
  earlier.addEventListener("click", lookBack);
  newest.addEventListener("click", () => {
    scroller.classList.add("smooth");
    scroller.scrollTop = scroller.scrollHeight;
    scroller.classList.remove("smooth");
    following = true;
    scroller.focus({ preventScroll: true });
  });
  scroller.addEventListener("scroll", () => {
    const moved = Math.abs(scroller.scrollTop - restingPlace) > 4; // by the person, not by us
    following = atEnd() || !moved;
    if (moved && atEnd()) seen = log.lastElementChild;
    showWay();
  }, { passive: true });
  log.addEventListener("load", () => { if (following) rest(); }, true); // a picture has its size now
  window.addEventListener("resize", () => { if (following) rest(); });
  window.addEventListener("offline", () => tell("line", words.offline));
  window.addEventListener("online", () => { hurry(); listen(); });
  window.addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  document.addEventListener("visibilitychange", () => { if (!document.hidden && last) { hurry(); listen(); } });

  files.begin(tell, () => expect(true));
  text.value = memory.get(DRAFT) || "";
  grow();
  remembered().forEach(enqueue);
  open();
})();
