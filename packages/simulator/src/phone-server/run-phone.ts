import { randomUUID } from "node:crypto";
import { flowKey } from "@switchhook/core/wire";
import { localAws } from "../aws/local-aws.js";
import { listen } from "../aws/local-endpoint.js";
import { scriptedBots } from "../bots/scripted-bot.js";
import { realClock } from "../clock.js";
import type { SmaHandler } from "../engine/ports.js";
import { loadHandler } from "../handlers/module-handler.js";
import { urlHandler } from "../handlers/url-handler.js";
import { BucketFolders } from "../media/bucket-folders.js";
import { wavFolders } from "../media/wav-folder.js";
import { runLivePhone } from "../phone/live-phone.js";
import { parseScript } from "../phone/script.js";
import { type PhoneResult, runScript } from "../phone/scripted-phone.js";
import type { DescribePrompt } from "../phone/transcript.js";
import { SpokenSounds } from "../speech/spoken-sounds.js";
import type { PhoneOptions } from "./options.js";
import { type PhoneServer, startPhoneServer } from "./phone-server.js";
import type { FlowNode } from "./protocol.js";

/** What a phone needs beside its options. */
export interface PhoneSurroundings {
  readonly print: (line: string) => void;
  readonly input: NodeJS.ReadableStream;
  readonly describePrompt?: DescribePrompt;
}

/** A phone that runs: a page to be closed, or a call that comes to an end. */
export type RunningPhone =
  | { readonly is: "page"; readonly url: string; close(): Promise<void> }
  | { readonly is: "call"; readonly result: PhoneResult };

/** Starts the service side, loads the handler into it, and calls: from a page, the terminal, or a script. */
export async function runPhone(
  options: PhoneOptions,
  surroundings: PhoneSurroundings,
): Promise<RunningPhone> {
  const { print } = surroundings;
  const describePrompt = surroundings.describePrompt ?? (() => undefined);
  const moves = options.script === undefined ? undefined : parseScript(options.script);
  const bots = options.bots === undefined ? undefined : scriptedBots(options.bots);
  let server: PhoneServer | undefined;
  const buckets = new BucketFolders(options.buckets);
  const spoken = new SpokenSounds({ program: options.voice });
  const aws = localAws({
    region: options.region,
    clock: realClock,
    buckets,
    speak: (sound) => spoken.wav(sound),
    calls: {
      place: ({ from, to, sipHeaders, args }) => {
        const call = server?.place({ from, to, sipHeaders, outbound: args ? { args } : {} });
        return call?.transactionId ?? randomUUID();
      },
      update(transactionId, args) {
        const call = server?.service.find(transactionId);
        call?.update(args);
        return call !== undefined;
      },
    },
    onTableMade: (text) => {
      print(text);
      server?.say({ is: "problem", text });
    },
    onUnserved: (what) => {
      const text = `The handler asked for ${what}, which the simulator does not serve.`;
      print(text);
      server?.say({ is: "problem", text });
    },
  });
  const api = aws.meetings;
  const endpoint = await listen(aws.app);
  Object.assign(process.env, localCredentials(options.region, endpoint.url), options.environment);

  const { handler, flow, close } = await findHandler(options.handler, (problem) => {
    server?.say(
      problem === undefined
        ? { is: "handler", state: "reloaded" }
        : { is: "handler", state: "broken", text: problem },
    );
    print(
      problem === undefined ? "The handler was loaded anew." : `The handler cannot be loaded: ${problem}`,
    );
  }).catch(async (error: unknown) => {
    await endpoint.close();
    await aws.close();
    throw error;
  });
  const phone = {
    handler,
    audio: wavFolders(options.buckets),
    rooms: api.store,
    describePrompt,
    print,
    rules: options.rules,
    ...(bots && { bots }),
  };

  if (moves || options.terminal) {
    const result = moves
      ? await runScript({ ...phone, moves, setup: options.numbers })
      : await runLivePhone({ ...phone, setup: options.numbers, input: surroundings.input });
    close();
    await endpoint.close();
    await aws.close();
    return { is: "call", result };
  }
  server = await startPhoneServer({
    handler,
    name: options.handler,
    flow,
    meetings: api.store,
    buckets,
    ...(bots && { bots }),
    describePrompt,
    voice: options.voice,
    hints: options.hints,
    numbers: options.numbers,
    rules: options.rules,
    region: options.region,
    port: options.port,
    host: options.host,
    demandServiceFault: ({ target, times }) => {
      if ("service" in target) api.faults.demand(target.operation, target.kind, times);
    },
  }).catch(async (error: unknown) => {
    close();
    await endpoint.close();
    await aws.close();
    throw error;
  });
  return {
    is: "page",
    url: server.url,
    async close() {
      close();
      await server?.close();
      await endpoint.close();
      await aws.close();
    },
  };
}

/** Every AWS client of the handler speaks with the local services; nothing leaves this machine. */
const localCredentials = (region: string, url: string) => ({
  AWS_REGION: region,
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  AWS_ENDPOINT_URL: url,
  // Lambda runs Node 24; here the notice would stand in the middle of the call.
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
});

interface FoundHandler {
  readonly handler: SmaHandler;
  readonly flow: () => readonly FlowNode[] | undefined;
  close(): void;
}

async function findHandler(
  where: string,
  onReload: (problem: string | undefined) => void,
): Promise<FoundHandler> {
  if (/^https?:\/\//.test(where)) return { handler: urlHandler(where), flow: () => undefined, close() {} };
  const module = await loadHandler(where, { watch: true, onReload });
  return {
    handler: module.handler,
    flow: () => module.property(flowKey) as readonly FlowNode[] | undefined,
    close: () => module.close(),
  };
}
