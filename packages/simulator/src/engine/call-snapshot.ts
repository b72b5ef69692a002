import type { ListenerParameters } from "./digit-listener.js";
import type { SimLeg } from "./legs.js";

/** Where a call was when an event went out: plain data, enough to go on from there in another call. */
export interface CallSnapshot {
  readonly transactionId: string;
  readonly sequence: number;
  readonly type: string;
  readonly data: object | undefined;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly outbound: boolean;
  readonly legs: readonly LegSnapshot[];
}

export type LegSnapshot = Omit<SimLeg, "farEnd" | "place" | "recording"> & {
  readonly meeting?: { readonly meetingId: string; readonly joinToken: string };
  readonly listener?: ListenerParameters;
};

export const snapshotOfLeg = (leg: SimLeg, listener: ListenerParameters | undefined): LegSnapshot => {
  const { farEnd, place, recording, ...plain } = leg;
  return {
    ...plain,
    ...(place && { meeting: { meetingId: place.meetingId, joinToken: place.joinToken } }),
    ...(listener && { listener }),
  };
};

/** The same place in another call: ids are new wherever they stand, for handlers keep them in attributes. */
export function renewIds(snapshot: CallSnapshot, newId: () => string): CallSnapshot {
  const ids = [snapshot.transactionId, ...snapshot.legs.map(({ callId }) => callId)];
  const text = ids.reduce((json, id) => json.replaceAll(id, newId()), JSON.stringify(snapshot));
  return JSON.parse(text) as CallSnapshot;
}
