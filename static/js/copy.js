// Copies the address of a page, or its citation with the day of access. Without this script there is no button.
(() => {
  const BUTTONS = ".cite__copy, .tools__copy";
  // The citation of a list is folded away.
  addEventListener("click", ({ target }) => {
    if (target.hash === "#cite") document.querySelector("#cite").open = true;
  });
  if (!navigator.clipboard) return;
  const offer = () => {
    for (const button of document.querySelectorAll(BUTTONS)) button.hidden = false;
  };
  offer();
  addEventListener("results", offer); // A list that follows its form has a new citation, with a new button.
  addEventListener("click", async (event) => {
    const button = event.target.closest(BUTTONS);
    if (!button) return;
    const day = new Date().toLocaleDateString("en", { dateStyle: "long" });
    const citation = `${button.parentNode.firstElementChild.innerText} (accessed ${day}).`;
    await navigator.clipboard.writeText(button.value || citation);
    button.nextElementSibling.textContent = "Copied";
  });
})();
