"use strict";
// Rings when a push comes, with no page open. `words`, by language, stand before this.
const known = (language) => words[language] || words.en;

function shown(note) {
  const say = known(note.lang);
  if (note.say === undefined) return { title: say.pushTry, body: say.pushTryHow };
  const time = new Intl.DateTimeFormat(note.lang, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  const parts = [note.zone, `${say.pushSince} ${time.format(note.since)}`];
  if (note.others > 0) parts.push(say.pushMore.replace("%@", note.others));
  return { title: note.say, body: parts.filter(Boolean).join(" · ") };
}

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("push", (event) => {
  let note = {};
  let text = { title: known("en").pushSomething, body: "" };
  try {
    note = event.data.json();
    text = shown(note);
  } catch {
    // Browsers want something shown for every push, also for one nobody can read.
  }
  event.waitUntil(self.registration.showNotification(text.title, {
    body: text.body, lang: note.lang || "en", icon: "/icon.svg", tag: "cues", renotify: true,
    requireInteraction: false, vibrate: [200, 100, 200], data: { path: note.path || "/" },
  }));
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const path = event.notification.data?.path || "/";
  event.waitUntil((async () => {
    const open = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
    const there = open.find((client) => new URL(client.url).pathname === path) || open[0];
    return there ? there.focus() : self.clients.openWindow(path);
  })());
});
