// Shows words as words. Everything goes in as text, never as markup.
function el(name, cls, text) {
  const node = document.createElement(name);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
}

// Marks are counted in code points, as in Python; a browser's own strings are not.
function marked(node, text, marks) {
  const points = Array.from(text);
  let last = 0;
  for (const [start, end, label] of marks) {
    node.append(points.slice(last, start).join(""));
    const mark = el("mark", "cw-mark", points.slice(start, end).join(""));
    if (label) mark.append(el("span", "cw-mark-label", " (" + label + ")"));
    node.append(mark);
    last = end;
  }
  node.append(points.slice(last).join(""));
}

function table(part) {
  const box = el("div", "cw-table");
  box.tabIndex = 0;
  box.setAttribute("role", "region");
  box.setAttribute("aria-label", part.text || "Table");
  const t = el("table");
  if (part.text) t.append(el("caption", "", part.text));
  const head = el("thead"), top = el("tr");
  for (const cell of part.header) {
    const th = el("th", "", cell);
    th.scope = "col";
    top.append(th);
  }
  head.append(top);
  const body = el("tbody");
  t.append(head, body);
  box.append(t);
  if (part.rows.length <= part.page) {
    fill(body, part.rows);
    return box;
  }
  const whole = el("div", "cw-paged");
  whole.append(box, pages(part, body, box));
  return whole;
}

function fill(body, rows) {
  body.replaceChildren();
  for (const row of rows) {
    const tr = el("tr");
    for (const cell of row) tr.append(el("td", "", cell));
    body.append(tr);
  }
}

// Which rows are shown is said and read out, and the rest is a button away.
function pages(part, body, box) {
  const bar = el("div", "cw-pages"), told = el("p", "cw-p");
  told.setAttribute("role", "status");
  const earlier = el("button", "", part.earlier), later = el("button", "", part.later);
  let first = 0;
  const show = (from) => {
    first = Math.max(0, from);
    const last = Math.min(first + part.page, part.rows.length);
    fill(body, part.rows.slice(first, last));
    told.textContent = part.shown.replace("{first}", first + 1).replace("{last}", last).replace("{all}", part.rows.length);
    earlier.disabled = first === 0;
    later.disabled = last === part.rows.length;
    box.scrollTop = 0;
  };
  earlier.type = later.type = "button";
  earlier.addEventListener("click", () => show(first - part.page));
  later.addEventListener("click", () => show(first + part.page));
  bar.append(told, earlier, later);
  show(0);
  return bar;
}

function build(part) {
  switch (part.kind) {
    case "h1": case "h2": case "h3": {
      const h = el(part.kind, "cw-" + part.kind, part.text);
      h.tabIndex = -1;
      return h;
    }
    case "words": {
      const node = el("blockquote", "cw-words");
      marked(node, part.text, part.marks || []);
      return node;
    }
    case "list": {
      const list = el("ul", "cw-list");
      for (const item of part.items) list.append(el("li", "", item));
      return list;
    }
    case "details": {
      const node = el("details", "cw-details");
      node.append(el("summary", "", part.summary), el("p", "cw-p", part.text));
      return node;
    }
    case "table":
      return table(part);
    case "bars": {
      const node = el("dl", "cw-bars");
      for (const [label, share, told] of part.rows) {
        const dd = el("dd"), bar = el("i");
        bar.style.width = "calc(" + Math.round(share * 100) + "% * 0.7)";
        dd.append(bar, el("span", "", told));
        node.append(el("dt", "", label), dd);
      }
      return node;
    }
    default:
      return el("p", "cw-" + part.kind, part.text);
  }
}

function render({ model, el: root }) {
  root.classList.add("cw-text");
  const show = () => {
    const role = model.get("role");
    if (role) {
      root.setAttribute("role", role);
      root.setAttribute("aria-live", role === "alert" ? "assertive" : "polite");
    }
    root.replaceChildren(...model.get("parts").map(build));
  };
  const focus = () => {
    const h = root.querySelector("h1,h2,h3");
    if (!h) return;
    h.focus({ preventScroll: true });
    h.scrollIntoView({ block: "start", behavior: "instant" });
  };
  const select = () => {
    const s = document.getSelection();
    if (!s || s.rangeCount === 0 || s.isCollapsed) return;
    const range = s.getRangeAt(0);
    const box = root.querySelector(".cw-words");
    if (!box || !box.contains(range.startContainer) || !box.contains(range.endContainer)) return;
    model.set("selected", range.toString());
    model.save_changes();
  };
  show();
  model.on("change:parts", show);
  model.on("change:focus_count", focus);
  if (model.get("selectable")) {
    root.addEventListener("mouseup", select);
    root.addEventListener("keyup", select);
    root.addEventListener("touchend", select);
  }
}
export default { render };
