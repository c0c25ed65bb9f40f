// Small and blocking, first in the body: pages are laid out for scripts before the first paint.
document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
