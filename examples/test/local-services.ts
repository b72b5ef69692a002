import { callCommands } from "@switchhook/aws";
import { type Binding, Clock, Logger, silentLogger, value } from "@switchhook/core";
import { chimeMeetings } from "@switchhook/plugin-meeting-pin";
import {
  BucketFolders,
  type LocalAws,
  listen,
  localAws,
  type PartyScript,
  realClock,
  type SimulatedCall,
  type SimulatedCallOptions,
  type SmaHandler,
  simulateCall,
  VirtualClock,
} from "@switchhook/simulator";

export interface LocalServices {
  readonly aws: LocalAws;
  /** Configuration of SDK clients. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  };
  /** Services of the examples that lead to the local ones. */
  readonly bindings: readonly Binding[];
  call(handler: SmaHandler, from?: string): Promise<SimulatedCall>;
  /** What CreateSipMediaApplicationCall leads to from now on: this handler, and a party that does so. */
  placesCallsOf(handler: SmaHandler, party: PartyScript, options?: Partial<SimulatedCallOptions>): void;
  /** The calls that were placed, in their order. */
  readonly placed: readonly SimulatedCall[];
  close(): Promise<void>;
}

/** AWS on loopback for the examples, and callers on virtual time. */
export async function startLocalServices(): Promise<LocalServices> {
  const clock = new VirtualClock(Date.parse("2026-12-01T07:30:00Z"));
  const calls: SimulatedCall[] = [];
  const placed: SimulatedCall[] = [];
  let outbound: Pick<SimulatedCallOptions, "handler"> & Partial<SimulatedCallOptions> = {
    handler: () => Promise.reject(new Error("no handler was given for calls that are placed")),
  };
  const aws = localAws({
    region: "us-east-1",
    clock: realClock,
    buckets: new BucketFolders({}),
    speak: () => Promise.reject(new Error("nothing is spoken here")),
    calls: {
      place({ from, to, args }) {
        const call = simulateCall({
          ...outbound,
          clock,
          setup: { from, to, outbound: args ? { args } : {} },
        });
        placed.push(call);
        call.call.begin();
        return call.call.transactionId;
      },
      update(transactionId, args) {
        const call = calls.find((one) => one.call.transactionId === transactionId);
        if (!call || call.call.ended) return false;
        call.call.update(args);
        return true;
      },
    },
  });
  const endpoint = await listen(aws.app);
  const client = {
    endpoint: endpoint.url,
    region: "us-east-1",
    credentials: { accessKeyId: "local", secretAccessKey: "local" },
  };
  return {
    aws,
    client,
    bindings: [
      chimeMeetings({ client }),
      callCommands({ client }),
      value(Clock, clock),
      value(Logger, silentLogger),
    ],
    placed,
    placesCallsOf(handler, party, options = {}) {
      outbound = { handler, parties: () => party, audio: { durationOf: () => 5000 }, ...options };
    },
    async call(handler, from = "+12065550102") {
      const call = simulateCall({
        handler,
        clock,
        rooms: aws.meetings.store,
        audio: { durationOf: () => 5000 },
        setup: { from },
      });
      calls.push(call);
      return call.dial();
    },
    async close() {
      await endpoint.close();
      await aws.close();
    },
  };
}
