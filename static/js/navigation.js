// The navigation's groups close by Escape and when one leaves them. Without this script each closes as another opens.
(() => {
  const nav = document.querySelector(".site-nav");
  const opened = () => nav.querySelector("[name=nav][open]");
  const closeOutside = (place) => {
    const group = opened();
    if (group && !group.contains(place)) group.open = false;
  };
  nav.addEventListener("focusout", ({ target, relatedTarget }) => closeOutside(relatedTarget || target));
  addEventListener("click", ({ target }) => closeOutside(target));
  addEventListener("pagehide", () => closeOutside(null));
  addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    if (opened()?.contains(document.activeElement)) opened().firstElementChild.focus();
    closeOutside(null);
    // What the mouse holds open goes, too, until the mouse has left.
    nav.dataset.dismissed = "";
  });
  nav.addEventListener("mouseleave", () => delete nav.dataset.dismissed);
})();
