import type { CallLegs } from "../call-legs.js";
import type { EngineParts } from "../call-setup.js";
import type { ActionHost } from "./runner.js";

type OfTheCall = Pick<ActionHost, "transactionId" | "tell" | "answer" | "endLeg"> & {
  /** A listener's digits. */
  digits(digits: string, echo: object): void;
};

/** What the actions of a call may do with it. */
export const actionHost = (
  { clock, rules, media, rooms, exchange, bots }: EngineParts,
  legs: CallLegs,
  { digits, ...call }: OfTheCall,
): ActionHost => ({
  ...call,
  clock,
  rules,
  media,
  rooms,
  exchange,
  bots,
  caller: legs.caller,
  other: () => legs.other,
  onKey: (leg, heard) => legs.onKey(leg, heard),
  onWords: (leg, heard) => legs.onWords(leg, heard),
  setListener: (leg, parameters) => legs.listen(leg, parameters, (typed) => digits(typed, parameters.echo)),
  addMeetingLeg: (place) => legs.addMeetingLeg(place),
  addParty: (party) => legs.addParty(party),
});
