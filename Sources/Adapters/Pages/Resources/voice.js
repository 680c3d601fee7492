"use strict";
// Taking down what somebody says, without this: a button looks who said the like. With it: while it is
// typed, beside it.
const words = document.getElementById("words");
const alike = document.getElementById("alike");
const letterCountMax = 500;
const pause = 500;
let waiting = 0;
let asked = null;
let shown = words.value.trim();

async function look() {
  const text = words.value.trim().slice(-letterCountMax);
  if (text === shown) return;
  shown = text;
  asked?.abort();
  const mine = asked = new AbortController();
  try {
    const answer = await fetch(`/voices/similar?text=${encodeURIComponent(text)}`, { headers: { "X-Senang-Part": "1" }, signal: mine.signal });
    if (!answer.ok || answer.redirected) return;
    const part = await answer.text();
    // What is the same is not said again to who listens; what somebody opened stays so.
    if (!mine.signal.aborted && part !== alike.dataset.part && !alike.querySelector("details[open]")) {
      alike.dataset.part = part;
      alike.innerHTML = part;
    }
  } catch {
    if (!mine.signal.aborted) shown = null;  // The button stays.
  }
}

words.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(look, pause);
});
