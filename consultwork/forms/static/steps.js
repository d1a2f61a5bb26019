// The parts of a screen, to go to and fro between.
function render({ model, el: root }) {
  root.classList.add("cw-steps");
  const build = () => {
    const nav = document.createElement("nav");
    nav.setAttribute("aria-label", model.get("label"));
    const had = root.contains(document.activeElement);
    model.get("names").forEach((name, n) => {
      const b = document.createElement("button");
      b.type = "button";
      b.textContent = name;
      if (n === model.get("current")) b.setAttribute("aria-current", "step");
      b.addEventListener("click", () => {
        model.set("current", n);
        model.save_changes();
      });
      nav.append(b);
    });
    root.replaceChildren(nav);
    if (had) nav.querySelector("[aria-current]")?.focus();
  };
  build();
  for (const what of ["names", "current", "label"]) model.on("change:" + what, build);
}
export default { render };
