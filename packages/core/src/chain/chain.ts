import type * as z from "zod/mini";
import type { ErasedDefinition, ErasedFeature, ErasedStep, Plugin } from "../plugin/define-plugin.js";
import { resultsOf } from "../plugin/results-of.js";
import { aroundLayer } from "./around.js";
import { compose } from "./compose.js";
import { act, concerns, tellSensitive } from "./features.js";
import type { Invocation } from "./invocation.js";
import { answerAsOwner } from "./ownership.js";

/** A step at its place: the one after it, and the first of each of its lines. */
export interface StepNode {
  /** By name, through the branches: `menu/sales/queue`. */
  readonly path: string;
  readonly definition: ErasedDefinition;
  readonly step: ErasedStep;
  readonly maxAttempts: number;
  readonly next: StepNode | undefined;
  readonly lines: ReadonlyMap<string, StepNode | undefined>;
  /** The step whose line this one is in. */
  readonly around: () => StepNode | undefined;
  /** A step of the same line, by name. */
  readonly beside: (name: string) => StepNode | undefined;
}

export interface FeatureNode {
  readonly name: string;
  readonly definition: ErasedDefinition;
  readonly feature: ErasedFeature;
}

/** The plugins of an IVR, linked and indexed at build. */
export interface Chain {
  readonly first: StepNode | undefined;
  readonly steps: ReadonlyMap<string, StepNode>;
  readonly features: readonly FeatureNode[];
  /** The schema of every result that a step may add, by name. */
  readonly results: ReadonlyMap<string, z.core.$ZodType>;
  /** The digit codes of all features. */
  readonly codes: readonly string[];
  /** Runs the layers that an event can concern, and then its owner. */
  readonly run: (invocation: Invocation) => Promise<void>;
}

const defaultAttempts = 3;

/** Links the steps and builds, once for each event key, the layers that it can concern. */
export function buildChain(plugins: readonly Plugin[]): Chain {
  const steps = new Map<string, StepNode>();
  const first = linkLine(plugins, "", undefined, steps);
  const features = plugins.flatMap(({ definition }) =>
    definition.feature ? [{ name: definition.name, definition, feature: definition.feature }] : [],
  );
  const chain: Omit<Chain, "run"> = {
    first,
    steps,
    features,
    results: new Map(
      [...steps.values()].flatMap(({ definition }) => Object.entries(resultsOf(definition.adds))),
    ),
    codes: features.flatMap(({ feature }) => Object.keys(feature.digits ?? {})),
  };
  const arounds = plugins.flatMap(({ definition }) => (definition.around ? [aroundLayer(definition)] : []));
  const byKey = new Map<string, (invocation: Invocation) => Promise<void>>();
  return {
    ...chain,
    run(invocation) {
      const key = [...invocation.keys, ...(invocation.requests.length > 0 ? ["asked"] : [])].join(" ");
      let run = byKey.get(key);
      if (!run) {
        const concerned = features.filter((feature) => concerns(feature, invocation));
        run = compose(arounds, async (inner) => {
          for (const feature of concerned) await act(feature, inner);
          await answerAsOwner(chain, inner);
          await tellSensitive(chain, inner);
        });
        byKey.set(key, run);
      }
      return run(invocation);
    },
  };
}

// From the end, so that each step knows the one after it; a branch goes on after the step that it left.
function linkLine(
  plugins: readonly Plugin[],
  prefix: string,
  after: StepNode | undefined,
  steps: Map<string, StepNode>,
): StepNode | undefined {
  return plugins.reduceRight<StepNode | undefined>((next, { definition }) => {
    const { step } = definition;
    if (!step) return next;
    const path = `${prefix}${definition.name}`;
    const lines = new Map(
      Object.entries(step.lines ?? {}).map(([name, line]) => [
        name,
        linkLine(line.plugins, `${path}/${name}/`, next, steps),
      ]),
    );
    const node: StepNode = {
      path,
      definition,
      step,
      maxAttempts: step.maxAttempts ?? defaultAttempts,
      next,
      lines,
      // It is linked only after its lines.
      around: () => steps.get(prefix.split("/").slice(0, -2).join("/")),
      beside: (name) => steps.get(`${prefix}${name}`),
    };
    steps.set(path, node);
    return node;
  }, after);
}

/**
 * The step that a call stands at. After a deploy that renamed it, the call goes on at the first step that is not
 * provably done: one that adds something, all of which the call has.
 */
export function stepAfterRename(chain: Pick<Chain, "first">, results: Readonly<Record<string, unknown>>) {
  let node = chain.first;
  while (node?.next && isDone(node, results)) node = node.next;
  return node;
}

function isDone({ definition }: StepNode, results: Readonly<Record<string, unknown>>): boolean {
  const added = Object.keys(resultsOf(definition.adds));
  return added.length > 0 && added.every((name) => name in results);
}
