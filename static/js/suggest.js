// Suggests records while one types in a search box: a combobox with a listbox, by the ARIA pattern. “/” leads to the box,
// unless that is switched off. Without this script the box is a plain form.
(() => {
  const boxes = [...document.querySelectorAll("[role=search] input[type=search]")];
  const make = (name, given, ...inside) => {
    const made = Object.assign(document.createElement(name), given);
    made.append(...inside);
    return made;
  };

  boxes.forEach((box, number) => {
    const list = make("div", { role: "listbox", className: "suggestions", id: `suggestions-${number}`, hidden: true });
    list.ariaLabel = "Suggestions";
    const status = make("p", { role: "status", className: "visually-hidden" });
    box.parentNode.append(list, status);
    Object.assign(box, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: false });
    box.setAttribute("aria-controls", list.id);
    let options = [];
    let active;
    let waiting;

    const choose = (place) => {
      active = options[place];
      for (const option of options) option.ariaSelected = option === active;
      box.setAttribute("aria-activedescendant", active ? active.id : "");
      active?.scrollIntoView({ block: "nearest" });
    };
    const show = (groups, words = "") => {
      options = [];
      list.replaceChildren(
        ...groups.map(({ label, options: found }) =>
          make(
            "div",
            { role: "group", ariaLabel: label },
            make("p", { ariaHidden: true }, label),
            ...found.map(({ label, kind, address }) => {
              const option = make("div", { role: "option", id: `${list.id}-${options.length}` }, label, make("small", {}, kind));
              option.onclick = () => location.assign(address);
              options.push(option);
              return option;
            }),
          ),
        ),
      );
      list.hidden = !options.length;
      box.ariaExpanded = !list.hidden;
      choose();
      status.textContent = words && `${options.length} suggestion${options.length === 1 ? "" : "s"}`;
    };
    const close = () => {
      clearTimeout(waiting);
      waiting = 0;
      show([]);
    };

    box.addEventListener("input", () => {
      clearTimeout(waiting);
      const mine = (waiting = setTimeout(async () => {
        const typed = box.value.trim();
        const answer = typed && (await fetch(`/search/suggest/?q=${encodeURIComponent(typed)}`).catch(() => 0));
        const { groups } = answer?.ok ? await answer.json() : { groups: [] };
        if (mine === waiting) show(groups, typed); // Neither overtaken nor closed meanwhile.
      }, 150));
    });
    box.addEventListener("blur", close);
    box.addEventListener("keydown", (event) => {
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (list.hidden || event.isComposing) return;
      if (step) {
        // One place before the first is the box itself.
        const places = options.length + 1;
        choose(((options.indexOf(active) + 1 + step + places) % places) - 1);
      } else if (event.key === "Escape") close();
      else if (event.key === "Enter" && active) active.click();
      else return;
      event.preventDefault();
    });
    // A press leaves the focus where it is, so that the list is still there when it is let go.
    list.addEventListener("mousedown", (event) => event.preventDefault());
  });

  const slash = (to) => {
    try {
      if (to) localStorage.slash = to;
      return localStorage.slash !== "off";
    } catch {
      return true; // Storage may be forbidden.
    }
  };
  const choice = document.getElementById("slash");
  if (choice) {
    choice.parentNode.hidden = false;
    choice.checked = slash();
    choice.onchange = () => slash(choice.checked ? "on" : "off");
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || !slash()) return;
    if (event.target.closest("input:not([type=checkbox], [type=radio]), select, textarea")) return;
    const box = boxes.find((found) => found.checkVisibility());
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
  });
})();
