import { callCommands } from "@switchhook/aws";
import { callAndBridge, definePlugin, done, PromptStore, stay, value } from "@switchhook/core";
import { chimeMeetings, jsonDirectory, MeetingDirectory } from "@switchhook/plugin-meeting-pin";
import { collectingPrompts, collectingShape, collectingStep, promptNames } from "@switchhook/plugin-menu";
import { RecordingAnnouncer } from "@switchhook/plugin-recording";
import { Simulation } from "@switchhook/testing";
import * as z from "zod";
import { prompts as ofDialIn } from "./dial-in.mjs";
import { LocalTransport } from "./transport.mjs";

const more = [
  ...["welcome-back", "good-evening", "invalid", "enter", "menu", "silence", "again", "last", "extra"],
  ...["wrong-key", "waiting", "hold-music", "moderator-absent", "entry-tone", "exit-tone", "say-name"],
  ...["leave-message", "beep", "review-message", "invalid-choice", "message-kept", "message-deleted"],
  ...["message-failed", "connecting", "no-answer", "operator", "gave-up", "rate", "thanks", "joining"],
];

/** A text for every prompt that a plugin of ours can play. */
export const prompts = {
  ...ofDialIn,
  ...Object.fromEntries(more.map((name) => [name, { text: `This is ${name}.` }])),
  confirm: { text: "You entered {digits}. To confirm, press 1." },
  position: { text: "You are the {position} caller." },
  "choose-language": { text: "For English, press 1." },
};
export const spanish = {
  welcome: { text: "Bienvenido." },
  "enter-pin": { text: "Su clave, por favor." },
  "choose-language": { text: "Para español, oprima 2." },
  "wrong-key": { text: "Esa tecla no es de ningún idioma." },
};

/** A step such as authors write: it calls somebody else, and goes on when he does not answer or has hung up. */
export const connect = () =>
  definePlugin({
    name: "connect",
    deps: { prompts: PromptStore },
    prompts: ["connecting", "no-answer"],
    step: {
      ask: ({ call, deps }) =>
        call.legB?.connected
          ? stay()
          : [
              deps.prompts.play("connecting"),
              callAndBridge({
                CallTimeoutSeconds: 20,
                CallerIdNumber: "+12065550188",
                Endpoints: [{ BridgeEndpointType: "PSTN", Uri: "+12065550155" }],
              }),
            ],
      on: {
        "ACTION_SUCCESSFUL:CallAndBridge": () => stay(),
        "ACTION_FAILED:CallAndBridge": ({ deps }) => done({}, [deps.prompts.play("no-answer")]),
        HANGUP: () => done(),
      },
    },
  });

const ratingSettings = z.strictObject({
  ...collectingShape,
  prompts: z.strictObject(collectingPrompts({ ask: "rate", invalid: "invalid", giveUp: "goodbye" })),
});

/** Another one, on the collecting that our own steps are made of. */
export const rating = () => {
  const settings = ratingSettings.parse({ digits: { max: 1 }, silentAttempts: 2, prompts: {} });
  return definePlugin({
    name: "rating",
    deps: { prompts: PromptStore },
    prompts: [...promptNames(settings.prompts), "thanks"],
    adds: z.strictObject({ rating: z.string() }),
    step: collectingStep({
      settings,
      check: (digits, { deps }) =>
        Number(digits) <= 5
          ? done({ rating: digits }, [deps.prompts.play("thanks")])
          : { kind: "again", actions: [] },
    }),
  });
};

/** Every PIN that begins with 1 opens a meeting of its own. */
export const openPins = () =>
  value(MeetingDirectory, { find: (pin) => (pin.startsWith("1") ? { id: `meeting-${pin}` } : undefined) });

/** A small meeting, one with a moderator, one with opening hours, one in Spanish, one that is always recorded. */
export const listedPins = () => jsonDirectory(new URL("./meetings.json", import.meta.url));

// What gets a caller on, by what he was asked last.
const answers = {
  enter: "123#",
  confirm: "1",
  menu: "2",
  "choose-language.en-US": "1",
  rate: "3",
  "review-message": "2",
  "say-name": "#",
  "leave-message": "#",
  beep: "#",
  "recording-started": "1",
  "another-pin": "1",
};

/** The party hangs up that was called last, if there is one. */
export async function partyHangsUp(caller) {
  caller.simulated.parties.at(-1)?.end();
  await caller.untilQuiet();
}

/** A caller answers what he is asked, a PIN with his own; with another party he talks until that, or he, hangs up. */
export async function answer(caller, pin, ringsOff = false) {
  const talks = caller.trace.findLast(
    ({ kind, leg }) => kind === "bridged" || (kind === "leg ended" && leg === "LEG-B"),
  );
  if (talks?.kind === "bridged") return void (await (ringsOff ? caller.hangUp() : partyHangsUp(caller)));
  const asked = caller.heard.at(-1)?.prompts[0];
  await caller.press(asked === undefined || asked.includes("pin") ? pin : (answers[asked] ?? pin));
}

/** A program mutes everybody in the meetings of a simulation, or lets them be heard again. */
export async function modifyAll(caller, { meetings }, operation) {
  const attendees = meetings.all().flatMap((meeting) => [...meeting.attendees.keys()]);
  await caller.update({ command: "modify-attendees", operation, attendees: attendees.join(",") });
}

/** He goes on answering until he is in a meeting, or has been hung up on. */
export async function getIn(caller, pin, ringsOff) {
  const isIn = () => caller.trace.some(({ kind }) => kind === "joined");
  for (let tries = 0; tries < 12 && !caller.ended && !isIn(); tries++) await answer(caller, pin, ringsOff);
}

/** Callers of an IVR whose clients of the AWS SDK lead to the simulation's local AWS. */
export class IvrSimulation extends Simulation {
  /** Everybody who has called. */
  calls = [];
  /** What was announced of recordings. */
  recorded = [];

  constructor(make, options = {}) {
    const unbuilt = {
      bind: (...services) => make(this.local).bind(...this.#services(), ...services),
      services: () => make(this.local).services(),
    };
    super(unbuilt, options);
    this.transport = new LocalTransport({ aws: () => this.aws.app, clock: this.clock });
    this.local = this.transport.options();
  }

  async caller(options) {
    const caller = await super.caller(options);
    this.calls.push(caller);
    return caller;
  }

  #services() {
    return [
      chimeMeetings(this.local),
      callCommands(this.local),
      value(RecordingAnnouncer, { recorded: (file) => void this.recorded.push(file) }),
    ];
  }
}

export const simulateIvr = (make, options) => new IvrSimulation(make, options);
