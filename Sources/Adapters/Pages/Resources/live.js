"use strict";
// Keeps a page that shows a moment at most a second old: asks for it again and puts it in place.
const main = document.querySelector("main");
const text = document.body.dataset.lost;
let failures = 0;
let isBusy = false;
// A finger that presses a button finds it there when it lets go.
let isHeld = false;
addEventListener("pointerdown", () => { isHeld = true; });
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => { setTimeout(() => { isHeld = false; }, 300); });

// Where a keyboard can stand.
function stops() { return [...main.querySelectorAll("a, summary, button, [tabindex]")]; }

// Every second; where a page says so, after so many seconds.
let waited = 0;
function tick() {
  waited += 1;
  if (waited >= Number(main.querySelector("[data-every]")?.dataset.every ?? 1)) refresh();
}

// What is shown to a reader must not go dark meanwhile.
function stayAwake() {
  if (document.hidden || !main.querySelector("[data-every]")) return;
  navigator.wakeLock?.request("screen").catch(() => {});
}

async function refresh() {
  waited = 0;
  if (document.hidden || isBusy || isHeld) return;
  isBusy = true;
  try {
    const answer = await fetch(location.href, { headers: { "X-Senang-Part": "1" }, signal: AbortSignal.timeout(3000) });
    // Signed out meanwhile, or somebody who is gone: the page itself says which.
    if (answer.redirected || answer.status === 404) { location.reload(); return; }
    if (!answer.ok) throw new Error(answer.status);
    const fresh = document.createElement("main");
    fresh.innerHTML = await answer.text();
    failures = 0;
    if (isHeld) { isBusy = false; return; }
    // What somebody has opened stays open, and a keyboard stays where it was.
    const open = [...main.querySelectorAll("details")].map((each) => each.open);
    const held = stops().indexOf(document.activeElement);
    main.replaceChildren(...fresh.childNodes);
    main.querySelectorAll("details").forEach((each, place) => { each.open = Boolean(open[place]); });
    if (held >= 0) stops()[held]?.focus({ preventScroll: true });
  } catch {
    failures += 1;
    const clock = document.getElementById("asof");
    if (failures > 1 && clock) { clock.classList.add("lost"); clock.textContent = text; }
  }
  isBusy = false;
}

// What the header says of opening hours is only shown while it holds.
const opening = document.querySelector("[data-until]");
setInterval(() => { if (opening) opening.hidden = Date.now() > Number(opening.dataset.until); }, 1000);

setInterval(tick, 1000);
stayAwake();
document.addEventListener("visibilitychange", stayAwake);
document.addEventListener("visibilitychange", refresh);
