import { Clock, Logger, value } from "@switchhook/core";
import { ivrKey } from "@switchhook/core/harness";
import {
  type LocalAws,
  type LocalEndpoint,
  listen,
  type SmaHandler,
  type VirtualClock,
} from "@switchhook/simulator";
import { withLogKept } from "./bound-logger.js";
import { type LocalServices, region } from "./local-services.js";
import { LogCapture, type LogEntry } from "./log-capture.js";
import { answerInTime } from "./passing-time.js";
import { bindingsOf, type Simulated, type SimulationOptions, type Unbuilt } from "./simulation-options.js";

/** An answer, and what was logged on the way to it. */
export interface Invoked {
  readonly answer: unknown;
  readonly logged: readonly LogEntry[];
}

/** A handler as one process of Lambda has it: built for itself, with AWS clients, services and a log of its own. */
export interface HandlerProcess {
  readonly log: LogCapture;
  /** `at`: after how many entries of the call's trace it now is. */
  invoke(event: unknown, at: () => number): Promise<Invoked>;
  close(): Promise<void>;
}

interface Surroundings {
  readonly local: LocalServices;
  /** The time of the calls. */
  readonly clock: VirtualClock;
  /** The time that the handler knows; where it is another, it goes on by itself while the handler waits. */
  readonly own: VirtualClock;
  readonly services: SimulationOptions["services"];
  /** Whether what it writes to the console is seen there. */
  readonly shown: boolean;
}

const credentials = { accessKeyId: "local", secretAccessKey: "local" };

export async function startProcess(
  source: Simulated,
  { local, clock, own, services, shown }: Surroundings,
): Promise<HandlerProcess> {
  const log = new LogCapture(shown);
  const asked = { happenings: 0, unanswered: 0 };
  let endpoint: LocalEndpoint | undefined;
  let found: Unbuilt | SmaHandler;
  try {
    if (isMaker(source)) {
      endpoint = await listen(counted(local.aws.app, asked));
      found = source.build({ client: { endpoint: endpoint.url, region, credentials } });
    } else found = source;
    const line = unbuilt(found);
    const bindings = withLogKept(bindingsOf(services, line), log);
    const handler = line
      ? (line.bind(value(Clock, own), value(Logger, log.logger), ...bindings).build() as SmaHandler)
      : (found as SmaHandler);
    return {
      log,
      async invoke(event, at) {
        if (own !== clock) await own.advance(clock.now() - own.now());
        const place = { transaction: transactionOf(event), at };
        const { result, entries } = await log.during(place, async () =>
          answerInTime((async () => handler(structuredClone(event)))(), own, asked),
        );
        return { answer: result, logged: entries };
      },
      async close() {
        log.close();
        await endpoint?.close();
      },
    };
  } catch (error) {
    await endpoint?.close();
    throw error;
  }
}

/** The local AWS, of which it is known what it is asked and what it has answered. */
function counted(
  { fetch }: LocalAws["app"],
  asked: { happenings: number; unanswered: number },
): Pick<LocalAws["app"], "fetch"> {
  const note = (unanswered: 1 | -1) => {
    asked.happenings += 1;
    asked.unanswered += unanswered;
  };
  return {
    async fetch(...request) {
      note(1);
      try {
        return await fetch(...request);
      } finally {
        note(-1);
      }
    },
  };
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
