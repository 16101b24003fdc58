// Copies the citation with the day of access. Without this script there is no button.
for (const button of navigator.clipboard ? document.querySelectorAll(".cite__copy") : []) {
  button.hidden = false;
  button.onclick = async () => {
    const day = new Date().toLocaleDateString("en", { dateStyle: "long" });
    await navigator.clipboard.writeText(`${button.parentNode.firstElementChild.innerText} (accessed ${day}).`);
    button.nextElementSibling.textContent = "Copied";
  };
}
