// Gives the admin's fields of several choices a name, and takes them for no list: select2 puts more than choices there.
// By then it has made them: jQuery calls in order whatever waits for the page.
addEventListener("load", () => {
  django.jQuery(() => {
    for (const field of document.querySelectorAll("select.admin-autocomplete[multiple]")) {
      const shown = field.nextElementSibling;
      shown.querySelector("ul").setAttribute("role", "presentation");
      shown.querySelector("input").setAttribute("aria-label", field.labels[0].textContent);
    }
  });
});
