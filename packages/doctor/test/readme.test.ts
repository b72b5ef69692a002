import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { deployedAccount, number } from "./local-account.js";

it("what README.md shows is what the doctor prints of an account with these defects", async () => {
  const page = readFileSync(new URL("../README.md", import.meta.url), "utf8");
  const [, shown] =
    /<!-- held by \S*doctor\/test\/readme\.test\.ts -->\n```text\n([\s\S]*?)```/.exec(page) ?? [];
  const aws = await deployedAccount();
  try {
    aws.rule.Disabled = true;
    const { printed, exit } = await aws.doctor("--region", "us-east-1", "--number", number);
    expect(exit).toBe(1);
    expect(`${printed.join("\n")}\n`).toBe(shown);
  } finally {
    await aws.close();
  }
});
