import { definePlugin } from "../../src/index.js";

export const wrong = definePlugin({ name: "wrong", feature: { on: { HANGPU: () => {} } } });
