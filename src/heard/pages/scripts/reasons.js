// Reasons of dates that float over a table: Escape closes them and gives the focus back, so does a press
// elsewhere. Without this file they open and close by their own summary.
const OPEN = "details.heard-why--float[open], details.heard-me[open]";

function close(details, giveFocusBack) {
  details.open = false;
  if (giveFocusBack) {
    details.querySelector("summary").focus();
  }
}

export function watchReasons() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      document.querySelectorAll(OPEN).forEach((details) => close(details, details.contains(document.activeElement)));
    }
  });
  document.addEventListener("click", (event) => {
    document.querySelectorAll(OPEN).forEach((details) => {
      if (!details.contains(event.target)) {
        close(details, false);
      }
    });
  });
}
