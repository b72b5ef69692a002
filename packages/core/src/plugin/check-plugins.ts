import { isEventKey } from "../event/event-key.js";
import type { Binding } from "../services/services.js";
import type { ErasedDefinition, Plugin } from "./define-plugin.js";
import { digitCode, promptName } from "./option-schemas.js";
import { resultsOf } from "./results-of.js";

const nameForm = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;

/** Everything that is wrong with how plugins are put together, a sentence each; empty when all is well. */
export function checkPlugins(plugins: readonly Plugin[]): string[] {
  const definitions = plugins.map(({ definition }) => definition);
  const offered = new Set<Binding>();
  const firstOffered = (binding: Binding) => !offered.has(binding) && offered.add(binding) !== undefined;
  const added = new Set(everyStep(definitions).flatMap(({ adds }) => Object.keys(resultsOf(adds))));
  return [
    ...(definitions.some(({ step }) => step)
      ? []
      : ["no plugin has a step: every call would be hung up at once"]),
    ...checkLine(definitions, "", new Set()),
    ...claimedTwice(definitions, "the digit code", ({ feature }) => Object.keys(feature?.digits ?? {})),
    ...claimedTwice(definitions, "the command", ({ feature }) => Object.keys(feature?.commands ?? {})),
    ...claimedTwice(
      definitions,
      "the service",
      // One and the same binding may come from several plugins: whoever offers it, it is the same service.
      ({ services = [] }) => services.filter((one) => firstOffered(one)).map(({ token }) => token.name),
    ),
    ...definitions.flatMap((definition) => [
      ...Object.keys(definition.feature?.digits ?? {})
        .filter((code) => !digitCode().safeParse(code).success)
        .map(
          (code) => `${definition.name} declares the digit code "${code}"; a code is one to ten of 0-9 * #`,
        ),
      ...Object.keys(resultsOf(definition.reads))
        .filter((name) => !added.has(name))
        .map((name) => `${definition.name} reads \`${name}\`, which no plugin adds`),
    ]),
  ];
}

const everyStep = (definitions: readonly ErasedDefinition[]): ErasedDefinition[] =>
  definitions.flatMap((definition) => [
    definition,
    ...Object.values(definition.step?.lines ?? {}).flatMap(({ plugins }) =>
      everyStep(plugins.map((plugin) => plugin.definition)),
    ),
  ]);

function checkLine(
  definitions: readonly ErasedDefinition[],
  where: string,
  before: ReadonlySet<string>,
): string[] {
  const names = new Set<string>();
  const added = new Set(before);
  return definitions.flatMap((definition) => {
    const { name, needs, adds, step, feature, prompts = [] } = definition;
    const wrong = [
      ...(nameForm.test(name) ? [] : [`the name "${where}${name}" must be lower case with dashes`]),
      ...(names.has(name) ? [`two plugins are named ${where}${name}`] : []),
      ...(where && (feature || definition.around || definition.services)
        ? [`${where}${name}: a branch has steps only; use the plugin beside the step that branches`]
        : []),
      ...Object.keys(resultsOf(needs))
        .filter((need) => !added.has(need))
        .map((need) => `${where}${name} needs \`${need}\`, which no plugin before it adds`),
      ...Object.keys(resultsOf(adds))
        .filter((add) => added.has(add))
        .map((add) => `${where}${name} adds \`${add}\`, which a plugin before it adds already`),
      ...[...Object.keys(step?.on ?? {}), ...Object.keys(feature?.on ?? {})]
        .filter((key) => !isEventKey(key))
        .map((key) => `${where}${name} handles "${key}", which is no event`),
      ...(step?.maxAttempts === undefined || isAttempts(step.maxAttempts)
        ? []
        : [`${where}${name}: maxAttempts must be a whole number from 1 to 99, given ${step.maxAttempts}`]),
      ...prompts
        .filter((prompt) => !promptName().safeParse(prompt).success)
        .map((prompt) => `${where}${name}: "${prompt}" is no name for a prompt`),
    ];
    names.add(name);
    const branches = Object.entries(step?.lines ?? {}).flatMap(([branch, { plugins }]) => [
      ...(nameForm.test(branch)
        ? []
        : [`the line "${where}${name}/${branch}" must be lower case with dashes`]),
      ...checkLine(
        plugins.map((plugin) => plugin.definition),
        `${where}${name}/${branch}/`,
        added,
      ),
    ]);
    for (const add of Object.keys(resultsOf(adds))) added.add(add);
    return [...wrong, ...branches];
  });
}

const isAttempts = (attempts: number): boolean =>
  Number.isInteger(attempts) && attempts >= 1 && attempts <= 99;

function claimedTwice(
  definitions: readonly ErasedDefinition[],
  what: string,
  claims: (definition: ErasedDefinition) => readonly string[],
): string[] {
  const owners = new Map<string, string>();
  return definitions.flatMap((definition) =>
    claims(definition).flatMap((claim) => {
      const owner = owners.get(claim);
      if (owner !== undefined) return [`${what} ${claim} is claimed by ${owner} and by ${definition.name}`];
      owners.set(claim, definition.name);
      return [];
    }),
  );
}
