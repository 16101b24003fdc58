// A list follows its filter form: rows, count, chart and chips are fetched and put in place, the address goes along.
// Without this script the form's Apply button does the same with a new page.
(() => {
  const form = () => document.querySelector(".filter-form");
  // The search offers other choices with every answer: a new page shows them.
  if (!form() || location.pathname === "/search/") return;
  let latest = 0;
  let shown = location.search;

  const show = async (address, { push = true, renewForm = true } = {}) => {
    const mine = ++latest;
    let page;
    try {
      const answer = await fetch(address);
      if (!answer.ok) throw new Error(answer.status);
      page = new DOMParser().parseFromString(await answer.text(), "text/html");
    } catch {
      location.assign(address); // The browser says what is wrong better than we could.
      return;
    }
    if (mine !== latest) return; // A later change has overtaken this one.
    if (push) history.pushState(null, "", address);
    shown = location.search;
    const results = document.getElementById("results");
    // The page stays where it is, also where too little is left to fill the window.
    const at = scrollY;
    results.style.minHeight = `${innerHeight - results.getBoundingClientRect().top}px`;
    const opened = results.querySelectorAll("details[id][open]");
    // The live region stays, so that a screen reader hears its new words.
    const count = results.querySelector(".matches__count");
    const fresh = page.getElementById("results");
    const freshCount = fresh.querySelector(".matches__count");
    const words = freshCount.innerHTML;
    freshCount.replaceWith(count);
    const focused = document.activeElement;
    const name = (link) => link.ariaLabel || link.textContent;
    const place = results.contains(focused) && focused.href ? name(focused) : null;
    results.replaceChildren(...fresh.childNodes);
    for (const { id } of opened) document.getElementById(id)?.setAttribute("open", "");
    dispatchEvent(new Event("results"));
    if (count.innerHTML !== words) count.innerHTML = words;
    if (place !== null) {
      const again = [...results.querySelectorAll("a")].find((link) => name(link) === place);
      (again?.closest("details:not([open])")?.firstElementChild || again || document.getElementById("content")).focus();
    }
    scrollTo(scrollX, at);
    if (renewForm) {
      form().replaceWith(page.querySelector(".filter-form"));
      clearTimeout(waiting); // A field that goes while someone types in it says that it changed.
    } else renewReasons(page);
  };

  // While someone types, the fields stay as they are; only what is wrong with them is said anew.
  const renewReasons = (page) => {
    for (const field of form().querySelectorAll(".field[data-name]")) {
      const fresh = page.querySelector(`.field[data-name="${field.dataset.name}"]`);
      field.className = fresh.className;
      field.querySelector(".field__reason").replaceWith(fresh.querySelector(".field__reason"));
    }
  };

  const addressOf = (wanted) => {
    const query = new URLSearchParams([...new FormData(wanted)].filter(([, value]) => value.trim()));
    return query.size ? `?${query}` : location.pathname;
  };

  let waiting;
  const follow = (event) => {
    const wanted = event.target.closest(".filter-form");
    if (!wanted) return;
    clearTimeout(waiting);
    const delay = event.type === "input" ? 300 : 0;
    waiting = setTimeout(() => {
      const address = addressOf(wanted);
      if (new URL(address, location.href).search !== location.search) show(address, { renewForm: false });
    }, delay);
  };
  addEventListener("input", follow);
  addEventListener("change", follow);
  addEventListener("submit", (event) => {
    if (!event.target.matches(".filter-form")) return;
    event.preventDefault();
    clearTimeout(waiting);
    event.target.parentNode.hidePopover?.();
    show(addressOf(event.target), { renewForm: false });
  });
  addEventListener("click", (event) => {
    const link = event.target.closest('#results a[href^="?"], .filter-form a[href^="?"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    show(link.getAttribute("href").split("#")[0]);
  });
  // A step to another place on the same page asks for nothing new.
  addEventListener("popstate", () => location.search !== shown && show(location.href, { push: false }));
})();
