import type { Plugin } from "./define-plugin.js";

/** A plugin that does not fit at its place: the type of its property is the reason. */
export interface Refused<Reason extends string> {
  readonly "does not fit": Reason;
}

type Missing<Needs, Added> = Exclude<keyof Needs & string, keyof Added>;

type OfAnotherType<Needs, Added> = {
  [K in keyof Needs & keyof Added & string]: Added[K] extends Needs[K] ? never : K;
}[keyof Needs & keyof Added & string];

type Clash<Adds, Added> = keyof Adds & keyof Added & string;

type NameTaken<Name extends string, Names extends string> = string extends Name
  ? false
  : Name extends Names
    ? true
    : false;

/** Whether a plugin fits after what was added so far; the reason when it does not. */
export type Fits<Name extends string, Needs, Adds, Added, Names extends string> =
  NameTaken<Name, Names> extends true
    ? Refused<`a plugin named "${Name}" is already in use`>
    : [Missing<Needs, Added>] extends [never]
      ? [OfAnotherType<Needs, Added>] extends [never]
        ? [Clash<Adds, Added>] extends [never]
          ? unknown
          : Refused<`"${Name}" adds \`${Clash<Adds, Added>}\`, which a plugin before it adds already`>
        : Refused<`"${Name}" needs \`${OfAnotherType<Needs, Added>}\` of another type than a plugin before it adds`>
      : Refused<`"${Name}" needs \`${Missing<Needs, Added>}\`, which no plugin before it adds`>;

/** An ordered chain of plugins that a branch goes into; what it needs, the line around it must have added. */
export interface Line<Required = unknown, Added = unknown, Names extends string = never> {
  readonly plugins: readonly Plugin[];
  /** Carries the types; never set. */
  readonly types?: { readonly required: Required; readonly added: Added };
  use<Name extends string, Needs, Adds>(
    plugin: Plugin<Name, Needs, Adds> &
      Fits<Name, Pick<Needs, keyof Needs & keyof Added>, Adds, Added, Names>,
  ): Line<Required & Omit<Needs, keyof Added>, Added & Adds, Names | Name>;
}

/** What the lines of a step need of the call. */
export type RequiredBy<Lines> = UnionToIntersection<
  {
    [K in keyof Lines]: Lines[K] extends Line<infer Required, infer _Added, infer _Names> ? Required : never;
  }[keyof Lines]
>;

type UnionToIntersection<U> = [U] extends [never]
  ? unknown
  : (U extends unknown ? (one: U) => void : never) extends (all: infer I) => void
    ? I
    : never;

/** Begins a line for a branch: `line().use(queue()).use(agent())`. */
export const line = (): Line<Record<never, never>, Record<never, never>> => chainOf([]);

const chainOf = <Required, Added, Names extends string>(
  plugins: readonly Plugin[],
): Line<Required, Added, Names> => ({
  plugins,
  use: (plugin) => chainOf([...plugins, plugin as Plugin]),
});
