import { describe, expect, it } from "vitest";
import {
  branch,
  definePlugin,
  type InvocationResponse,
  ivr,
  line,
  pauseCallRecording,
  resumeCallRecording,
} from "../../src/index.js";
import { collect, notice, question, start } from "./an-ivr.js";

const pausing = definePlugin({
  name: "pausing",
  feature: {
    sensitive: {
      begins: ({ call }) => [pauseCallRecording({ CallId: call.legA.callId })],
      ends: ({ call }) => [resumeCallRecording({ CallId: call.legA.callId })],
    },
  },
});
const card = definePlugin({
  name: "card",
  step: {
    sensitive: true,
    maxAttempts: 2,
    lines: { other: line().use(notice("other")) },
    ask: () => [collect("card")],
    on: { "ACTION_SUCCESSFUL:PlayAudioAndGetDigits": () => branch("other") },
    giveUp: () => branch("other"),
  },
});
const flow = () => start(ivr().use(pausing).use(question("name")).use(card).use(question("after")));
const types = ({ Actions }: InvocationResponse) => Actions?.map(({ Type }) => Type);

describe("a step whose input is sensitive", () => {
  it("is announced to features before it asks, and after it has been left, through a branch too", async () => {
    const { call } = flow();
    expect(types(await call.newInboundCall())).toEqual(["PlayAudioAndGetDigits"]);
    expect(types(await call.actionSuccessful("PlayAudioAndGetDigits"))).toEqual([
      "PauseCallRecording",
      "PlayAudioAndGetDigits",
    ]);
    expect(types(await call.actionSuccessful("PlayAudioAndGetDigits"))).toEqual([
      "ResumeCallRecording",
      "PlayAudio",
      "PlayAudioAndGetDigits",
    ]);
  });

  it("is announced as left when the caller gives up", async () => {
    const { call } = flow();
    await call.newInboundCall();
    await call.actionSuccessful("PlayAudioAndGetDigits");
    expect(types(await call.actionFailed("PlayAudioAndGetDigits", "InvalidDigitsReceived"))).toEqual([
      "PlayAudioAndGetDigits",
    ]);
    expect(types(await call.actionFailed("PlayAudioAndGetDigits", "InvalidDigitsReceived"))).toEqual([
      "ResumeCallRecording",
      "PlayAudio",
      "PlayAudioAndGetDigits",
    ]);
  });

  it("can be asked for by handlers", async () => {
    const seen: boolean[] = [];
    const asks = definePlugin({
      name: "asks",
      feature: { on: { DIGITS_RECEIVED: ({ call }) => void seen.push(call.sensitive) } },
    });
    const { call } = start(ivr().use(asks).use(question("name")).use(card));
    await call.newInboundCall();
    await call.digitsReceived("1");
    await call.actionSuccessful("PlayAudioAndGetDigits");
    await call.digitsReceived("1");
    expect(seen).toEqual([false, true]);
  });
});
