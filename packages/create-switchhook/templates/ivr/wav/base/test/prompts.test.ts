import { describe, expect, it } from "vitest";
import prompts from "../prompts/prompts.json" with { type: "json" };
import { settings } from "./settings.js";
import { sounds } from "./sounds.js";

describe("the prompts", () => {
  // One that is missing, or that a phone cannot play, would be spoken instead.
  it.each(Object.entries(prompts))("%s has a file that a phone can play", (_name, { wav }) => {
    expect(sounds.durationOf(settings.PROMPT_BUCKET, wav)).toBeGreaterThan(0);
  });
});
