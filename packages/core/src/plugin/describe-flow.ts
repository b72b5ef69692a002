import type { Plugin } from "./define-plugin.js";

/** One plugin of an IVR, as tools draw it. */
export interface FlowNode {
  readonly name: string;
  /** The most that the plugin does: a step owns the call, a feature acts beside it. */
  readonly part: "services" | "around" | "feature" | "step";
  /** The lines of a step that branches, by name. */
  readonly lines?: Readonly<Record<string, readonly FlowNode[]>>;
}

/** Under this key a handler carries its flow, for tools that know no more than that it is a function. */
export const flowKey: unique symbol = Symbol.for("switchhook.flow");

/** The plugins of an IVR in their order, with their lines. */
export const describeFlow = (plugins: readonly Plugin[]): readonly FlowNode[] =>
  plugins.map(({ definition }) => {
    const { around, feature, name, step } = definition;
    const part = step ? "step" : feature ? "feature" : around ? "around" : "services";
    const lines = Object.entries(step?.lines ?? {});
    return {
      name,
      part,
      ...(lines.length > 0 && {
        lines: Object.fromEntries(lines.map(([branch, line]) => [branch, describeFlow(line.plugins)])),
      }),
    };
  });
