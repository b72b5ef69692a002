import { Clock, value } from "../../src/index.js";

export const wrong = value(Clock, { now: () => 0 });
