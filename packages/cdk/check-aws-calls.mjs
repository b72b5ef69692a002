// After the whole test suite: what our code asked of AWS through the real clients, against the permissions that are declared
// for it, by the adapters and plugins for what runs in the function and in the READMEs for commands of a terminal and examples.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { callCommands } from "@switchhook/aws";
import {
  chimeMeetings,
  dynamoDirectory,
  dynamoGuessGuard,
  dynamoRooms,
} from "@switchhook/plugin-meeting-pin";
import { meetingCapture, voiceMail } from "@switchhook/plugin-recording";

const root = new URL("../../", import.meta.url);

const table = "pins";
const keys = "k".repeat(44);
const destination = { bucket: "recordings" };
const declaredBy = ({ definition, permissions = definition.permissions }) =>
  permissions.flatMap(({ actions }) => actions);
/** The actions in the blocks of JSON below a heading or a sentence of a README. */
const inReadme = (name, after) => {
  const [, text = ""] = readFileSync(new URL(`${name}/README.md`, root), "utf8").split(after);
  const [, json = "[]"] = /```json\n([\s\S]*?)```/.exec(text) ?? [];
  return [JSON.parse(json)].flat().flatMap(({ Action }) => Action);
};

const declared = [
  [/^packages\/plugin-meeting-pin\/src\/chime-meetings/, declaredBy(chimeMeetings())],
  [
    /^packages\/plugin-meeting-pin\/src\/dynamo\/dynamo-directory/,
    declaredBy(dynamoDirectory({ table, keys })),
  ],
  [/^packages\/plugin-meeting-pin\/src\/dynamo\/dynamo-guard/, declaredBy(dynamoGuessGuard({ table, keys }))],
  [/^packages\/plugin-meeting-pin\/src\/dynamo\/dynamo-rooms/, declaredBy(dynamoRooms({ table }))],
  [/^packages\/aws\/src\/call-commands/, declaredBy(callCommands())],
  [
    /^packages\/plugin-recording\/src\/capture\//,
    declaredBy(meetingCapture({ destination, concatenate: true })),
  ],
  [/^packages\/plugin-recording\/src\/voice-mail\//, declaredBy(voiceMail({ destination }))],
  [
    /^packages\/plugin-meeting-pin\/src\/dynamo\/(?:create-table|pin-writer)/,
    inReadme("packages/plugin-meeting-pin", "Whoever runs `switchhook-pins`"),
  ],
  [
    /^packages\/plugin-audio-s3\/src\/cli\//,
    inReadme("packages/plugin-audio-s3", "Whoever runs `switchhook-audio`"),
  ],
  [
    /^packages\/plugin-recording\/src\/cli\//,
    inReadme("packages/plugin-recording", "Whoever runs `switchhook-recording`"),
  ],
  [/^examples\/outbound-reminder\/dynamo/, inReadme("examples/outbound-reminder", "The Lambda's role")],
  [/^examples\/outbound-reminder\/remind/, inReadme("examples/outbound-reminder", "Whoever places calls:")],
  [/^packages\/doctor\/src\//, inReadme("packages/doctor", "## What it needs")],
];

const prefixes = {
  S3: "s3",
  Polly: "polly",
  DynamoDB: "dynamodb",
  Lambda: "lambda",
  "Service Quotas": "servicequotas",
};
// Where the permission has another name than the operation, and what a service does in the name of the caller.
const permissionsOf = {
  "s3:HeadObject": ["s3:GetObject"],
  "s3:HeadBucket": ["s3:ListBucket"],
  "s3:ListObjectsV2": ["s3:ListBucket"],
  "s3:DeleteObjects": ["s3:DeleteObject"],
  "chime:CreateMediaCapturePipeline": ["chime:CreateMediaCapturePipeline", "s3:GetBucketPolicy"],
};
const documentClient = /^dynamodb:(Get|Put|Update|Delete)$/;

const workspaces = readdirSync(new URL("packages/", root)).map((name) => `packages/${name}`);
const ofTheSuite = [...workspaces, "apps/lambda", "bench", "examples"].map(
  (workspace) => new URL(`${workspace}/.vitest/aws-calls.txt`, root),
);
// Given files stand for those of the suite.
const given = process.argv.slice(2);
const recorded = (given.length > 0 ? given : ofTheSuite)
  .filter((file) => existsSync(file))
  .flatMap((file) => readFileSync(file, "utf8").trim().split("\n").filter(Boolean));
const asked = recorded.map((line) => {
  const [, file, service, operation] = /^(\S+) (.+) (\w+)Command$/.exec(line) ?? [];
  const action = `${prefixes[service] ?? "chime"}:${operation}`.replace(documentClient, "dynamodb:$1Item");
  return { file, actions: permissionsOf[action] ?? [action] };
});

const wrong = [
  ...asked
    .filter(({ file }) => !declared.some(([files]) => files.test(file)))
    .map(
      ({ file, actions }) => `${file} asks for ${actions.join(", ")}, and nothing declares what it may do`,
    ),
  ...declared.flatMap(([files, allowed]) => {
    const used = new Set(asked.filter(({ file }) => files.test(file)).flatMap(({ actions }) => actions));
    return [
      ...[...used]
        .filter((one) => !allowed.includes(one))
        .map((one) => `${files.source} uses ${one}, which is not declared`),
      ...allowed
        .filter((one) => !used.has(one))
        .map((one) => `${files.source} declares ${one}, which no test was seen to use`),
    ];
  }),
];
for (const line of new Set(wrong)) console.error(line);
console.log(
  wrong.length === 0
    ? `the permissions that are declared are those of the ${new Set(recorded).size} calls that the tests made`
    : "the permissions that are declared are not those of the calls that the tests made",
);
process.exitCode = wrong.length === 0 ? 0 : 1;
