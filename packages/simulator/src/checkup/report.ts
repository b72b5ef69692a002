import type { CheckupResult } from "./checkup.js";
import { type Finding, keyOf, rules } from "./findings.js";

/** What was found, for people at a terminal. */
export function reportText(
  { findings, calls, invocations, whole }: CheckupResult,
  known: ReadonlySet<string>,
): string {
  const bounds = whole ? "" : "; not all of it was tried within the bounds (--invocations)";
  const played = `${calls} calls with ${invocations} invocations were played${bounds}.`;
  if (findings.length === 0) return `Nothing was found. ${played}`;
  return [...findings.map((finding) => findingText(finding, known.has(keyOf(finding)))), played].join("\n\n");
}

function findingText(finding: Finding, isKnown: boolean): string {
  const { rule, what, steps, hears, count } = finding;
  const times = count > 1 ? ` (in ${count} calls)` : "";
  return [
    `${rule}${isKnown ? " (known)" : ""}: ${what}${times}`,
    ...steps.map((step, at) => `  ${at + 1}. ${step}`),
    `  The caller hears: ${hears.length > 0 ? hears.join(", ") : "nothing"}`,
    `  Mend: ${rules[rule]}.`,
  ].join("\n");
}

const escaped = (text: string): string =>
  text.replace(
    /[&<>"]/g,
    (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign] ?? sign,
  );

/** One test case a rule, as CI systems read them. */
export function reportJunit({ findings }: CheckupResult, known: ReadonlySet<string>): string {
  const cases = Object.keys(rules).map((rule) => {
    const broken = findings.filter((finding) => finding.rule === rule && !known.has(keyOf(finding)));
    const failures = broken.map(
      (finding) =>
        `<failure message="${escaped(finding.what)}">${escaped(findingText(finding, false))}</failure>`,
    );
    return `  <testcase classname="switchhook-checkup" name="${rule}">${failures.join("")}</testcase>`;
  });
  const failed = new Set(findings.filter((finding) => !known.has(keyOf(finding))).map(({ rule }) => rule))
    .size;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuite name="switchhook-checkup" tests="${cases.length}" failures="${failed}">`,
    ...cases,
    "</testsuite>",
    "",
  ].join("\n");
}
