// One contribution to read and code, by mouse, by touch, or by keys alone. Text is only ever set as text.
// Places in the text are counted in code points, as in Python; a browser's own strings are not.
function el(name, cls, text) {
  const node = document.createElement(name);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
}
const count = (text) => Array.from(text).length;
const STANDS = [["for", "They say so", "y"], ["against", "They say the opposite", "o"], ["mixed", "They say both", "b"], ["unclear", "They only speak of it", "d"]];
const KEYS = [
  ["n", "done: next"], ["p", "back"], ["s", "skip"], ["u", "undo"], ["up, down", "go to a suggestion"],
  ["a", "it fits"], ["r", "it does not fit"], ["y, o, b, d", "where they stand"],
  ["left, right", "go to a word"], ["Shift + right", "more words"], [".", "the whole sentence"],
  ["1 to 9", "code the words"], ["c", "find a code"], ["m", "memo"],
];

function words(text) {
  // Every word with where it begins and ends.
  const found = [];
  let at = 0;
  for (const part of text.split(/(\s+)/u)) {
    const size = count(part);
    if (part.trim()) found.push([at, at + size]);
    at += size;
  }
  return found;
}

function sentence(text, at) {
  const points = Array.from(text);
  let from = at, to = at;
  const ends = (n) => /[.!?\n]/u.test(points[n]) && (n + 1 >= points.length || /\s/u.test(points[n + 1]) || points[n] === "\n");
  while (from > 0 && !ends(from - 1)) from -= 1;
  while (from < at && /\s/u.test(points[from])) from += 1;
  while (to < points.length && !ends(to)) to += 1;
  return [from, Math.min(points.length, to + 1)];
}

function render({ model, el: root }) {
  root.classList.add("cw-reader");
  // Without this JupyterLab takes single keys for its own: "a" would add a cell.
  root.dataset.lmSuppressShortcuts = "true";
  let chosen = null; // [start, end] in code points
  let current = 0; // the suggestion that keys speak of
  let anchor = -1; // word where a choice by keys began
  let shownRef = "";
  let filter = "";
  let onward = false; // after a decision, keys speak of the next suggestion

  const head = el("div", "cw-reader-head");
  const left = el("div", "cw-reader-left"), right = el("div", "cw-reader-right");
  const said = el("p", "cw-reader-said");
  said.setAttribute("role", "status");
  const box = el("blockquote", "cw-words");
  box.tabIndex = 0;
  box.setAttribute("role", "group");
  box.dataset.key = "words";
  const picked = el("p", "cw-small");
  picked.setAttribute("role", "status");
  const memoLabel = el("label", "cw-reader-label", "Memo, for yourselves (m)");
  const memo = el("textarea");
  memo.rows = 2;
  memo.id = "cw-memo-" + Math.random().toString(36).slice(2);
  memoLabel.htmlFor = memo.id;
  const list = el("div", "cw-reader-list");
  const find = el("input");
  find.type = "text";
  find.id = "cw-find-" + Math.random().toString(36).slice(2);
  find.autocomplete = "off";
  const findLabel = el("label", "cw-reader-label", "Find a code (c)");
  findLabel.htmlFor = find.id;
  const codes = el("div", "cw-reader-codes");
  codes.setAttribute("role", "group");
  codes.setAttribute("aria-label", "Codes for the selected words");
  const acts = el("div", "cw-reader-acts");
  const help = el("details", "cw-details");
  help.append(el("summary", "", "Keys"));
  const keys = el("dl", "cw-reader-keys");
  for (const [key, what] of KEYS) keys.append(el("dt", "", key), el("dd", "", what));
  const on = el("label", "cw-reader-on");
  const tick = el("input");
  tick.type = "checkbox";
  tick.checked = true;
  on.append(tick, " Single keys work here");
  help.append(keys, on);
  left.append(head, box, picked, memoLabel, memo);
  right.append(el("h2", "cw-h3", "Codes here"), list, el("h2", "cw-h3", "Code the selected words"), findLabel, find, codes);
  const two = el("div", "cw-two");
  two.append(left, right);
  root.append(said, two, acts, help);

  const send = (act, more) => {
    keepMemo();
    onward = act === "reject" || act === "stand";
    model.send({ act, ref: page().ref, ...(more || {}) });
  };
  const page = () => model.get("page");
  const keepMemo = () => {
    const p = page();
    if (p.ref && memo.value.trim() !== (p.memo || "") && memo.dataset.ref === p.ref) model.send({ act: "memo", ref: p.ref, text: memo.value });
  };
  const button = (label, key, act, cls) => {
    const b = el("button", "jupyter-button " + (cls || ""), key ? label + " (" + key + ")" : label);
    b.type = "button";
    b.dataset.key = act;
    return b;
  };

  function drawWords() {
    const p = page(), points = Array.from(p.text || ""), cuts = new Set([0, points.length]);
    const spans = (p.codings || []).filter((k) => k.state !== "rejected").map((k, n) => [k.start, k.end, n]);
    spans.forEach(([a, b]) => cuts.add(a).add(b));
    if (chosen) cuts.add(chosen[0]).add(chosen[1]);
    const order = [...cuts].sort((a, b) => a - b);
    box.replaceChildren();
    for (let i = 0; i + 1 < order.length; i += 1) {
      const [a, b] = [order[i], order[i + 1]], text = points.slice(a, b).join("");
      const under = spans.filter(([s, e]) => s <= a && b <= e);
      const isChosen = chosen && chosen[0] <= a && b <= chosen[1];
      if (!under.length && !isChosen) { box.append(text); continue; }
      const mark = el("mark", isChosen ? "cw-chosen" : "cw-mark", text);
      const starts = under.filter(([s]) => s === a).map(([, , n]) => n + 1);
      if (starts.length) mark.dataset.n = starts.join(",");
      box.append(mark);
    }
    picked.textContent = chosen ? "Selected: “" + points.slice(chosen[0], chosen[1]).join("") + "”" : "No words are selected.";
  }

  function drawList() {
    const p = page(), items = p.codings || [];
    current = Math.max(0, Math.min(current, items.length - 1));
    list.replaceChildren();
    if (!items.length) list.append(el("p", "cw-hint", p.nothing || "Nothing is coded or suggested here."));
    items.forEach((k, n) => {
      const card = el("div", "cw-card cw-reader-card" + (n === current ? " cw-current" : ""));
      card.tabIndex = 0;
      card.dataset.key = "card" + n;
      card.setAttribute("role", "group");
      card.setAttribute("aria-label", (n + 1) + " of " + items.length + ": " + k.name + ", " + k.state);
      const top = el("p", "cw-reader-name");
      top.append(el("span", "cw-reader-no", String(n + 1)), el("strong", "", k.name), el("span", "cw-small", " " + k.told));
      card.append(top, el("p", "cw-quote", k.snippet));
      if (k.why) card.append(el("p", "cw-small", k.why));
      if (k.statement) card.append(el("p", "cw-small", k.statement));
      const row = el("div", "cw-reader-row");
      const yes = button("It fits", n === current ? "a" : "", "accept" + n, k.state === "accepted" ? "cw-on" : "");
      const no = button(k.own ? "Take it off" : "It does not fit", n === current ? "r" : "", "reject" + n, k.state === "rejected" ? "cw-on" : "");
      yes.setAttribute("aria-pressed", String(k.state === "accepted"));
      no.setAttribute("aria-pressed", String(k.state === "rejected"));
      yes.onclick = () => { current = n; send("accept", { coding: k.ref }); };
      no.onclick = () => { current = n; send("reject", { coding: k.ref }); };
      if (!k.own) row.append(yes);
      row.append(no);
      card.append(row);
      if (k.state === "accepted") {
        const stand = el("div", "cw-reader-row");
        stand.setAttribute("role", "group");
        stand.setAttribute("aria-label", "Do they say so?");
        for (const [value, label, key] of STANDS) {
          const b = button(label, n === current ? key : "", value + n, k.position === value ? "cw-on" : "");
          b.setAttribute("aria-pressed", String(k.position === value));
          b.onclick = () => { current = n; send("stand", { coding: k.ref, position: value }); };
          stand.append(b);
        }
        card.append(el("p", "cw-small", "Do they say so?"), stand);
      }
      card.addEventListener("focusin", () => {
        if (current === n) return;
        current = n;
        for (const c of list.children) c.classList.toggle("cw-current", c === card);
      });
      list.append(card);
    });
  }

  function drawCodes() {
    codes.replaceChildren();
    const wanted = filter.trim().toLowerCase();
    offered().forEach((c, n) => {
      const b = button(c.name, n < 9 ? String(n + 1) : "", "code-" + c.id, "cw-reader-code");
      if (c.hint) b.title = c.hint;
      b.onclick = () => code(c.id);
      codes.append(b);
    });
    const known = (page().codes || []).some((c) => c.name.trim().toLowerCase() === wanted);
    if (wanted && !known && page().grows) {
      const add = button("Add “" + filter.trim() + "” as a new code", "", "new", "cw-reader-code");
      add.onclick = () => {
        if (!chosen) { said.textContent = "Select the words first."; box.focus(); return; }
        send("new", { name: filter.trim(), start: chosen[0], end: chosen[1] });
        filter = find.value = "";
      };
      codes.append(add);
    } else if (wanted && !codes.children.length) codes.append(el("p", "cw-hint", "No code has that in its name."));
  }
  const offered = () => {
    const wanted = filter.trim().toLowerCase();
    return (page().codes || []).filter((c) => !wanted || c.name.toLowerCase().includes(wanted));
  };
  function code(id) {
    if (!chosen) { said.textContent = "Select the words first."; box.focus(); return; }
    send("code", { code: id, start: chosen[0], end: chosen[1] });
    filter = find.value = "";
  }

  function draw() {
    const p = page();
    const had = root.contains(document.activeElement) ? document.activeElement.dataset.key || "" : null;
    if (p.ref !== shownRef) {
      chosen = null; anchor = -1; shownRef = p.ref;
      const waits = (p.codings || []).findIndex((k) => k.state === "suggested");
      current = Math.max(0, waits);
      memo.value = p.memo || "";
      memo.dataset.ref = p.ref || "";
    } else if (p.cleared !== undefined && p.cleared) {
      chosen = null; anchor = -1;
    }
    if (onward && p.ref === root.dataset.at) {
      const waits = (p.codings || []).map((k, n) => [k.state, n]).filter(([s]) => s === "suggested").map(([, n]) => n);
      if (waits.length) current = waits.find((n) => n >= current) ?? waits[0];
      onward = false;
    }
    if (document.activeElement !== memo) { memo.value = p.memo || ""; memo.dataset.ref = p.ref || ""; }
    head.replaceChildren(el("p", "cw-count", p.count || ""), el("p", "cw-question", p.asked || ""), el("p", "cw-small", p.who || ""));
    box.setAttribute("aria-label", "Their words. Left and right arrow keys choose words.");
    drawWords();
    drawList();
    drawCodes();
    acts.replaceChildren();
    for (const [label, key, act, cls] of [["Done: next", "n", "next", "cw-main"], ["Skip", "s", "skip", ""], ["Back", "p", "back", ""], ["Undo", "u", "undo", ""]]) {
      const b = button(label, key, act, cls);
      b.onclick = () => send(act);
      acts.append(b);
    }
    said.textContent = p.said || "";
    if (had !== null) {
      const same = p.ref === root.dataset.at && had ? root.querySelector('[data-key="' + CSS.escape(had) + '"]') : null;
      (same || box).focus({ preventScroll: p.ref === root.dataset.at });
    }
    root.dataset.at = p.ref || "";
  }

  function byKeys(step, more) {
    const all = words(page().text || "");
    if (!all.length) return;
    if (!chosen) { anchor = step > 0 ? 0 : all.length - 1; chosen = all[anchor].slice(); return drawWords(); }
    let first = all.findIndex(([a, b]) => a <= chosen[0] && chosen[0] < b), last = all.findIndex(([a, b]) => a < chosen[1] && chosen[1] <= b);
    if (first < 0) first = 0;
    if (last < 0) last = first;
    if (!more) {
      anchor = Math.max(0, Math.min(all.length - 1, (step > 0 ? last : first) + step));
      chosen = all[anchor].slice();
    } else {
      if (anchor < first || anchor > last) anchor = first;
      const moving = Math.max(0, Math.min(all.length - 1, (anchor === first ? last : first) + step));
      chosen = [all[Math.min(anchor, moving)][0], all[Math.max(anchor, moving)][1]];
    }
    drawWords();
  }

  root.addEventListener("keydown", (e) => {
    e.stopPropagation();
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    const typing = e.target === find || e.target === memo;
    if (e.key === "Escape") {
      if (typing) { filter = find.value = ""; drawCodes(); box.focus(); } else { chosen = null; anchor = -1; drawWords(); }
      e.preventDefault();
      return;
    }
    if (e.target === find && e.key === "Enter") {
      const first = offered()[0];
      if (first && filter.trim()) { code(first.id); box.focus(); }
      e.preventDefault();
      return;
    }
    if (typing || !tick.checked || e.target === tick) return;
    const p = page(), items = p.codings || [], k = items[current], key = e.key.length === 1 ? e.key.toLowerCase() : e.key;
    const stand = STANDS.find(([, , s]) => s === key);
    if (key === "n") send("next");
    else if (key === "p") send("back");
    else if (key === "s") send("skip");
    else if (key === "u") send("undo");
    else if (key === "m") memo.focus();
    else if (key === "c") find.focus();
    else if (key === "a" && k && !k.own) send("accept", { coding: k.ref });
    else if (key === "r" && k) send("reject", { coding: k.ref });
    else if (stand && k && k.state === "accepted") send("stand", { coding: k.ref, position: stand[0] });
    else if (key === "ArrowDown" || key === "ArrowUp") {
      if (items.length) {
        current = Math.max(0, Math.min(items.length - 1, current + (key === "ArrowDown" ? 1 : -1)));
        drawList();
        const card = root.querySelector('[data-key="card' + current + '"]');
        card.focus({ preventScroll: true });
        card.scrollIntoView({ block: "nearest" });
      }
    } else if (key === "ArrowRight" || key === "ArrowLeft") byKeys(key === "ArrowRight" ? 1 : -1, e.shiftKey);
    else if (key === ".") { chosen = sentence(p.text || "", chosen ? chosen[0] : 0); anchor = -1; drawWords(); }
    else if (/^[1-9]$/.test(key)) { const c = offered()[Number(key) - 1]; if (c) code(c.id); }
    else return;
    e.preventDefault();
  });
  const select = (clear) => {
    const s = document.getSelection();
    if (!s || s.rangeCount === 0 || s.isCollapsed) return;
    const range = s.getRangeAt(0);
    if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return;
    const before = document.createRange();
    before.selectNodeContents(box);
    before.setEnd(range.startContainer, range.startOffset);
    const start = count(before.toString()), end = start + count(range.toString());
    if (end <= start) return;
    chosen = [start, end];
    anchor = -1;
    if (clear) { s.removeAllRanges(); drawWords(); }
    else picked.textContent = "Selected: “" + range.toString() + "”";
  };
  box.addEventListener("mouseup", () => select(true));
  box.addEventListener("touchend", () => setTimeout(() => select(false), 50));
  document.addEventListener("selectionchange", () => { if (matchMedia("(pointer: coarse)").matches) select(false); });
  find.addEventListener("input", () => { filter = find.value; drawCodes(); });
  memo.addEventListener("change", keepMemo);
  model.on("change:page", draw);
  draw();
}
export default { render };
