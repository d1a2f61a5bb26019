// What stands on one page beside its fields: errors, heading, sentences, answers to check, four words.
// On a page of its own it also minds the line: a heartbeat, a banner when it is lost, and the way back.
const BEAT = 5000;
function el(name, cls, text) {
  const node = document.createElement(name);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
}
const HEADERS = { "X-Consultwork": "page" };
function render({ model, el: root }) {
  root.classList.add("cwv-sheet");
  const served = model.get("served");
  const words = model.get("words");
  const base = document.body.dataset.baseUrl ? document.body.dataset.baseUrl.replace(/voila\/$/, "") : "/";
  let first = true;
  const build = () => {
    const parts = [];
    if (model.get("help").length) {
      const more = el("details", "cwv-details cwv-helpbox");
      more.append(el("summary", "", words.help));
      for (const part of model.get("help")) {
        if (part.heading) more.append(el("h2", "cwv-h2", part.heading));
        for (const line of part.lines) more.append(line_of(line));
      }
      parts.push(more);
    }
    const errors = model.get("errors");
    if (errors.length) {
      const box = el("div", "cwv-summary");
      box.setAttribute("role", "alert");
      box.tabIndex = -1;
      const list = el("ul");
      box.append(el("h2", "", words.look_at_this));
      for (const [field, sentence] of errors) {
        const item = el("li");
        const link = el("a", "", sentence);
        const target = "f-" + field.replace(/[^\w-]/g, "-");
        link.href = "#" + target;
        link.addEventListener("click", (event) => {
          event.preventDefault();
          const there = document.getElementById(target);
          if (there) { there.focus(); there.scrollIntoView({ block: "center" }); }
        });
        item.append(link);
        list.append(item);
      }
      box.append(list);
      parts.push(box);
    }
    if (model.get("caption")) parts.push(el("p", "cwv-caption", model.get("caption")));
    if (model.get("heading")) {
      const h = el("h1", "cwv-h1", model.get("heading"));
      h.tabIndex = -1;
      parts.push(h);
    }
    if (served && model.get("picture")) {
      const picture = el("img", "cwv-picture");
      picture.src = base + "picture/" + encodeURIComponent(model.get("picture"));
      picture.alt = "";
      parts.push(picture);
    }
    if (model.get("code")) {
      const four = el("p", "cwv-code");
      for (const word of model.get("code").split("-")) four.append(el("span", "", word), " ");
      const named = el("section");
      named.setAttribute("aria-label", words.four_words);
      named.append(four);
      parts.push(named);
    }
    for (const part of model.get("parts")) {
      if (part.heading) parts.push(el("h2", "cwv-h2", part.heading));
      for (const line of part.lines) parts.push(line_of(line));
    }
    if (model.get("rows").length) {
      const list = el("dl", "cwv-rows");
      for (const row of model.get("rows")) {
        const group = el("div");
        const answer = el("dd", "cwv-said", row.said);
        const change = el("dd", "cwv-change");
        const button = el("button", "cwv-link", words.change);
        button.type = "button";
        button.append(el("span", "cwv-unseen", ": " + row.asked));
        button.addEventListener("click", () => model.send({ kind: "act", action: "change:" + row.change }));
        change.append(button);
        group.append(el("dt", "", row.asked), answer, change);
        list.append(group);
      }
      parts.push(list);
    }
    root.replaceChildren(...parts);
  };
  const turned = () => {
    build();
    if (served) document.title = model.get("errors").length ? words.error_title.replace("%said%", () => model.get("title")) : model.get("title");
    if (first && !model.get("errors").length) { first = false; return; }
    first = false;
    // The fields of the new page come a moment after it.
    setTimeout(() => {
      const page = root.closest(".cwv") || document;
      const to = page.querySelector(".cwv-summary") || page.querySelector("h1.cwv-h1");
      (served ? window : root).scrollTo?.(0, 0);
      if (!served) root.scrollIntoView?.({ block: "nearest" });
      if (to) to.focus({ preventScroll: served });
    }, 80);
  };
  turned();
  model.on("change:turn", turned);
  if (!served) return undefined;

  // --- on a page of its own ---
  const banner = document.getElementById("cwv-line");
  const tell = (text, button) => {
    if (!banner) return;
    banner.hidden = !text;
    banner.replaceChildren();
    if (text) banner.append(el("p", "", text));
    if (button) {
      const again = el("button", "cwv-link", words.load_again);
      again.type = "button";
      again.addEventListener("click", () => back());
      banner.append(again);
    }
  };
  // What is typed and not saved goes to the server by another way before the page is loaded again.
  const back = async () => {
    const unsaved = {};
    for (const [name, waiting] of window.cwUnsaved || []) unsaved[name] = waiting.value;
    try {
      if (Object.keys(unsaved).length) {
        const kept = await fetch(base + "keep", {
          method: "POST", headers: { ...HEADERS, "Content-Type": "application/json" }, body: JSON.stringify({ values: unsaved, asked: model.get("asked") }),
        });
        if (!kept.ok) throw new Error("not kept");
      }
      location.reload();
    } catch (e) {
      tell(words.line_still_lost, true);
    }
  };
  let missed = 0;
  let asked = 0;
  let answered = 0;
  model.on("msg:custom", (message) => {
    if (message.kind === "pong") {
      answered = Math.max(answered, message.n);
      if (missed) { missed = 0; tell(""); }
    }
    if (message.kind === "left") location.replace(base + "left");
  });
  const beat = setInterval(async () => {
    if (document.hidden) { answered = asked; return; }
    missed = answered < asked ? missed + 1 : 0;
    asked += 1;
    try { model.send({ kind: "ping", n: asked }); } catch (e) { missed = Math.max(missed, 2); }
    if (missed < 2) return;
    tell(words.line_lost, true);
    if (missed < 3) return;
    try {
      const alive = await fetch(base + "alive", { headers: HEADERS, cache: "no-store" });
      if (alive.ok) await back();
    } catch (e) { /* still no line */ }
  }, BEAT);
  document.addEventListener("visibilitychange", () => { if (!document.hidden) answered = asked; });
  // The four words in a link stand behind its #, which no server sees; they leave the address at once.
  const brought = new URLSearchParams(location.hash.slice(1)).get("code") || "";
  if (location.hash) history.replaceState(null, "", location.pathname);
  // The page's own script has asked for it already, while the widgets were loading.
  (window.cwTicket || Promise.resolve("")).then((ticket) => model.send({ kind: "arrive", ticket, code: brought }));
  return () => clearInterval(beat);
}
function line_of(line) {
  // Only whole phone numbers of our own pages become links: to be called with one tap.
  const p = el("p");
  const parts = line.split(/(\b0\d{2,4}(?: \d{2,6}){1,3}\b|\b116 123\b|\b999\b|\b111\b(?!:))/);
  parts.forEach((part, n) => {
    if (n % 2) {
      const link = el("a", "", part);
      link.href = "tel:" + part.replace(/ /g, "");
      p.append(link);
    } else p.append(part);
  });
  return p;
}
export default { render };
