import * as z from "zod";

const regionForm = /^[a-z]{2}(?:-[a-z]+)+-\d$/;
const settings = z
  .strictObject({
    regions: z
      .string({ error: "regions with commas between them, such as us-east-1,us-west-2" })
      .transform((text) => text.split(",").map((region) => region.trim()))
      .refine((regions) => regions.length <= 2 && regions.every((region) => regionForm.test(region)), {
        message: "one or two regions with a comma between them, the first where calls go first",
      }),
    phoneNumber: z
      .string()
      .regex(/^\+[1-9]\d{1,14}$/, "a number of the account as E.164, such as +12025550123")
      .optional(),
    areaCode: z
      .string()
      .regex(/^[2-9]\d{2}$/, "an area code of the US, three digits")
      .optional(),
    account: z
      .string()
      .regex(/^\d{12}$/, "twelve digits")
      .optional(),
    alarmEmail: z.email("an e-mail address").optional(),
    recordCalls: z.enum(["on", "off"], { error: "on or off" }).optional(),
  })
  .refine(({ phoneNumber, areaCode }) => phoneNumber || areaCode, {
    path: ["phoneNumber"],
    message: "a number of the account, or an areaCode to order one in, in the context of cdk.json",
  });

/** What the deployment is told in cdk.json, or with `cdk --context NAME=VALUE`. */
export type Settings = z.output<typeof settings>;

/** Reads the settings; everything that is wrong is in one error. */
export function readSettings(contextOf: (name: string) => unknown): Settings {
  const names = ["regions", "phoneNumber", "areaCode", "account", "alarmEmail", "recordCalls"];
  const given = Object.fromEntries(
    names.map((name) => [name, contextOf(name)]).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = settings.safeParse(given);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0]);
    return `- ${name}: expected ${message}, given ${JSON.stringify(given[name]) ?? "nothing"}`;
  });
  throw new Error(`The context of the deployment is wrong:\n${lines.join("\n")}`);
}
