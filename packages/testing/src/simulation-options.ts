import {
  type Binding,
  IvrError,
  type IvrErrorOptions,
  type IvrHandler,
  type Token,
  value,
} from "@switchhook/core";
import {
  type ActionFaults,
  type AudioLibrary,
  type BotDefinitions,
  type EngineRules,
  type FaultyPlace,
  faultyPlaces,
  type SmaHandler,
} from "@switchhook/simulator";
import type { NetworkFault } from "./faults.js";
import type { BucketContent } from "./local-services.js";
import { type PromiseName, promises } from "./promises/promises.js";

/** An IVR that has not been built, as `ivr().use(...)` answers it. */
export interface Unbuilt {
  bind(...services: readonly Binding[]): { build(): IvrHandler };
  services(): readonly Token<unknown>[];
}

/** Where the clients of the AWS SDK lead in a simulation. */
export interface LocalClient {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
}

/** What is simulated: an IVR, any handler, or what makes one of them with clients that lead to the local AWS. */
export type Simulated =
  | Unbuilt
  | SmaHandler
  | { readonly build: (local: { readonly client: LocalClient }) => Unbuilt | SmaHandler };

export interface SimulationOptions {
  /**
   * Services that take the place of those of the IVR, by the names of their tokens (`{ MeetingDirectory: fake }`) or as
   * bindings (`[value(MeetingDirectory, fake)]`). A name that the IVR does not know is `IVR_OPTIONS_INVALID`.
   */
  readonly services?: readonly Binding[] | Readonly<Record<string, unknown>>;
  /** How services of AWS fail: `{ meetings: throttle(2) }`. Default: not at all. */
  readonly faults?: { readonly [P in FaultyPlace]?: NetworkFault };
  /** Promises that are not checked. Default: none. */
  readonly without?: readonly PromiseName[];
  /** Buckets of S3: a folder, of which a copy is taken, or files by key. Default: none. */
  readonly buckets?: Readonly<Record<string, BucketContent>>;
  /** How long files play that are in none of `buckets`; default: every file is there and plays for a second. */
  readonly audio?: AudioLibrary;
  /** Bots for StartBotConversation, as `switchhook-phone --bots` takes them; default: none. */
  readonly bots?: BotDefinitions;
  readonly rules?: Partial<EngineRules>;
  /** Actions that the service fails to carry out. Default: none. */
  readonly actionFaults?: ActionFaults;
  /** When it begins, in epoch milliseconds; default 2026-01-01T12:00:00Z. */
  readonly startsAt?: number;
}

const invalid = (where: string, what: string, options: IvrErrorOptions) =>
  new IvrError("IVR_OPTIONS_INVALID", `simulate.${where}: ${what}`, options);

/** Refuses what would be ignored: names that nothing has, and faults that no client of the handler can meet. */
export function checkOptions(source: Simulated, { faults = {}, without = [] }: SimulationOptions): void {
  for (const place of Object.keys(faults)) {
    if ((faultyPlaces as readonly string[]).includes(place)) continue;
    throw invalid(`faults.${place}`, `nothing of that name can fail; there are ${faultyPlaces.join(", ")}`, {
      hint: "Name a service, or an operation of the meetings service.",
    });
  }
  for (const promise of without) {
    if (Object.hasOwn(promises, promise)) continue;
    throw invalid(
      "without",
      `there is no promise ${promise}; there are ${Object.keys(promises).join(", ")}`,
      {
        hint: "Name a promise as the report of a broken one does.",
      },
    );
  }
  if (Object.keys(faults).length > 0 && (typeof source === "function" || "bind" in source)) {
    throw invalid(
      "faults",
      "clients of this handler do not lead to the local AWS, so no fault would reach it",
      {
        hint: "Give { build: ({ client }) => ... }, and make the AWS clients of the handler with `client`.",
      },
    );
  }
}

/** The bindings of `services`, for this IVR; `undefined` for a handler that has none to be replaced. */
export function bindingsOf(
  services: SimulationOptions["services"],
  line: Unbuilt | undefined,
): readonly Binding[] {
  if (services === undefined) return [];
  if (!line) {
    throw invalid("services", "this handler was not built by ivr(), so its services cannot be replaced", {
      hint: "Give the IVR itself, or { build: () => ivr }; of another handler, replace them where it is made.",
    });
  }
  if (Array.isArray(services)) return services as readonly Binding[];
  const known = line.services();
  return Object.entries(services).flatMap(([name, instance]) => {
    const named = known.filter((token) => token.name === name);
    if (named.length > 0) return named.map((token) => value(token, instance));
    const names = [...new Set(known.map((token) => token.name))].sort();
    throw invalid(`services.${name}`, `the IVR knows no such service; it knows ${names.join(", ")}`, {
      hint: "The name is that of the token; a service under another token is given as a binding: [value(Token, fake)].",
    });
  });
}
