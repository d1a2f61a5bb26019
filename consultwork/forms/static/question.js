// One question with its field: a text box, a line, or boxes to choose from, with its real label.
// Text is only ever set as text. What is typed goes to Python at most 0.7 seconds later.
const LATE = 700;
function el(name, cls, text) {
  const node = document.createElement(name);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
}
// The time of this device: the server may stand in another zone.
const at = () => new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
function render({ model, el: root }) {
  root.classList.add("cwv-question");
  const id = "f-" + model.get("name").replace(/[^\w-]/g, "-");
  const waiting = (window.cwUnsaved = window.cwUnsaved || new Map());
  let timer = 0;
  let settle = 0;
  const told = el("p", "cwv-saved");
  const spoken = el("p", "cwv-unseen");
  spoken.setAttribute("role", "status");
  const values = () => (model.get("kind") === "several" ? model.get("ticks") : model.get("text"));
  const send = () => {
    clearTimeout(timer);
    timer = 0;
    if (!waiting.has(model.get("name")) || waiting.get(model.get("name")).sent) return;
    waiting.get(model.get("name")).sent = true;
    model.set("sent_no", model.get("sent_no") + 1);
    model.save_changes();
  };
  const changed = (now) => {
    waiting.set(model.get("name"), { value: values(), sent: false });
    told.textContent = "";
    if (now) return send();
    if (!timer) timer = setTimeout(send, LATE);
  };
  const kept = () => {
    if (model.get("kept_no") < model.get("sent_no")) return;
    const here = waiting.get(model.get("name"));
    if (here && !here.sent) return;
    waiting.delete(model.get("name"));
    if (!model.get("kept_no")) return;
    const words = model.get("words").saved_at.replace("%time%", at());
    told.textContent = words;
    clearTimeout(settle);
    settle = setTimeout(() => { spoken.textContent = words; }, 2500);
  };
  const build = () => {
    const kind = model.get("kind");
    const grouped = kind === "one" || kind === "several";
    const box = el(grouped ? "fieldset" : "div", "cwv-field");
    const label = el(grouped ? "legend" : "label", model.get("heading") ? "cwv-legend" : "cwv-label");
    if (!grouped) label.htmlFor = id;
    if (model.get("language")) label.lang = model.get("language");
    if (model.get("heading")) {
      const h = el("h1", "cwv-h1");
      h.tabIndex = -1;
      // The label stands in the heading, so that it is both the page's title and the field's name.
      if (grouped) { h.textContent = model.get("label"); label.append(h); box.append(label); }
      else { label.textContent = model.get("label"); h.append(label); box.append(h); }
    } else {
      label.textContent = model.get("label");
      box.append(label);
    }
    const described = [];
    const line = (cls, text, end) => {
      if (!text) return;
      const p = el("p", cls, text);
      p.id = id + end;
      described.push(p.id);
      box.append(p);
    };
    line("cwv-hint", model.get("hint"), "-hint");
    if (model.get("official")) {
      const more = el("details", "cwv-details");
      more.append(el("summary", "", model.get("words").official), el("p", "", model.get("official")));
      box.append(more);
    }
    line("cwv-error", model.get("error") ? model.get("words").look.replace("%said%", () => model.get("error")) : "", "-error");
    if (grouped) {
      if (described.length) box.setAttribute("aria-describedby", described.join(" "));
      const labels = model.get("labels").length ? model.get("labels") : model.get("options");
      const options = el("div", labels.length < 4 && labels.every((o) => o.length < 12)
        ? "cwv-options cwv-inline" : "cwv-options");
      model.get("options").forEach((option, n) => {
        const row = el("label", "cwv-option");
        const input = el("input");
        input.type = kind === "several" ? "checkbox" : "radio";
        input.name = id + "-" + model.model_id;
        input.id = n ? id + "-" + n : id;
        input.value = option;
        input.checked = kind === "several" ? model.get("ticks").includes(option) : model.get("text") === option;
        input.addEventListener("change", () => {
          const ticked = [...options.querySelectorAll("input:checked")].map((i) => i.value);
          if (kind === "several") model.set("ticks", ticked);
          else model.set("text", ticked[0] || "");
          changed(true);
        });
        row.append(input, el("span", "", labels[n]));
        options.append(row);
      });
      box.append(options);
    } else {
      const field = el(kind === "words" ? "textarea" : "input", "cwv-input");
      if (kind === "words") field.rows = 7; else field.type = "text";
      field.id = id;
      field.name = id;
      field.maxLength = kind === "words" ? 20000 : 400;
      field.value = model.get("text");
      // A shared phone must not offer what somebody else typed.
      field.autocomplete = "off";
      field.spellcheck = true;
      if (described.length) field.setAttribute("aria-describedby", described.join(" "));
      if (model.get("error")) field.setAttribute("aria-invalid", "true");
      const typed = (now) => {
        if (field.value === model.get("text")) return;
        model.set("text", field.value);
        changed(now);
      };
      field.addEventListener("input", () => typed(false));
      field.addEventListener("blur", () => { typed(true); send(); });
      box.append(field);
    }
    box.append(told);
    root.replaceChildren(box, spoken);
    root.dataset.field = id;
  };
  build();
  kept();
  for (const what of ["label", "error", "options"]) model.on("change:" + what, build);
  model.on("change:kept_no", kept);
  const leaving = () => send();
  document.addEventListener("visibilitychange", leaving);
  window.addEventListener("pagehide", leaving);
  return () => {
    send();
    clearTimeout(settle);
    document.removeEventListener("visibilitychange", leaving);
    window.removeEventListener("pagehide", leaving);
  };
}
export default { render };
