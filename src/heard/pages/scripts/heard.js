// All that scripts add: components of the design system, htmx, closing what floats, keeping drafts. Every page
// works without.
import {
  Button,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
} from "govuk-frontend";
import htmx from "htmx.org";

import { watchDrafts } from "./drafts.js";
import { watchReasons } from "./reasons.js";

const COMPONENTS = [
  [Button, { preventDoubleClick: true }],
  [Checkboxes],
  [ErrorSummary],
  [NotificationBanner],
  [PasswordInput],
  [Radios],
  [ServiceNavigation],
  [SkipLink],
];

// htmx calls this for the page and for every part that it swaps in. Menu and skip link stand outside those parts.
htmx.onLoad((part) => {
  COMPONENTS.forEach(([component, config]) => createAll(component, config, { scope: part }));
});

watchReasons();
watchDrafts();
