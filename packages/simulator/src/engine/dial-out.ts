import type { EngineParts } from "./call-setup.js";
import type { SimLeg } from "./legs.js";
import type { Happening } from "./trace.js";

interface DialOutHost {
  tell(happening: Happening): void;
  rings(): void;
  answered(): void;
  ended(code: number): void;
}

/** Calls the party of an outbound call (wire.md 4.8). */
export function dialOut(
  { exchange }: Pick<EngineParts, "exchange">,
  caller: SimLeg,
  host: DialOutHost,
): void {
  const { callId: leg, to, from, sipHeaders } = caller;
  host.tell({ kind: "dials", leg: "LEG-A", to, from });
  caller.farEnd = exchange.dial(
    { leg, to, from, endpoint: "PSTN", sipHeaders },
    {
      ringing() {
        host.tell({ kind: "rings", leg: "LEG-A" });
        host.rings();
      },
      answered: () => host.answered(),
      ended: (code) => host.ended(code),
    },
  );
}
