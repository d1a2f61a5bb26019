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
  for (const row of part.rows) {
    const tr = el("tr");
    for (const cell of row) tr.append(el("td", "", cell));
    body.append(tr);
  }
  t.append(head, body);
  box.append(t);
  return box;
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
