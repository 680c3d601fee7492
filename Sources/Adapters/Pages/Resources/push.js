"use strict";
// Ringing this phone when it is locked: the browser subscribes at its push service, and the house is
// told where. It lasts as long as the sign-in; the wish is kept here, and told again after the next.
(() => {
  const button = document.getElementById("ring");
  const attempt = document.getElementById("ring-try");
  const told = document.getElementById("ring-said");
  const wish = "senang-ring";

  function tell(text, isWell = false) {
    told.textContent = text;
    told.classList.toggle("yes", isWell);
    told.classList.toggle("attention", !isWell);
    told.hidden = !text;
  }

  function show(isOn) {
    button.setAttribute("aria-pressed", String(isOn));
    attempt.hidden = !isOn;
  }

  const isOn = () => button.getAttribute("aria-pressed") === "true";

  // Why it cannot work here, in words; empty when it can.
  function obstacle() {
    if (!window.isSecureContext) return data.t.ringNoHTTPS;
    if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
      return data.t.ringNoPush;
    }
    return Notification.permission === "denied" ? data.t.ringRefused : "";
  }

  // What the house answers, as its code.
  async function ask(path, subscription) {
    const answer = await fetch(path, {
      method: "POST", headers: { "X-Senang": "1", "Content-Type": "application/json" },
      body: JSON.stringify(subscription),
    });
    if (answer.status === 401) location.reload();
    return (await answer.json()).code;
  }

  async function manager() {
    await navigator.serviceWorker.register("/worker.js", { scope: "/" });
    return (await navigator.serviceWorker.ready).pushManager;
  }

  function bytes(text) {
    const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
  }

  async function subscribe() {
    const pushes = await manager();
    const options = { userVisibleOnly: true, applicationServerKey: bytes(data.push) };
    try {
      return await pushes.subscribe(options);
    } catch (error) {
      // Subscribed for another house that was at this address before.
      const old = error.name === "InvalidStateError" && await pushes.getSubscription();
      if (!old) throw error;
      await old.unsubscribe();
      return pushes.subscribe(options);
    }
  }

  // A push service that cannot be reached says nothing at all.
  const answerMax = 20000;
  const inTime = (promise) => Promise.race([
    promise, new Promise((_, fail) => { setTimeout(() => fail(new Error("no answer")), answerMax); }),
  ]);

  async function start() {
    if (await Notification.requestPermission() !== "granted") return tell(data.t.ringRefused);
    const code = await ask("/push", await inTime(subscribe()));
    if (code !== "done") {
      return tell(code === "unknownPushService" ? data.t.ringUnknownService : data.t.ringFailed);
    }
    localStorage.setItem(wish, data.account);
    show(true);
    tell(data.t.ringOn, true);
  }

  async function stop() {
    localStorage.removeItem(wish);
    const subscription = await (await manager()).getSubscription();
    if (subscription) {
      await ask("/push/stop", subscription);
      await subscription.unsubscribe();
    }
    show(false);
    tell(data.t.ringOff, true);
  }

  // One thing at a time, and whatever goes wrong is said.
  async function carryOut(doing) {
    const why = obstacle();
    if (why) return tell(why);
    button.disabled = attempt.disabled = true;
    try {
      await doing();
    } catch (error) {
      tell(error.name === "NotAllowedError" ? data.t.ringRefused : data.t.ringFailed);
    }
    button.disabled = attempt.disabled = false;
  }

  button.addEventListener("click", () => carryOut(isOn() ? stop : start));
  attempt.addEventListener("click", () => carryOut(async () => {
    const subscription = await (await manager()).getSubscription();
    const code = subscription ? await ask("/push/try", subscription) : "unheard";
    const texts = { done: data.t.ringTried, triedJustNow: data.t.ringTriedJustNow, unheard: data.t.ringUnheard };
    tell(texts[code] || data.t.ringFailed, code === "done");
  }));

  // Signed in anew on a phone whose owner wished to be rung: only theirs, not whoever's is next.
  async function resume() {
    if (obstacle() || localStorage.getItem(wish) !== data.account) return;
    const subscription = await (await manager()).getSubscription();
    if (subscription && await ask("/push", subscription) === "done") show(true);
  }
  resume().catch(() => {});
})();
