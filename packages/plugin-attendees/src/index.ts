export { type AttendeeControlsOptions, attendeeControls } from "./attendee-controls.js";
