import { Clock, Logger, value } from "@switchhook/core";
import { ivrKey } from "@switchhook/core/harness";
import { type LocalEndpoint, listen, type SmaHandler, type VirtualClock } from "@switchhook/simulator";
import { type LocalServices, region } from "./local-services.js";
import { LogCapture, type LogEntry } from "./log-capture.js";
import { bindingsOf, type Simulated, type SimulationOptions, type Unbuilt } from "./simulation-options.js";

/** An answer, and what was logged on the way to it. */
export interface Invoked {
  readonly answer: unknown;
  readonly logged: readonly LogEntry[];
}

/** A handler as one process of Lambda has it: built for itself, with AWS clients, services and a log of its own. */
export interface HandlerProcess {
  readonly log: LogCapture;
  invoke(event: unknown): Promise<Invoked>;
  close(): Promise<void>;
}

interface Surroundings {
  readonly local: LocalServices;
  readonly clock: VirtualClock;
  readonly services: SimulationOptions["services"];
  /** Whether what it writes to the console is seen there. */
  readonly shown: boolean;
}

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

export async function startProcess(
  source: Simulated,
  { local, clock, services, shown }: Surroundings,
): Promise<HandlerProcess> {
  const log = new LogCapture(shown);
  let endpoint: LocalEndpoint | undefined;
  let found: Unbuilt | SmaHandler;
  try {
    if (isMaker(source)) {
      endpoint = await listen(local.aws.app);
      found = source.build({ client: { endpoint: endpoint.url, region, credentials } });
    } else found = source;
    const line = unbuilt(found);
    const bindings = bindingsOf(services, line);
    const handler = line
      ? (line.bind(value(Clock, clock), value(Logger, log.logger), ...bindings).build() as SmaHandler)
      : (found as SmaHandler);
    return {
      log,
      async invoke(event) {
        const { result, entries } = await log.during(transactionOf(event), async () =>
          handler(structuredClone(event)),
        );
        return { answer: result, logged: entries };
      },
      close: async () => endpoint?.close(),
    };
  } catch (error) {
    await endpoint?.close();
    throw error;
  }
}

/** Whether another process of it would share nothing with the first but what Lambda's would. */
export const canBeBuiltAgain = (source: Simulated): boolean =>
  isMaker(source) || unbuilt(source) !== undefined;

const isMaker = (source: Simulated): source is Extract<Simulated, { build: unknown }> =>
  typeof source === "object" && !("bind" in source);

/** The IVR, also where it was built already. */
const unbuilt = (source: Unbuilt | SmaHandler): Unbuilt | undefined =>
  typeof source === "object" ? source : (source as { readonly [ivrKey]?: Unbuilt })[ivrKey];

const transactionOf = (event: unknown): string =>
  (event as { CallDetails?: { TransactionId?: string } }).CallDetails?.TransactionId ?? "";
