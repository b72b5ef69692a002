import { spawnSync } from "node:child_process";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

// The build of this package runs before its tests.
const script = fileURLToPath(new URL("../check-aws-calls.mjs", import.meta.url));

const check = (...lines: string[]) => {
  const file = join(mkdtempSync(join(tmpdir(), "aws-calls-")), "aws-calls.txt");
  writeFileSync(file, `${lines.join("\n")}\n`);
  const { status, stderr } = spawnSync(process.execPath, [script, file], { encoding: "utf8" });
  return { status, findings: stderr.split("\n") };
};
const meetings = "packages/plugin-meeting-pin/src/chime-meetings";

describe("the calls that the tests made, against the permissions that are declared", () => {
  it("name an operation that is not declared", () => {
    const { status, findings } = check(`${meetings}.ts Chime SDK Meetings StartMeetingTranscriptionCommand`);
    expect(status).toBe(1);
    expect(findings).toContainEqual(
      expect.stringContaining("uses chime:StartMeetingTranscription, which is not declared"),
    );
  });

  it("name a permission that no test was seen to use", () => {
    const { findings } = check(`${meetings}.ts Chime SDK Meetings CreateMeetingCommand`);
    expect(findings).toContainEqual(
      expect.stringContaining("declares chime:DeleteMeeting, which no test was seen to use"),
    );
    expect(findings.join("\n")).not.toContain("declares chime:CreateMeeting,");
  });

  it("name a file that nothing declares anything for", () => {
    const { findings } = check("packages/plugin-new/src/adapter.ts S3 GetObjectCommand");
    expect(findings).toContain(
      "packages/plugin-new/src/adapter.ts asks for s3:GetObject, and nothing declares what it may do",
    );
  });
});
