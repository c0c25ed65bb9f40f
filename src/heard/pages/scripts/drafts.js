// Words that are being written are kept in this browser until the service has them: a lost connection, a crash or a
// sign-in that ran out loses nothing. They are cleared when they are saved, when somebody signs out, and after a week.
const PREFIX = "heard.draft:";
const WEEK = 7 * 24 * 60 * 60 * 1000;
const AGAIN = 15 * 1000; // milliseconds until a save that failed is tried again

const sent = new Map(); // what each heading's last request carried

function keys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

function boxes(section) {
  return [...section.querySelectorAll("textarea")];
}

function values(section) {
  return boxes(section).map((box) => box.value);
}

function same(one, other) {
  return JSON.stringify(one) === JSON.stringify(other);
}

function keyOf(section) {
  return `${PREFIX}${section.closest("form").dataset.drafts}:${section.dataset.heading}`;
}

function keep(section) {
  try {
    localStorage.setItem(keyOf(section), JSON.stringify({ at: Date.now(), words: values(section) }));
  } catch {
    // a browser that keeps nothing: the words stand on the page and are saved as they are typed
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

function forgetOld() {
  keys().forEach((key) => {
    const draft = read(key);
    if (!draft || Date.now() - draft.at > WEEK) {
      localStorage.removeItem(key);
    }
  });
}

function said(form, what) {
  return form.querySelector(`template[data-said="${what}"]`).content.cloneNode(true);
}

function show(section, what) {
  section.querySelector('[id^="saved-"]').replaceChildren(said(section.closest("form"), what));
  document.getElementById("saved").textContent = said(section.closest("form"), what).textContent.trim();
}

function offer(section) {
  const draft = read(keyOf(section));
  if (!draft) {
    return;
  }
  if (same(draft.words, values(section))) {
    localStorage.removeItem(keyOf(section));
    return;
  }
  section.querySelector("h3").after(said(section.closest("form"), "offer"));
  const notice = section.querySelector(".heard-meanwhile:has([data-draft])");
  notice.querySelector("[data-draft-words]").textContent = draft.words.filter(Boolean).join("\n\n");
  notice.querySelector('[data-draft="back"]').addEventListener("click", () => {
    boxes(section).forEach((box, place) => {
      box.value = draft.words[place] ?? box.value;
    });
    notice.remove();
    boxes(section)[0].focus();
    section.dispatchEvent(new CustomEvent("heard:save"));
  });
  notice.querySelector('[data-draft="away"]').addEventListener("click", () => {
    localStorage.removeItem(keyOf(section));
    notice.remove();
    boxes(section)[0].focus();
  });
}

function saveAgain(section) {
  window.setTimeout(() => section.dispatchEvent(new CustomEvent("heard:save")), AGAIN);
}

function watchForm(form) {
  const sections = [...form.querySelectorAll("[data-heading]")].filter((section) => boxes(section).length);
  sections.forEach((section) => {
    offer(section);
    section.addEventListener("input", () => keep(section));
    section.addEventListener("htmx:configRequest", () => sent.set(section.dataset.heading, values(section)));
    section.addEventListener("htmx:sendError", () => {
      show(section, "lost");
      saveAgain(section);
    });
    section.addEventListener("htmx:responseError", (event) => {
      show(section, event.detail.xhr.status === 401 ? "signed-out" : "failed");
    });
    section.addEventListener("heard:saved", () => {
      if (same(sent.get(section.dataset.heading), values(section))) {
        localStorage.removeItem(keyOf(section));
      }
    });
  });
  window.addEventListener("online", () => {
    sections.filter((section) => read(keyOf(section))).forEach((section) => {
      section.dispatchEvent(new CustomEvent("heard:save"));
    });
  });
}

function forgetOnSignOut() {
  document.addEventListener("submit", (event) => {
    if (new URL(event.target.action, window.location.href).pathname === "/account/logout/") {
      keys().forEach((key) => localStorage.removeItem(key));
    }
  });
}

export function watchDrafts() {
  try {
    forgetOld();
  } catch {
    return; // a browser that keeps nothing has nothing to forget
  }
  forgetOnSignOut();
  document.querySelectorAll("form[data-drafts]").forEach(watchForm);
}
