"use strict";
// The live list of cues: what the page was rendered with, then every event in order, each once.
const data = JSON.parse(document.getElementById("data").textContent);
const list = document.getElementById("cues");
const asOf = document.getElementById("asof");
const calm = document.getElementById("calm");
const said = document.getElementById("said");
const card = document.getElementById("card");
const time = new Intl.DateTimeFormat(data.locale, { hour: "2-digit", minute: "2-digit", timeZone: data.timeZone });
const clock = new Intl.DateTimeFormat(data.locale, { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZone: data.timeZone });
const cues = new Map();
const undoSpan = 10000;
// The card whose button was pressed last.
let attended = 0;
let cursor = data.place;
let serverTime = data.clock;

const parts = (place) => place.split(".").map(Number);
function isAfter(left, right) {
  const [a, b] = parts(left), [c, d] = parts(right);
  return a > c || (a === c && b > d);
}

function show(cue) {
  let item = cue.item;
  if (!item) {
    item = card.content.firstElementChild.cloneNode(true);
    item.dataset.number = cue.n;
    item.querySelector(".say").textContent = data.rules[cue.rule] || cue.rule;
    item.querySelector(".why").textContent =
      `${data.zones[cue.zone] || cue.zone} · ${cue.reader || `${data.t.band} ${cue.band}`} · ` +
      `${data.t.since} ${time.format(cue.since)} · ${data.t.until} ${time.format(cue.until)}`;
    const who = item.querySelector(".who");
    who.hidden = !data.mayAct || Boolean(cue.reader);
    who.href = `/cues/${cue.n}/who`;
    const promised = item.querySelector(".promised");
    promised.hidden = who.hidden || !cue.rule.startsWith("calm-blue-promise-");
    promised.href = `/cues/${cue.n}/promise`;
    cue.item = item;
    const next = [...list.children].find((other) => Number(other.dataset.number) < cue.n);
    list.insertBefore(item, next || null);
  }
  const mine = cue.state === "taken" && cue.by === data.account;
  const theirs = cue.state === "taken" && !mine;
  item.className = "cue" + (mine ? " mine" : theirs ? " theirs" : cue.state === "escalated" ? " all" : "") +
    (cue.closed ? " closed" : "");
  item.querySelector(".state").textContent = cue.closed ? data.t[cue.closed]
    : mine ? data.t.takenByYou
    : theirs ? `${data.t.takenBy} ${data.names[cue.by] || cue.by}`
    : cue.state === "escalated" ? data.t.shownToAll : "";
  const canUndo = cue.undoUntil > Date.now();
  const offered = !data.mayAct ? [] : cue.closed ? (canUndo ? ["undo"] : [])
    : mine ? (canUndo ? ["helped", "didNotHelp", "undo"] : ["helped", "didNotHelp"])
    : theirs ? [] : ["take", "reject"];
  for (const button of item.querySelectorAll("button")) {
    button.hidden = !offered.includes(button.dataset.doing);
    button.disabled = Boolean(cue.busy);
  }
  if (mine && !cue.isTold && !item.querySelector(".promised").hidden) tellPromise(cue);
  // A keyboard stays where it was: on the card, at the next thing to do.
  const active = document.activeElement;
  const isThere = item.contains(active) && !active.hidden && !active.disabled;
  if (attended === cue.n && !cue.busy && !isThere) item.querySelector("button:not([hidden])")?.focus();
}

// Whoever is on their way reads on the cue what was promised; reading it is a look, and is kept.
async function tellPromise(cue) {
  cue.isTold = true;
  try {
    const answer = await fetch(`/cues/${cue.n}/promise`);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const told = page.querySelector("main .told");
    if (told && cue.item) cue.item.querySelector(".acts").before(document.importNode(told, true));
  } catch {
    cue.isTold = false;  // The link beside it stays.
  }
}

// Whoever goes elsewhere is not called back.
document.addEventListener("focusin", (event) => {
  if (!cues.get(attended)?.item.contains(event.target)) attended = 0;
});

function remove(cue) {
  cue.item?.remove();
  cues.delete(cue.n);
  count();
}

function count() { calm.hidden = cues.size > 0; }

function say(text) {
  said.textContent = text;
  said.hidden = !text;
}

// A phone on the table: a sound and a buzz for each new cue, and a screen that stays on. Browsers
// allow it only once somebody has asked for it.
const awake = document.getElementById("awake");
let audio = null;
let lock = null;
awake.hidden = !data.mayAct;

async function stayAwake() {
  try {
    lock = await navigator.wakeLock?.request("screen");
  } catch {
    lock = null;  // Low on power, perhaps: the sound still comes.
  }
}

awake.addEventListener("click", async () => {
  const isOn = awake.getAttribute("aria-pressed") !== "true";
  awake.setAttribute("aria-pressed", String(isOn));
  if (!isOn) { await lock?.release(); await audio?.close(); lock = audio = null; return; }
  audio = new AudioContext();
  ring();
  await stayAwake();
});
document.addEventListener("visibilitychange", () => { if (audio && !document.hidden) stayAwake(); });

function ring() {
  if (!audio) return;
  const tone = audio.createOscillator();
  const volume = audio.createGain();
  const now = audio.currentTime;
  tone.frequency.setValueAtTime(660, now);
  tone.frequency.setValueAtTime(880, now + 0.15);
  volume.gain.setValueAtTime(0.2, now);
  volume.gain.exponentialRampToValueAtTime(0.001, now + 0.5);
  tone.connect(volume).connect(audio.destination);
  tone.start(now);
  tone.stop(now + 0.5);
  navigator.vibrate?.(200);
}

function apply(event) {
  const known = cues.get(event.n);
  switch (event.e) {
    case "issued":
    case "escalated":
    case "undone": {
      if (event.e === "issued" && event.until < serverTime && event.live) break;
      const cue = known || { ...event };
      cue.state = event.e === "undone" ? event.state : event.e;
      if (event.e === "undone") { cue.by = event.owner; cue.undoUntil = 0; }
      delete cue.closed;
      cues.set(cue.n, cue);
      show(cue);
      if (!known && event.e !== "undone") { cue.item.classList.add("fresh"); ring(); }
      break;
    }
    case "taken": {
      const cue = known || { ...event };
      cue.state = "taken";
      cue.by = event.by;
      cues.set(cue.n, cue);
      show(cue);
      break;
    }
    case "helped":
    case "didNotHelp":
    case "reject":
      if (!known) break;
      if (event.by !== data.account) { remove(known); break; }
      known.closed = event.e;
      known.undoUntil = Date.now() + undoSpan;
      show(known);
      break;
    case "withdrawn":
      if (known) remove(known);
      break;
  }
  count();
}

async function act(cue, doing) {
  if (cue.item.contains(document.activeElement)) attended = cue.n;
  cue.busy = true;
  show(cue);
  say("");
  try {
    const answer = await fetch(`/cues/${cue.n}/${doing}`, { method: "POST", headers: { "X-Senang": "1" } });
    if (answer.ok) {
      if (doing === "take") cue.undoUntil = Date.now() + undoSpan;
    } else if (answer.status === 401) {
      location.reload();
    } else {
      const { code } = await answer.json();
      say({ takenByAnother: data.t.takenAlready, noOpenCue: data.t.gone, nothingToUndo: data.t.cannotUndo,
        tooLateToUndo: data.t.cannotUndo }[code] || data.t.failed);
      if (code === "noOpenCue") { remove(cue); return; }
    }
  } catch {
    say(data.t.failed);
  }
  cue.busy = false;
  show(cue);
}

list.addEventListener("click", (click) => {
  const button = click.target.closest("button");
  if (!button) return;
  const cue = cues.get(Number(button.closest(".cue").dataset.number));
  if (cue && !cue.busy) act(cue, button.dataset.doing);
});

// Longer than the server's clock ever stays silent: it beats every three seconds.
const silenceMax = 10000;
const lost = document.getElementById("lost");
let source = null;
let heardAt = Date.now();

function listen() {
  source?.close();
  heardAt = Date.now();
  source = new EventSource(`/stream?after=${cursor}`);
  const heard = () => { heardAt = Date.now(); lost.hidden = true; };
  source.addEventListener("cue", (message) => {
    heard();
    if (!isAfter(message.lastEventId, cursor)) return;
    cursor = message.lastEventId;
    apply(JSON.parse(message.data));
  });
  source.addEventListener("clock", (message) => {
    heard();
    serverTime = Number(message.data);
    asOf.textContent = `${data.t.asOf} ${clock.format(serverTime)}`;
  });
  source.addEventListener("reset", () => location.reload());
  source.onerror = () => {
    lost.hidden = false;
    if (source.readyState === EventSource.CLOSED) setTimeout(comeBack, 2000 + Math.random() * 3000);
  };
}

// Refused rather than interrupted: signed out, or a proxy without its server. The page, once it can
// be had again, says which.
async function comeBack() {
  const answer = await fetch("/healthz").catch(() => null);
  if (answer?.ok) location.reload();
  else setTimeout(comeBack, 3000);
}

setInterval(() => {
  if (source.readyState === EventSource.CLOSED || Date.now() - heardAt < silenceMax) return;
  // The line is dead and nobody said so.
  lost.hidden = false;
  listen();
}, 1000);

// What the header says of opening hours is only shown while it holds.
const opening = document.querySelector("[data-until]");
setInterval(() => { if (opening) opening.hidden = Date.now() > Number(opening.dataset.until); }, 1000);

setInterval(() => {
  const now = Date.now();
  for (const cue of [...cues.values()]) {
    if (cue.closed && cue.undoUntil <= now) remove(cue);
    else if (cue.live && cue.state !== "taken" && cue.until < serverTime) remove(cue);
    else if (cue.undoUntil && cue.undoUntil <= now) { cue.undoUntil = 0; show(cue); }
  }
}, 1000);

for (const cue of data.cues) {
  cue.by = cue.owner;
  cues.set(cue.n, cue);
}
for (const cue of [...cues.values()].sort((a, b) => b.n - a.n)) show(cue);
count();
listen();
