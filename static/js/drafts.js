// Keeps what is sent from a record's form in this tab until it has arrived: the session may have ended meanwhile. Whoever
// logs in again as the same user finds it in its form, with the version that it was opened on.
{
  const KEPT = "draft";
  const { user } = document.currentScript.dataset;
  const here = location.pathname + location.search;
  const form = document.querySelector("input[name=opened_on]")?.form;
  const forget = () => sessionStorage.removeItem(KEPT);

  // A choice has its words with it: a list that is completed by typing knows only those that are chosen.
  const said = (field) =>
    field.options ? [...field.selectedOptions].map(({ value, text }) => [value, text]) : field.type === "checkbox" ? field.checked : field.value;

  const put = (field, value) => {
    if (field.options) {
      for (const option of field.options) option.selected = false;
      for (const [chosen, text] of value) {
        const known = [...field.options].find((option) => option.value === chosen);
        const option = known ?? field.appendChild(new Option(text, chosen));
        option.selected = true;
      }
      globalThis.django?.jQuery(field).trigger("change");
    } else if (field.type === "checkbox") field.checked = value;
    else field.value = value;
  };

  const fields = () =>
    [...form.elements].filter(({ name, type }) => name && name !== "csrfmiddlewaretoken" && !["submit", "password", "file"].includes(type));

  const tell = (what, address) => {
    const notice = document.querySelector(`[data-draft=${what}]`);
    notice.hidden = false;
    notice.querySelector("a")?.setAttribute("href", address);
  };

  const kept = JSON.parse(sessionStorage.getItem(KEPT));
  const arrived = document.querySelector(".messagelist") || form?.querySelector(".errornote, .errorlist, .newer-versions");

  const look = () => {
    if (!user || !form || kept.address !== here) return tell("kept", kept.address);
    for (const field of fields()) if (field.name in kept.fields) put(field, kept.fields[field.name]);
    forget();
    tell("back");
  };

  form?.addEventListener("submit", () => {
    const sent = Object.fromEntries(fields().map((field) => [field.name, said(field)]));
    sessionStorage.setItem(KEPT, JSON.stringify({ user, address: here, fields: sent }));
  });
  document.querySelector("#logout-form")?.addEventListener("submit", forget);
  // At once, for whoever goes on before all is there; what is put back comes behind the admin's own scripts, which make
  // lists to type in out of choices.
  if (kept && user && (user !== kept.user || arrived)) forget();
  else if (kept) addEventListener("load", look);
}
