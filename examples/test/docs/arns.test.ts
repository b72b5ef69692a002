import { callCommands } from "@switchhook/aws";
import type { Permission } from "@switchhook/core";
import { chimeMeetings, dynamoDirectory } from "@switchhook/plugin-meeting-pin";
import { describe, expect, it } from "vitest";
import { fencesIn, pages, textOf } from "./fences.js";

const keys = Buffer.alloc(32, 7).toString("base64");
/** What plugins and services ask for, each resource as a page writes it. */
const declared = [chimeMeetings(), callCommands(), dynamoDirectory({ table: "TABLE", keys })]
  .flatMap(({ permissions = [] }: { readonly permissions?: readonly Permission[] }) => permissions)
  .map(({ resource }) => inWords(resource));

function inWords(resource: string): string {
  const words: Readonly<Record<string, string>> = {
    "AWS::Partition": "aws",
    "AWS::Region": "REGION",
    "AWS::AccountId": "ACCOUNT",
    SipMediaApplicationId: "SMA-ID",
  };
  return resource.replace(/\$\{([\w:]+)\}/g, (all, name: string) => words[name] ?? all);
}

const shown = new Set(fencesIn("json").flatMap(({ text }) => text.match(/arn:aws:[^"]*/g) ?? []));
const inProse = pages
  // The wire has the ARNs of others, too.
  .filter((page) => page !== "docs/wire.md")
  .flatMap((page) =>
    [...textOf(page).matchAll(/arn:aws:(?:chime|dynamodb):[^`"\s]+/g)]
      .map(([arn]) => arn)
      // Policies as JSON are held by deployment.test.ts.
      .filter((arn) => !shown.has(arn))
      .map((arn) => ({ page, arn })),
  );

describe("an ARN in words is that of a permission which is declared:", () => {
  it.each(inProse)("$page $arn", ({ arn }) => expect(declared).toContain(arn));

  it("at least one", () => expect(inProse).not.toEqual([]));
});
