// Remembers the choice of light or dark. Without this script the switch works for the page on which it is set.
(() => {
  const root = document.documentElement;
  const remembered = () => {
    try {
      return localStorage.getItem("theme") || "auto";
    } catch {
      return "auto"; // Storage may be forbidden.
    }
  };
  // Said before the first paint, while the switch itself is not yet read.
  root.dataset.theme = remembered();
  addEventListener("DOMContentLoaded", () => {
    const choice = document.getElementById(`theme-${root.dataset.theme}`);
    if (choice) choice.checked = true;
  });
  addEventListener("change", ({ target }) => {
    if (target.name !== "theme") return;
    root.dataset.theme = target.value;
    try {
      localStorage.setItem("theme", target.value);
    } catch {
      // The choice then holds for this page.
    }
  });
})();
