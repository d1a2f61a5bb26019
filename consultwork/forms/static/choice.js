// One question with answers to tick: a real group of real radio buttons or check boxes.
function el(name, cls, text) {
  const node = document.createElement(name);
  if (cls) node.className = cls;
  if (text !== undefined) node.textContent = text;
  return node;
}
function render({ model, el: root }) {
  root.classList.add("cw-choice");
  // Every widget loads this file anew, so a counter would give all groups the same name.
  const name = "cw-choice-" + Math.random().toString(36).slice(2);
  const build = () => {
    const set = el("fieldset");
    const legend = el("legend", model.get("quiet") ? "cw-quiet" : "", model.get("label"));
    set.append(legend);
    const told = [];
    if (model.get("hint")) {
      const hint = el("p", "cw-hint", model.get("hint"));
      hint.id = name + "-hint";
      told.push(hint.id);
      set.append(hint);
    }
    if (model.get("error")) {
      const error = el("p", "cw-error", model.get("error"));
      error.id = name + "-error";
      told.push(error.id);
      set.append(error);
    }
    if (told.length) set.setAttribute("aria-describedby", told.join(" "));
    const several = model.get("several");
    const box = el("div", model.get("inline") ? "cw-options cw-inline" : "cw-options");
    for (const option of model.get("options")) {
      const label = el("label", "cw-option");
      const input = el("input");
      input.type = several ? "checkbox" : "radio";
      input.name = name;
      input.value = option;
      input.checked = model.get("chosen").includes(option);
      input.addEventListener("change", () => {
        const ticked = [...box.querySelectorAll("input:checked")].map((i) => i.value);
        model.set("chosen", ticked);
        model.save_changes();
      });
      label.append(input, el("span", "", option));
      box.append(label);
    }
    set.append(box);
    root.replaceChildren(set);
  };
  build();
  for (const what of ["label", "hint", "error", "options", "several", "inline"]) model.on("change:" + what, build);
  model.on("change:chosen", () => {
    for (const input of root.querySelectorAll("input")) input.checked = model.get("chosen").includes(input.value);
  });
}
export default { render };
