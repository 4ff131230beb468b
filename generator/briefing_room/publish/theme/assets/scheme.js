// Light or dark as the reader chose it, before anything is drawn; without a choice the system's.
const chosen = () => { try { return localStorage.getItem("briefing:scheme"); } catch { return null; } };
if (chosen()) document.documentElement.dataset.scheme = chosen();
document.documentElement.classList.add("js"); // what needs a script has its place from the first

addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("__scheme"), root = document.documentElement;
  const dark = () => (root.dataset.scheme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light")) === "dark";
  const tell = () => { button.title = button.ariaLabel = `Switch to ${dark() ? "light" : "dark"}`; };
  button.addEventListener("click", () => {
    root.dataset.scheme = dark() ? "light" : "dark";
    try { localStorage.setItem("briefing:scheme", root.dataset.scheme); } catch { /* kept for this page only */ }
    tell();
  });
  tell();
});
