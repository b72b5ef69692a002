export { type CheckArgs, type CollectOptions, collect } from "./collect.js";
export {
  type Collecting,
  type CollectingPrompts,
  type CollectingSettings,
  collectingPrompts,
  collectingShape,
  keyClashes,
  promptNames,
} from "./collecting.js";
export { type CollectingArgs, type CollectingPart, collectingStep } from "./collecting-step.js";
export { endingLine } from "./ending-line.js";
export { backToMenu, type MenuOptions, menu } from "./menu.js";
export { spelled } from "./read-entry.js";
export { type SayOptions, say } from "./say.js";
export type { Texts } from "./spoken-menu.js";
