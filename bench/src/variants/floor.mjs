// A hand-written switch without any validation.
import { answer } from "./flow.mjs";

export const handler = (event) => answer(event);
