// Small things of the other pages: leaving a form with unsaved words asks first, and a choice sends its form.
for (const field of document.querySelectorAll("[data-sends]")) {
  field.addEventListener("change", () => field.form.requestSubmit());
}
