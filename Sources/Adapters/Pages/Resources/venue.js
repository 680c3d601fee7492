"use strict";
// The venue's page without this: everything works. With it: line numbers, links that select the line
// they speak of, and a button that shows it is busy.
const editor = document.getElementById("editor");
const byteCountMax = 64 << 20;

for (const area of editor.querySelectorAll(".numbered > textarea")) {
  const gutter = document.createElement("div");
  gutter.className = "gutter";
  gutter.setAttribute("aria-hidden", "true");
  area.before(gutter);
  let count = 0;
  const number = () => {
    const lines = area.value.split("\n").length;
    if (lines === count) return;
    count = lines;
    gutter.textContent = Array.from({ length: lines }, (_, place) => place + 1).join("\n");
  };
  const follow = () => {
    gutter.style.setProperty("height", `${area.offsetHeight}px`);
    gutter.scrollTop = area.scrollTop;
  };
  area.addEventListener("input", () => { number(); follow(); });
  area.addEventListener("scroll", follow);
  new ResizeObserver(follow).observe(area);
  number();
  follow();
}

function select(area, line) {
  const lines = area.value.split("\n");
  const place = Math.min(line, lines.length) - 1;
  const start = lines.slice(0, place).reduce((sum, each) => sum + each.length + 1, 0);
  area.focus({ preventScroll: true });
  area.setSelectionRange(start, start + lines[place].length);
  area.scrollTop = Math.max(0, place * parseFloat(getComputedStyle(area).lineHeight) - area.clientHeight / 3);
  area.scrollIntoView({ block: "center" });
}

for (const link of document.querySelectorAll("a[data-line]")) {
  link.addEventListener("click", (click) => {
    const target = document.getElementById(link.hash.slice(1));
    if (!target) return;
    click.preventDefault();
    for (let outer = target.closest("details"); outer; outer = outer.parentElement.closest("details")) outer.open = true;
    if (target.matches("textarea")) select(target, Number(link.dataset.line));
    else (target.matches("input") ? target : target.querySelector("input"))?.focus();
  });
}

const table = editor.querySelector("[name=table]");
table.addEventListener("change", () => {
  const size = table.files[0]?.size ?? 0;
  table.setCustomValidity(size > byteCountMax ? editor.dataset.tooLarge : "");
  table.reportValidity();
  if (size) editor.querySelector("[name=day][value=table]").checked = true;
});

editor.addEventListener("submit", (event) => {
  if (editor.dataset.sent) { event.preventDefault(); return; }
  editor.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-busy", "true");
});
addEventListener("pageshow", () => {
  delete editor.dataset.sent;
  for (const busy of document.querySelectorAll("button[aria-busy]")) busy.removeAttribute("aria-busy");
});
