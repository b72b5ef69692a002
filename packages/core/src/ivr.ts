import * as z from "zod/mini";
import { speakDefinition } from "./actions/speak.js";
import type { LocaleOf } from "./call/call.js";
import { buildChain } from "./chain/chain.js";
import { IvrError } from "./errors.js";
import { checkPlugins } from "./plugin/check-plugins.js";
import type { Plugin } from "./plugin/define-plugin.js";
import { describeFlow, flowKey } from "./plugin/describe-flow.js";
import type { Fits } from "./plugin/line.js";
import { parseOptions } from "./plugin/options.js";
import { type Apology, defaultApology } from "./response/fallback.js";
import { createHandler, type IvrHandler } from "./runtime.js";
import { Clock, systemClock } from "./services/clock.js";
import { InvocationObserver } from "./services/invocation-observer.js";
import { consoleLogger, Logger } from "./services/logger.js";
import { ofTheCall } from "./services/of-the-call.js";
import { PromptCatalog } from "./services/prompt-store.js";
import {
  type Binding,
  type Demand,
  missingServices,
  type Permission,
  startServices,
  type Token,
  value,
} from "./services/services.js";

export interface IvrOptions {
  /** What a caller hears before being hung up when something is broken; default: a sentence in English. */
  readonly apology?: Apology;
  /** The locale of a call, a BCP 47 tag or what to make of the call; default `en-US`. */
  readonly locale?: LocaleOf;
  /**
   * Beginnings of the numbers that may be dialled, such as `+1206`; another one is `IVR_RESPONSE_INVALID`. Default: all. Calls to a
   * Voice Connector are not looked at.
   */
  readonly dials?: readonly string[];
}

/** An IVR being put together: each `use` adds a plugin to the line, and its types to those of the call. */
export interface Ivr<Added = Record<never, never>, Names extends string = never> {
  /** Adds a plugin; one that needs what no plugin before it adds does not compile. */
  use<Name extends string, Needs, Adds>(
    plugin: Plugin<Name, Needs, Adds> & Fits<Name, Needs, Adds, Added, Names>,
  ): Ivr<Added & Adds, Names | Name>;
  /** Binds services of the app; they take the place of those that plugins offer. */
  bind(...bindings: readonly Binding[]): Ivr<Added, Names>;
  /** The services that can be bound: what plugins offer, what they and their adapters depend on, and those of core. */
  services(): readonly Token<unknown>[];
  /** What AWS has to allow the function: what the plugins declare, and the services that they depend on. */
  permissions(): readonly Permission[];
  /**
   * Checks everything that can be checked before a call, all at once (`IVR_BUILD_INVALID`), and makes the Lambda
   * handler.
   */
  build(): IvrHandler;
}

const optionsSchema = z.strictObject({
  apology: z.optional(
    z.custom<Apology>(
      (given) => speakDefinition.request().safeParse(given).success,
      "must be parameters of Speak",
    ),
  ),
  locale: z.optional(z.union([z.string().check(z.minLength(2)), z.function()])),
  dials: z.optional(
    z.array(
      z
        .string()
        .check(z.regex(/^\+[1-9]\d{0,14}$/, "must be the beginning of an E.164 number, such as +1206")),
    ),
  ),
});

/** Begins an IVR. */
export const ivr = (options: IvrOptions = {}): Ivr => {
  parseOptions("ivr", optionsSchema, options);
  return chainOf([], [], options);
};

function chainOf<Added, Names extends string>(
  plugins: readonly Plugin[],
  bindings: readonly Binding[],
  options: IvrOptions,
): Ivr<Added, Names> {
  return {
    use: (plugin) => chainOf([...plugins, plugin as Plugin], bindings, options),
    bind: (...more) => chainOf(plugins, [...bindings, ...more], options),
    services: () => bindable(plugins, bindings),
    permissions: () => permissionsOf(plugins, bindings),
    build: () =>
      Object.assign(build(plugins, bindings, options), { [ivrKey]: chainOf(plugins, bindings, options) }),
  };
}

/**
 * A tool that wants to know what AWS has to allow a handler leaves a function under this key of `globalThis` and loads it: the handler
 * itself may be wrapped, or be of several IVRs.
 */
export const permissionsKey: unique symbol = Symbol.for("switchhook.permissions");

/** Under this key a handler carries the IVR that it was built from, for tools that build it anew. */
export const ivrKey: unique symbol = Symbol.for("switchhook.ivr");

const demandsOf = (plugins: readonly Plugin[], chain = buildChain(plugins)): readonly Demand[] =>
  [...chain.steps.values(), ...plugins].map(({ definition }) => ({
    by: definition.name,
    deps: definition.deps ?? {},
  }));

function bindable(plugins: readonly Plugin[], own: readonly Binding[]): readonly Token<unknown>[] {
  const bindings = [...plugins.flatMap(({ definition }) => definition.services ?? []), ...own];
  const tokens = [
    ...[Clock, Logger, InvocationObserver],
    ...bindings.map(({ token }) => token),
    ...bindings.flatMap(({ needs }) => needs.map((id) => ({ id, name: id.description ?? "" }))),
    ...demandsOf(plugins).flatMap(({ deps }) => Object.values(deps)),
  ];
  const given = new Set(ofTheCall.map(({ id }) => id));
  return [...new Map(tokens.map((one) => [one.id, one])).values()].filter(({ id }) => !given.has(id));
}

/** The services of an IVR by their tokens: the app's take the place of those that plugins offer. */
const bindingsOf = (plugins: readonly Plugin[], own: readonly Binding[]): ReadonlyMap<symbol, Binding> => {
  const offered = plugins.flatMap(({ definition }) => definition.services ?? []);
  const ofCore = [value(Clock, systemClock), value(Logger, consoleLogger)];
  return new Map([...ofCore, ...offered, ...own].map((binding) => [binding.token.id, binding]));
};

function permissionsOf(plugins: readonly Plugin[], own: readonly Binding[]): readonly Permission[] {
  const bindings = bindingsOf(plugins, own);
  const chain = buildChain(plugins);
  const used = new Set([Clock, Logger, InvocationObserver].map(({ id }) => id));
  const wanted = demandsOf(plugins, chain).flatMap(({ deps }) => Object.values(deps).map(({ id }) => id));
  // A set is walked to the end also where it grows on the way.
  for (const id of wanted) used.add(id);
  for (const id of used) for (const needed of bindings.get(id)?.needs ?? []) used.add(needed);
  const all = new Set([...chain.steps.values(), ...plugins].map(({ definition }) => definition));
  return [
    ...[...all].flatMap(({ permissions }) => permissions ?? []),
    ...[...used].flatMap((id) => bindings.get(id)?.permissions ?? []),
  ];
}

function build(plugins: readonly Plugin[], own: readonly Binding[], options: IvrOptions): IvrHandler {
  const bindings = bindingsOf(plugins, own);
  const chain = buildChain(plugins);
  const missing = missingServices(bindings, ofTheCall, demandsOf(plugins, chain));
  const wrong = [...checkPlugins(plugins), ...new Set(missing)];
  // With a service missing the prompts cannot be looked up; everything else that is wrong is known.
  const services = missing.length === 0 ? startServices(bindings, ofTheCall) : undefined;
  if (services?.has(PromptCatalog)) {
    const catalog = services.resolve({ prompts: PromptCatalog }, () => services.openScope([])).prompts;
    for (const { definition } of [...chain.steps.values(), ...plugins]) {
      for (const prompt of definition.prompts ?? []) {
        if (!catalog.has(prompt))
          wrong.push(`${definition.name} plays the prompt "${prompt}", which nobody defined`);
      }
    }
  }
  if (wrong.length > 0 || !services) {
    const lines = [...new Set(wrong)].map((line) => `- ${line}`);
    throw new IvrError("IVR_BUILD_INVALID", `the IVR cannot be built:\n${lines.join("\n")}`);
  }
  const { [permissionsKey]: tell } = globalThis as {
    [permissionsKey]?: (all: readonly Permission[]) => void;
  };
  tell?.(permissionsOf(plugins, own));
  const handler = createHandler({
    chain,
    services,
    apology: options.apology ?? defaultApology,
    locale: options.locale ?? "en-US",
    dials: options.dials,
  });
  return Object.assign(handler, { [flowKey]: describeFlow(plugins) });
}
