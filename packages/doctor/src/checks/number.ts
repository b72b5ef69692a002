import { GetPhoneNumberCommand, type PhoneNumber } from "@aws-sdk/client-chime-sdk-voice";
import type { Clients } from "../clients.js";
import { type Finding, finding } from "../findings.js";
import { type Read, read } from "../read.js";

const dialIn = "SipMediaApplicationDialIn";
const usable = ["Assigned", "Unassigned"];

/** Looks at a number that callers dial. */
export async function checkDialledNumber(number: string, clients: Clients): Promise<readonly Finding[]> {
  const where = `The number ${number}`;
  const got = await readNumber(where, number, clients);
  if (got.is === "unreadable") return [got.finding];
  if (got.is === "missing")
    return [finding("number-missing", where, "is not in the inventory of the account")];
  const { ProductType, Status } = got.value;
  return [
    ...(ProductType === dialIn
      ? []
      : [finding("number-product", where, `is of the product type ${ProductType}, not ${dialIn}`)]),
    ...(Status !== undefined && !usable.includes(Status)
      ? [finding("number-status", where, `has the status ${Status}`)]
      : []),
  ];
}

/** Looks at a number that calls are placed from. */
export async function checkCallerNumber(number: string, clients: Clients): Promise<readonly Finding[]> {
  const where = `The caller number ${number}`;
  const got = await readNumber(where, number, clients);
  if (got.is === "unreadable") return [got.finding];
  return got.is === "there" && usable.includes(got.value.Status ?? "Assigned")
    ? []
    : [finding("caller-not-owned", where, "is not in the inventory of the account, or not usable")];
}

const readNumber = (where: string, number: string, { voice }: Clients): Promise<Read<PhoneNumber>> =>
  read(where, "GetPhoneNumber", async () => {
    const { PhoneNumber = {} } = await voice.send(new GetPhoneNumberCommand({ PhoneNumberId: number }));
    return PhoneNumber;
  });
