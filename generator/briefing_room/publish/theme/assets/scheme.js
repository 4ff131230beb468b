// Light or dark, and its colours, as the reader chose them, before anything is drawn; without a
// choice as the system has it.
{
  const root = document.documentElement;
  const palettes = JSON.parse(root.dataset.palettes ?? "[]"); // of mkdocs.yml, if it has several
  const key = palettes.length ? "briefing:palette" : "briefing:scheme";
  const kept = () => { try { return localStorage.getItem(key); } catch { return null; } };
  const keep = (choice) => { try { localStorage.setItem(key, choice); } catch { /* this page only */ } };
  const fits = (media) => !media || matchMedia(media).matches;

  const paint = (at) => {
    const { media, scheme, primary, accent } = palettes[at];
    const follows = media === "(prefers-color-scheme)"; // the system, whatever it says
    const marks = { mdColorScheme: follows ? "" : scheme, mdColorPrimary: primary, mdColorAccent: accent };
    for (const [name, value] of Object.entries(marks)) {
      if (value) root.dataset[name] = value.replaceAll(" ", "-");
      else delete root.dataset[name];
    }
  };
  let at = Number(kept() ?? palettes.findIndex(({ media }) => fits(media)));
  if (!(at in palettes)) at = 0;
  if (palettes.length) paint(at);
  else if (kept()) root.dataset.scheme = kept();
  root.classList.add("js"); // what needs a script has its place from the first
  root.classList.toggle("asked", location.search.length > 1); // a list may be narrowed before it is shown

  const listed = () => {
    const buttons = [...document.querySelectorAll("[data-palette]")];
    const show = () => { for (const one of buttons) one.hidden = Number(one.dataset.palette) !== at; };
    for (const button of buttons) {
      button.addEventListener("click", () => {
        at = (at + 1) % palettes.length;
        paint(at);
        keep(at);
        show();
        buttons.find((one) => !one.hidden)?.focus();
      });
    }
    show();
  };

  const plain = (button) => {
    const dark = () => (root.dataset.scheme ?? (fits("(prefers-color-scheme: dark)") ? "dark" : "light")) === "dark";
    const tell = () => { button.title = button.ariaLabel = `Switch to ${dark() ? "light" : "dark"}`; };
    button.addEventListener("click", () => {
      root.dataset.scheme = dark() ? "light" : "dark";
      keep(root.dataset.scheme);
      tell();
    });
    tell();
  };

  addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("__scheme");
    if (button) plain(button);
    if (palettes.length) listed();
  });
}
