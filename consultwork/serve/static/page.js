// On every page of the form: the way out, larger print, high contrast, reading aloud. Nothing is stored.
(function () {
  const base = (document.body.dataset.baseUrl || "/voila/").replace(/voila\/$/, "");
  document.addEventListener("click", function (event) {
    const leave = event.target.closest && event.target.closest(".cwv-leave");
    if (leave) {
      event.preventDefault();
      // First what is on the screen goes, then the visit on this device, then the page itself.
      document.documentElement.style.display = "none";
      document.title = "";
      try { navigator.sendBeacon(base + "leave"); } catch (e) { /* the page goes all the same */ }
      location.replace(leave.dataset.to || "about:blank");
      return;
    }
    const tool = event.target.closest && event.target.closest("[data-tool]");
    if (!tool) return;
    const what = tool.dataset.tool;
    if (what === "aloud") return aloud(tool);
    const on = document.documentElement.classList.toggle("cwv-" + what);
    tool.setAttribute("aria-pressed", String(on));
  });
  if (document.body.dataset.voila) {
    window.cwTicket = fetch(base + "ticket", { headers: { "X-Consultwork": "page" }, cache: "no-store" })
      .then(function (answer) { return answer.ok ? answer.text() : ""; }, function () { return ""; });
  }
  function aloud(button) {
    const speech = window.speechSynthesis;
    button.dataset.start = button.dataset.start || button.textContent;
    if (!speech) { button.textContent = button.dataset.cannot; return; }
    if (speech.speaking) { speech.cancel(); button.textContent = button.dataset.start; return; }
    const main = document.querySelector("main");
    const said = new SpeechSynthesisUtterance(main ? main.innerText : "");
    said.lang = "en-GB";
    // Only a voice of this device: others send the text away.
    const voices = speech.getVoices().filter(function (v) { return v.localService && v.lang.indexOf("en") === 0; });
    if (!voices.length) { button.textContent = button.dataset.noVoice; return; }
    said.voice = voices[0];
    said.onend = function () { button.textContent = button.dataset.start; };
    button.textContent = button.dataset.stop;
    speech.speak(said);
  }
})();
