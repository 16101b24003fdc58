// Copies the citation with the day of access. Without this script there is no button.
(() => {
  if (!navigator.clipboard) return;
  const offer = () => {
    for (const button of document.querySelectorAll(".cite__copy")) button.hidden = false;
  };
  offer();
  addEventListener("results", offer); // A list that follows its form has a new citation, with a new button.
  addEventListener("click", async (event) => {
    const button = event.target.closest(".cite__copy");
    if (!button) return;
    const day = new Date().toLocaleDateString("en", { dateStyle: "long" });
    await navigator.clipboard.writeText(`${button.parentNode.firstElementChild.innerText} (accessed ${day}).`);
    button.nextElementSibling.textContent = "Copied";
  });
})();
