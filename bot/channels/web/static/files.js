"use strict";
/* Sending a file: the button is there only while the assistant waits for one. */
const files = (() => {
  const LARGEST = 10 * 1024 * 1024;
  const KINDS = /\.(pdf|docx|jpe?g|png|xlsx|csv)$/i;
  const PATIENCE = 180000; // ms for 10 MB on a slow line
  const clip = document.getElementById("clip");
  const input = document.getElementById("file");
  const { words } = bubbles;

  const newId = () => "f" + Date.now().toString(36) + "-" + Math.random().toString(36).slice(2, 12);

  async function send(file, tell) {
    if (!KINDS.test(file.name)) { tell("refused", words.file_kind); return false; }
    if (file.size > LARGEST) { tell("refused", words.file_too_large); return false; }
    tell("refused", words.uploading);
    const control = new AbortController();
    const timer = setTimeout(() => control.abort(), PATIENCE);
    let status = 0;
    try {
      const url = "files?id=" + newId() + "&name=" + encodeURIComponent(file.name);
      const options = { method: "POST", body: file, headers: { "Content-Type": "application/octet-stream" } };
      status = (await fetch(url, { ...options, signal: control.signal })).status;
    } catch { /* no network */ }
    clearTimeout(timer);
    tell("refused", status === 202 ? "" : status === 413 ? words.file_too_large : words.file_failed);
    return status === 202;
  }

  /* `tell` shows a sentence, `sent` is called when a file has arrived. */
  function begin(tell, sent) {
    clip.addEventListener("click", () => input.click());
    input.addEventListener("change", async () => {
      const file = input.files[0];
      input.value = "";
      if (file && await send(file, tell)) sent();
    });
  }

  return { begin, offer: (wanted) => { clip.hidden = !wanted; } };
})();
