export { type AttendeeCommands, attendeeCommands } from "./attendee-commands.js";
export { attendeeControls } from "./attendee-controls.js";
export {
  type AttendeeControlsOptions,
  type Control,
  type HelpSentences,
  usualKeys,
} from "./options.js";
