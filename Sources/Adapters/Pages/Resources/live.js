"use strict";
// Keeps a page that shows a moment at most a second old: asks for it again and puts it in place.
const main = document.querySelector("main");
const text = document.body.dataset.lost;
let failures = 0;

async function refresh() {
  if (document.hidden) return;
  try {
    const answer = await fetch(location.href, { headers: { "X-Senang-Part": "1" }, redirect: "error" });
    if (!answer.ok) throw new Error(answer.status);
    const fresh = document.createElement("main");
    fresh.innerHTML = await answer.text();
    failures = 0;
    // What somebody has opened, or stands on, stays as it is.
    const open = [...main.querySelectorAll("details")].map((each) => each.open);
    const isHeld = main.contains(document.activeElement);
    if (isHeld) { main.querySelector("#asof")?.replaceWith(fresh.querySelector("#asof") || ""); return; }
    main.replaceChildren(...fresh.childNodes);
    main.querySelectorAll("details").forEach((each, place) => { each.open = Boolean(open[place]); });
  } catch {
    failures += 1;
    const clock = document.getElementById("asof");
    if (failures > 1 && clock) { clock.classList.add("lost"); clock.textContent = text; }
  }
}

setInterval(refresh, 1000);
document.addEventListener("visibilitychange", refresh);
