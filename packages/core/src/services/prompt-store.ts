import type { Action } from "../actions/catalog.js";
import { token } from "./services.js";

/** How digits are collected after a prompt; the wire's names are in the documentation of `collectDigits`. */
export interface DigitsWanted {
  /** Fewest digits, 0 to 128; default 0. */
  readonly min?: number;
  /** Most digits, 0 to 128 and not below `min`; default 128. */
  readonly max?: number;
  /** Keys that end the input and are not part of it; default `["#"]`. */
  readonly terminators?: readonly string[];
  /** Milliseconds that a caller may take between two digits; default: `attemptMs`. */
  readonly betweenDigitsMs?: number;
  /** Milliseconds that one try waits for the first digit. */
  readonly attemptMs: number;
  /** Tries within this one action, at least 1; default 1. */
  readonly tries?: number;
  /** What the digits must look like. */
  readonly regex?: string;
}

/** What is said: a prompt by its name, with values for the `{names}` in its text, or a text that no prompt has. */
export type Said =
  | string
  | { readonly prompt: string; readonly values: Readonly<Record<string, string>> }
  | { readonly text: string };

/** What names it in a log or a test: the prompt, or the text that no prompt has. */
export const nameOfSaid = (said: Said): string =>
  typeof said === "string" ? said : "prompt" in said ? said.prompt : said.text;

/**
 * Turns the names of prompts into actions in the call's locale, from audio or, where that is broken, as spoken text.
 * Every action is marked with the prompts in it (`withPrompts`), so that the runtime can replace a broken one.
 */
export interface PromptStore {
  /** Plays a prompt; a text of more than 1,000 characters is sent in parts. */
  play(said: Said): Action;
  /** Plays a prompt and collects digits; `invalid` is played after each try that fails. */
  collect(said: Said, invalid: Said, digits: DigitsWanted): Action;
}

export const PromptStore = token<PromptStore>("PromptStore");

/** Which prompts there are, known at cold start: a prompt that nobody defined is refused at build. */
export interface PromptCatalog {
  has(prompt: string): boolean;
}

export const PromptCatalog = token<PromptCatalog>("PromptCatalog");

const prompts = Symbol("prompts");

/** Marks an action with the names of the prompts in it; the mark is not part of what is sent. */
export const withPrompts = <A extends Action>(action: A, names: readonly string[]): A => {
  Object.defineProperty(action, prompts, { value: names });
  return action;
};

/** The names of the prompts that an action plays. */
export const promptsOf = (action: Action): readonly string[] =>
  (action as { readonly [prompts]?: readonly string[] })[prompts] ?? [];
