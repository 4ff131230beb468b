// Light or dark: the system's choice until the reader makes one, which is kept in this browser.
const button = document.querySelector(".masthead__scheme");
const root = document.documentElement;
button.hidden = false;
button.addEventListener("click", () => {
  const dark = getComputedStyle(root).colorScheme === "dark"
    || (root.dataset.scheme === "" && matchMedia("(prefers-color-scheme: dark)").matches);
  root.dataset.scheme = dark ? "light" : "dark";
  try { localStorage.setItem("scheme", root.dataset.scheme); } catch { /* it holds for this page */ }
});
